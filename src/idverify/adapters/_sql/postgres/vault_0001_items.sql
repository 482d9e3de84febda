-- Personal items by case and name, and the secret of each case.
CREATE TABLE idverify_item (
    case_id text NOT NULL, name text NOT NULL, data bytea NOT NULL,
    PRIMARY KEY (case_id, name)
);
CREATE TABLE idverify_secret (case_id text PRIMARY KEY, data bytea NOT NULL);
