-- Generated from flows/tables/quarantine.py by `make generate`: change it there.
CREATE TABLE quarantine (
    quarantine_id VARCHAR NOT NULL CHECK (regexp_matches(quarantine_id, '^[0-9a-f]{32}$')),
    table_name VARCHAR NOT NULL,
    row_key VARCHAR NOT NULL,
    document_id VARCHAR CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    file_sha256 VARCHAR CHECK (regexp_matches(file_sha256, '^[0-9a-f]{64}$')),
    path VARCHAR NOT NULL,
    member VARCHAR,
    expectation VARCHAR NOT NULL,
    column_name VARCHAR,
    reason VARCHAR NOT NULL,
    value VARCHAR,
    row_json VARCHAR,
    stored_as VARCHAR,
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$'))
);

COMMENT ON TABLE quarantine IS 'One row is a refusal of a file, a member of a file or a row, for one reason. Key: quarantine_id.';
COMMENT ON COLUMN quarantine.quarantine_id IS 'Key: hash of what was refused and why.';
COMMENT ON COLUMN quarantine.table_name IS 'Table of the refused row; files for a file that could not be read.';
COMMENT ON COLUMN quarantine.row_key IS 'Key of the refused row, columns joined by |; the path (and member) of a refused file.';
COMMENT ON COLUMN quarantine.document_id IS 'Document of the refused row. Null: a file was refused.';
COMMENT ON COLUMN quarantine.file_sha256 IS 'SHA-256 of the file that it came from. Null: its bytes could not be read.';
COMMENT ON COLUMN quarantine.path IS 'Path of the file that it came from.';
COMMENT ON COLUMN quarantine.member IS 'Refused member of the file, as in document_sources; (rest) stands for all behind the last readable one. Null: the file as a whole or a row was refused.';
COMMENT ON COLUMN quarantine.expectation IS 'The expectation that the row failed, or the code of the refusal.';
COMMENT ON COLUMN quarantine.column_name IS 'Column that failed. Null: the refusal is not about one column.';
COMMENT ON COLUMN quarantine.reason IS 'What was wrong, in a sentence.';
COMMENT ON COLUMN quarantine.value IS 'The refused value, cut to 500 characters. Null: null was the value, or there is none.';
COMMENT ON COLUMN quarantine.row_json IS 'The whole refused row as JSON, to be loaded again once mended. Null: a file was refused.';
COMMENT ON COLUMN quarantine.stored_as IS 'Copy of the refused file under quarantine/ in the data folder. Null: a row was refused, or its bytes could not be read.';
COMMENT ON COLUMN quarantine.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN quarantine.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
