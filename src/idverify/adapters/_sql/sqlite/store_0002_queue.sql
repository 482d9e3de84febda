-- The queue view, written by every append; its counts, by triggers; retries of the outbox.
CREATE TABLE idverify_case (
    case_id TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL,
    submission_id TEXT, due_on TEXT, ends_at TEXT, overdue INTEGER NOT NULL DEFAULT FALSE,
    reviewer TEXT, leased_until TEXT
) WITHOUT ROWID;
CREATE INDEX idverify_case_by_deadline ON idverify_case (ends_at, case_id)
    WHERE state = 'under_review';

CREATE TABLE idverify_tally (
    state TEXT NOT NULL, due_on TEXT NOT NULL, cases INTEGER NOT NULL,
    PRIMARY KEY (state, due_on)
) WITHOUT ROWID;
CREATE TRIGGER idverify_case_begins AFTER INSERT ON idverify_case BEGIN
    INSERT INTO idverify_tally VALUES (NEW.state, coalesce(NEW.due_on, ''), 1)
        ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER idverify_case_moves AFTER UPDATE OF state, due_on ON idverify_case
    WHEN OLD.state <> NEW.state OR OLD.due_on IS NOT NEW.due_on
BEGIN
    UPDATE idverify_tally SET cases = cases - 1
        WHERE state = OLD.state AND due_on = coalesce(OLD.due_on, '');
    INSERT INTO idverify_tally VALUES (NEW.state, coalesce(NEW.due_on, ''), 1)
        ON CONFLICT DO UPDATE SET cases = cases + 1;
END;

ALTER TABLE idverify_outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE idverify_outbox ADD COLUMN next_at TEXT NOT NULL DEFAULT '';
ALTER TABLE idverify_outbox ADD COLUMN dead INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE idverify_outbox ADD COLUMN error TEXT;
CREATE INDEX idverify_outbox_by_case ON idverify_outbox (case_id, place) WHERE NOT dead;
CREATE INDEX idverify_outbox_dead ON idverify_outbox (place) WHERE dead;

-- Existing cases enter the queue view: each kind of event leads to one state.
INSERT INTO idverify_case
    (case_id, version, state, submission_id, due_on, ends_at, overdue)
WITH last AS (
    SELECT e.case_id, e.version, json_extract(CAST(e.body AS TEXT), '$.type') AS kind,
        (SELECT CAST(s.body AS TEXT) FROM idverify_event AS s
            WHERE s.case_id = e.case_id
                AND json_extract(CAST(s.body AS TEXT), '$.type') = 'submitted'
            ORDER BY s.version DESC LIMIT 1) AS submitted
    FROM idverify_event AS e
    WHERE e.version = (SELECT max(version) FROM idverify_event WHERE case_id = e.case_id)
)
SELECT case_id, version,
    CASE kind
        WHEN 'submitted' THEN 'under_review' WHEN 'deadline_passed' THEN 'under_review'
        WHEN 'approved' THEN 'approved'
        WHEN 'rejected' THEN 'rejected' WHEN 'revoked' THEN 'rejected'
        WHEN 'refused_for_good' THEN 'closed' WHEN 'revoked_for_good' THEN 'closed'
        WHEN 'redacted' THEN 'redacted'
        ELSE 'incomplete'
    END,
    CASE WHEN kind IN ('submitted', 'deadline_passed')
        THEN json_extract(submitted, '$.submission_id') END,
    CASE WHEN kind IN ('submitted', 'deadline_passed')
        THEN json_extract(submitted, '$.due.due_on') END,
    CASE WHEN kind IN ('submitted', 'deadline_passed')
        THEN strftime('%Y-%m-%dT%H:%M:%S', json_extract(submitted, '$.due.ends_at'))
            || '.000000+00:00' END,
    kind = 'deadline_passed'
FROM last;
