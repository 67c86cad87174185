-- Generated from flows/tables/signatures.py by `make generate`: change it there.
CREATE TABLE signatures (
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    bands VARCHAR[] NOT NULL
);

COMMENT ON TABLE signatures IS 'One row is a document, with what its near copies are found by. Key: document_id.';
COMMENT ON COLUMN signatures.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN signatures.bands IS 'Hashes of the bands of its MinHash signature: texts that share one are compared. None for a text of a few words.';
