-- Generated from flows/tables/mentions.py by `make generate`: change it there.
CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL CHECK (regexp_matches(mention_id, '^[0-9a-f]{32}$')),
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end >= 1),
    text VARCHAR NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN ('person', 'org', 'place')),
    entity_id VARCHAR NOT NULL CHECK (regexp_matches(entity_id, '^[0-9a-f]{32}$')),
    name VARCHAR NOT NULL,
    role VARCHAR,
    affiliation VARCHAR,
    gender VARCHAR CHECK (gender IN ('f', 'm')),
    is_metonym BOOLEAN NOT NULL,
    paragraph INTEGER NOT NULL CHECK (paragraph >= 1),
    confidence DOUBLE NOT NULL CHECK (confidence >= 0) CHECK (confidence <= 1),
    rule VARCHAR NOT NULL CHECK (regexp_matches(rule, '^[a-z][a-z0-9_.-]*$')),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (span_start < span_end)
);

COMMENT ON TABLE mentions IS 'One row is a name in the text. Key: mention_id.';
COMMENT ON COLUMN mentions.mention_id IS 'Key: hash of document, type and span.';
COMMENT ON COLUMN mentions.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN mentions.span_start IS 'First character of the span in documents.text, from 0. Unit: characters.';
COMMENT ON COLUMN mentions.span_end IS 'One past the last character of the span in documents.text. Unit: characters.';
COMMENT ON COLUMN mentions.text IS 'The name as printed.';
COMMENT ON COLUMN mentions.type IS 'What is named.';
COMMENT ON COLUMN mentions.entity_id IS 'What goes by that name, in entities: hash of type and full name.';
COMMENT ON COLUMN mentions.name IS 'Full name, resolved within the document.';
COMMENT ON COLUMN mentions.role IS 'Role told with this name, here or elsewhere in the document. Null: no role is told.';
COMMENT ON COLUMN mentions.affiliation IS 'Country or organisation of that role. Null: none is told.';
COMMENT ON COLUMN mentions.gender IS 'Gender that a title, a forename or a role of the document tells: f or m. Null: nothing tells it.';
COMMENT ON COLUMN mentions.is_metonym IS 'Whether a place stands for its government, as Moscow may.';
COMMENT ON COLUMN mentions.paragraph IS 'Paragraph of the body in which the span begins, from 1.';
COMMENT ON COLUMN mentions.confidence IS 'Share of rows with this figure that are expected to be right.';
COMMENT ON COLUMN mentions.rule IS 'Name of the extraction rule or model that made the row.';
COMMENT ON COLUMN mentions.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN mentions.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
