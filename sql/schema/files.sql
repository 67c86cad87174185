-- Generated from flows/tables/files.py by `make generate`: change it there.
CREATE TABLE files (
    file_id VARCHAR NOT NULL CHECK (regexp_matches(file_id, '^[0-9a-f]{32}$')),
    path VARCHAR NOT NULL,
    file_sha256 VARCHAR CHECK (regexp_matches(file_sha256, '^[0-9a-f]{64}$')),
    byte_size BIGINT CHECK (byte_size >= 0),
    status VARCHAR NOT NULL CHECK (status IN ('loaded', 'duplicate', 'quarantined')),
    reason VARCHAR,
    document_count INTEGER NOT NULL CHECK (document_count >= 0),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$'))
);

COMMENT ON TABLE files IS 'One row is a file that arrived, at one path. Key: file_id.';
COMMENT ON COLUMN files.file_id IS 'Key: hash of path and bytes.';
COMMENT ON COLUMN files.path IS 'Path of the file, as the run was given it.';
COMMENT ON COLUMN files.file_sha256 IS 'SHA-256 of its bytes. Null: its bytes could not be read.';
COMMENT ON COLUMN files.byte_size IS 'Size. Unit: bytes. Null: it could not be read.';
COMMENT ON COLUMN files.status IS 'What became of it: it gave a new document (loaded), only known ones (duplicate), or none (quarantined).';
COMMENT ON COLUMN files.reason IS 'Why it is a duplicate or was quarantined. Null: it was loaded.';
COMMENT ON COLUMN files.document_count IS 'Documents that it holds.';
COMMENT ON COLUMN files.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN files.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
