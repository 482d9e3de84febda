-- Histories, seen commands, outbox and alarms.
CREATE TABLE idverify_event (
    case_id TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;
CREATE TABLE idverify_command (
    case_id TEXT NOT NULL, command_id TEXT NOT NULL,
    PRIMARY KEY (case_id, command_id)
) WITHOUT ROWID;
CREATE TABLE idverify_outbox (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE idverify_alarm (case_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX idverify_alarm_by_time ON idverify_alarm (at, case_id);
