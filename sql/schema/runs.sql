-- Generated from flows/tables/runs.py by `make generate`: change it there.
CREATE TABLE runs (
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    flow VARCHAR NOT NULL CHECK (flow IN ('daily', 'backfill', 'recheck')),
    state VARCHAR NOT NULL CHECK (state IN ('published', 'stopped', 'failed')),
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE NOT NULL,
    inputs VARCHAR[] NOT NULL,
    files_in INTEGER NOT NULL CHECK (files_in >= 0),
    files_loaded INTEGER NOT NULL CHECK (files_loaded >= 0),
    files_duplicate INTEGER NOT NULL CHECK (files_duplicate >= 0),
    files_quarantined INTEGER NOT NULL CHECK (files_quarantined >= 0),
    members_refused INTEGER CHECK (members_refused >= 0),
    documents_loaded INTEGER NOT NULL CHECK (documents_loaded >= 0),
    rows_loaded INTEGER NOT NULL CHECK (rows_loaded >= 0),
    rows_quarantined INTEGER NOT NULL CHECK (rows_quarantined >= 0),
    checks_passed INTEGER NOT NULL CHECK (checks_passed >= 0),
    checks_warned INTEGER NOT NULL CHECK (checks_warned >= 0),
    checks_failed INTEGER NOT NULL CHECK (checks_failed >= 0),
    extractor_version VARCHAR NOT NULL,
    error VARCHAR,
    CHECK (started_at <= finished_at)
);

COMMENT ON TABLE runs IS 'One row is a run of a flow. Key: run_id.';
COMMENT ON COLUMN runs.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN runs.flow IS 'The flow.';
COMMENT ON COLUMN runs.state IS 'How it ended: its version was published, a critical check stopped it, or it broke.';
COMMENT ON COLUMN runs.started_at IS 'When it began.';
COMMENT ON COLUMN runs.finished_at IS 'When its rows were complete, before the switch.';
COMMENT ON COLUMN runs.inputs IS 'What it was given.';
COMMENT ON COLUMN runs.files_in IS 'Files that arrived = loaded + duplicate + quarantined.';
COMMENT ON COLUMN runs.files_loaded IS 'Files that gave a new document.';
COMMENT ON COLUMN runs.files_duplicate IS 'Files that held only known documents.';
COMMENT ON COLUMN runs.files_quarantined IS 'Files that were refused.';
COMMENT ON COLUMN runs.members_refused IS 'Members of archives, mailboxes and the like that were refused; their files may have been loaded. Null: the run was before they were counted.';
COMMENT ON COLUMN runs.documents_loaded IS 'New documents.';
COMMENT ON COLUMN runs.rows_loaded IS 'New rows in the tables of the documents.';
COMMENT ON COLUMN runs.rows_quarantined IS 'Rows that were refused.';
COMMENT ON COLUMN runs.checks_passed IS 'Checks that held in every batch.';
COMMENT ON COLUMN runs.checks_warned IS 'Checks that failed without stopping the publish.';
COMMENT ON COLUMN runs.checks_failed IS 'Critical checks that failed.';
COMMENT ON COLUMN runs.extractor_version IS 'Version of the extractor.';
COMMENT ON COLUMN runs.error IS 'What went wrong, for people. Null: nothing did.';
