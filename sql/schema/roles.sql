-- Generated from flows/tables/roles.py by `make generate`: change it there.
CREATE TABLE roles (
    role_id VARCHAR NOT NULL CHECK (regexp_matches(role_id, '^[0-9a-f]{32}$')),
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end >= 1),
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('role', 'title')),
    person_id VARCHAR CHECK (regexp_matches(person_id, '^[0-9a-f]{32}$')),
    paragraph INTEGER NOT NULL CHECK (paragraph >= 1),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (span_start < span_end)
);

COMMENT ON TABLE roles IS 'One row is a role or title in the text. Key: role_id.';
COMMENT ON COLUMN roles.role_id IS 'Key: hash of document, kind and span.';
COMMENT ON COLUMN roles.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN roles.span_start IS 'First character of the span in documents.text, from 0. Unit: characters.';
COMMENT ON COLUMN roles.span_end IS 'One past the last character of the span in documents.text. Unit: characters.';
COMMENT ON COLUMN roles.text IS 'The role as printed.';
COMMENT ON COLUMN roles.kind IS 'A post or function (role) or a form of address (title).';
COMMENT ON COLUMN roles.person_id IS 'Name of who bears it in entities, whose canonical_id leads to people. Null: nobody is named for it.';
COMMENT ON COLUMN roles.paragraph IS 'Paragraph of the body in which the span begins, from 1.';
COMMENT ON COLUMN roles.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN roles.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
