-- Generated from flows/tables/check_results.py by `make generate`: change it there.
CREATE TABLE check_results (
    check_result_id VARCHAR NOT NULL CHECK (regexp_matches(check_result_id, '^[0-9a-f]{32}$')),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    table_name VARCHAR,
    check_name VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source IN ('declaration', 'plausibility', 'claim')),
    severity VARCHAR NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
    success BOOLEAN NOT NULL,
    evaluated_count INTEGER CHECK (evaluated_count >= 0),
    unexpected_count INTEGER CHECK (unexpected_count >= 0),
    unexpected_share DOUBLE CHECK (unexpected_share >= 0) CHECK (unexpected_share <= 1),
    observed DOUBLE,
    allowed VARCHAR,
    examples VARCHAR[] NOT NULL,
    reason VARCHAR
);

COMMENT ON TABLE check_results IS 'One row is the outcome of one check in one run, over one batch or over the whole warehouse. Key: check_result_id.';
COMMENT ON COLUMN check_results.check_result_id IS 'Key: hash of run, batch, table and check.';
COMMENT ON COLUMN check_results.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN check_results.batch_id IS 'The batch that was checked. Null: the whole warehouse was.';
COMMENT ON COLUMN check_results.table_name IS 'Table that was checked. Null: the check is a claim across tables.';
COMMENT ON COLUMN check_results.check_name IS 'The check: expectation and columns, or the claim''s file name.';
COMMENT ON COLUMN check_results.source IS 'Where it is written: the table''s declaration, expectations/checks/, or sql/checks/.';
COMMENT ON COLUMN check_results.severity IS 'What a failure does: stops the publish (critical), refuses the rows or warns (warning), is noted (info).';
COMMENT ON COLUMN check_results.success IS 'Whether it held.';
COMMENT ON COLUMN check_results.evaluated_count IS 'Rows looked at. Null: the check is not about single rows.';
COMMENT ON COLUMN check_results.unexpected_count IS 'Rows that break it. Null: the check is not about single rows.';
COMMENT ON COLUMN check_results.unexpected_share IS 'Share of rows that break it. Null: the check is not about single rows, or there were none.';
COMMENT ON COLUMN check_results.observed IS 'The figure that was found, where the check is about one. Null: the check is about single rows.';
COMMENT ON COLUMN check_results.allowed IS 'What that figure may be. Null: the check is about single rows.';
COMMENT ON COLUMN check_results.examples IS 'Up to twenty keys of rows that break it.';
COMMENT ON COLUMN check_results.reason IS 'Why the check exists, dated. Null: it follows from the declaration.';
