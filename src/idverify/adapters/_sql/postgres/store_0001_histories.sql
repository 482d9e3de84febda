-- Histories, seen commands, the queue view with its counts, the outbox and the alarms.
CREATE TABLE idverify_event (
    case_id text NOT NULL, version integer NOT NULL, body json NOT NULL,
    PRIMARY KEY (case_id, version)
);
CREATE TABLE idverify_command (
    case_id text NOT NULL, command_id text NOT NULL,
    PRIMARY KEY (case_id, command_id)
);

CREATE TABLE idverify_case (
    case_id text PRIMARY KEY, version integer NOT NULL, state text NOT NULL,
    submission_id text, due_on date, ends_at timestamptz, overdue boolean NOT NULL DEFAULT FALSE,
    reviewer text, leased_until timestamptz
) WITH (fillfactor = 80);
CREATE INDEX idverify_case_by_deadline ON idverify_case (ends_at, case_id)
    WHERE state = 'under_review';

-- Appends only insert rows here, so that no two of them wait for each other;
-- reading the counts sums the rows.
CREATE TABLE idverify_tally (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state text NOT NULL, due_on date, cases bigint NOT NULL
);
CREATE FUNCTION idverify_tally_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO idverify_tally (state, due_on, cases)
            VALUES (OLD.state, OLD.due_on, -1), (NEW.state, NEW.due_on, 1);
    ELSE
        INSERT INTO idverify_tally (state, due_on, cases) VALUES (NEW.state, NEW.due_on, 1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER idverify_case_begins AFTER INSERT ON idverify_case
    FOR EACH ROW EXECUTE FUNCTION idverify_tally_up();
CREATE TRIGGER idverify_case_moves AFTER UPDATE OF state, due_on ON idverify_case
    FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD.due_on IS DISTINCT FROM NEW.due_on)
    EXECUTE FUNCTION idverify_tally_up();

CREATE TABLE idverify_outbox (
    place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE, case_id text NOT NULL, body json NOT NULL,
    attempts integer NOT NULL DEFAULT 0, next_at timestamptz NOT NULL DEFAULT '-infinity',
    dead boolean NOT NULL DEFAULT FALSE, error text
);
CREATE INDEX idverify_outbox_by_case ON idverify_outbox (case_id, place) WHERE NOT dead;
CREATE INDEX idverify_outbox_dead ON idverify_outbox (place) WHERE dead;

CREATE TABLE idverify_alarm (case_id text PRIMARY KEY, at timestamptz NOT NULL);
CREATE INDEX idverify_alarm_by_time ON idverify_alarm (at, case_id);
