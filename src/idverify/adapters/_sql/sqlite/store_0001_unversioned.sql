-- Replaces the first file on a database of the first release, whose tables had neither a
-- prefix nor a version.
ALTER TABLE event RENAME TO idverify_event;
ALTER TABLE command RENAME TO idverify_command;
ALTER TABLE outbox RENAME TO idverify_outbox;
ALTER TABLE alarm RENAME TO idverify_alarm;
DROP INDEX alarm_by_time;
CREATE INDEX idverify_alarm_by_time ON idverify_alarm (at, case_id);
