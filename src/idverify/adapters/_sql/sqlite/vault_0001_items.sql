-- Personal items by case and name, and the secret of each case.
CREATE TABLE idverify_item (
    case_id TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (case_id, name)
) WITHOUT ROWID;
CREATE TABLE idverify_secret (case_id TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
