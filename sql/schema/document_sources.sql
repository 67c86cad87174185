-- Generated from flows/tables/document_sources.py by `make generate`: change it there.
CREATE TABLE document_sources (
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    file_sha256 VARCHAR NOT NULL CHECK (regexp_matches(file_sha256, '^[0-9a-f]{64}$')),
    path VARCHAR NOT NULL,
    member VARCHAR NOT NULL,
    url VARCHAR,
    format VARCHAR NOT NULL CHECK (regexp_matches(format, '^[a-z0-9]+$')),
    encoding VARCHAR NOT NULL,
    byte_size BIGINT NOT NULL CHECK (byte_size >= 0),
    byte_start BIGINT CHECK (byte_start >= 0),
    byte_end BIGINT CHECK (byte_end >= 1),
    captured_on DATE,
    header_evidence VARCHAR,
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (byte_start <= byte_end)
);

COMMENT ON TABLE document_sources IS 'One row is a place that a document came from. Key: document_id, file_sha256, path, member.';
COMMENT ON COLUMN document_sources.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN document_sources.file_sha256 IS 'SHA-256 of the file''s bytes as they arrived.';
COMMENT ON COLUMN document_sources.path IS 'Path of the file, as the run was given it.';
COMMENT ON COLUMN document_sources.member IS 'Member inside the file, outermost first, joined by !; empty for a plain file.';
COMMENT ON COLUMN document_sources.url IS 'Address of the article, canonical where the file says so. Null: the file names none.';
COMMENT ON COLUMN document_sources.format IS 'What the file is, by its content.';
COMMENT ON COLUMN document_sources.encoding IS 'Character encoding that it was read in; +mojibake or +bytes where what was decoded wrongly was mended.';
COMMENT ON COLUMN document_sources.byte_size IS 'Size of the file (of the member, inside an archive). Unit: bytes.';
COMMENT ON COLUMN document_sources.byte_start IS 'First byte of the member in the file, with what wraps it (the head of its record, the packing of that). Unit: bytes. Null: the document is the whole file, or the file does not hold it in one piece.';
COMMENT ON COLUMN document_sources.byte_end IS 'One past the last byte of the member in the file. Unit: bytes. Null: as of byte_start.';
COMMENT ON COLUMN document_sources.captured_on IS 'Day (UTC) on which a crawler or a browser saved it: no evidence of publication but that it was before. Null: nothing tells.';
COMMENT ON COLUMN document_sources.header_evidence IS 'What the header said here, as JSON; documents.header_evidence has it brought together over the places. Null: read by a version that did not keep it.';
COMMENT ON COLUMN document_sources.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN document_sources.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
