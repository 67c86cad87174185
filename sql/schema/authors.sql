-- Generated from flows/tables/authors.py by `make generate`: change it there.
CREATE TABLE authors (
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    position INTEGER NOT NULL CHECK (position >= 1),
    name VARCHAR NOT NULL,
    role VARCHAR,
    email VARCHAR,
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$'))
);

COMMENT ON TABLE authors IS 'One row is a name of a document''s byline. Key: document_id, position.';
COMMENT ON COLUMN authors.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN authors.position IS 'Place in the byline, from 1.';
COMMENT ON COLUMN authors.name IS 'Name as printed, without By.';
COMMENT ON COLUMN authors.role IS 'Role or post printed with the name. Null: none is printed.';
COMMENT ON COLUMN authors.email IS 'E-mail address printed with the name. Null: none is printed.';
COMMENT ON COLUMN authors.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN authors.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
