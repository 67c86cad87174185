-- Generated from flows/tables/dates.py by `make generate`: change it there.
CREATE TABLE dates (
    date_id VARCHAR NOT NULL CHECK (regexp_matches(date_id, '^[0-9a-f]{32}$')),
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end >= 1),
    text VARCHAR NOT NULL,
    value VARCHAR,
    type VARCHAR NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    earliest DATE,
    latest DATE,
    basis VARCHAR NOT NULL CHECK (basis IN ('explicit', 'publication', 'document', 'tense', 'vague')),
    paragraph INTEGER NOT NULL CHECK (paragraph >= 1),
    confidence DOUBLE NOT NULL CHECK (confidence >= 0) CHECK (confidence <= 1),
    rule VARCHAR NOT NULL CHECK (regexp_matches(rule, '^[a-z][a-z0-9_.-]*$')),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (span_start < span_end),
    CHECK (earliest <= latest)
);

COMMENT ON TABLE dates IS 'One row is a temporal expression in the text. Key: date_id.';
COMMENT ON COLUMN dates.date_id IS 'Key: hash of document and span.';
COMMENT ON COLUMN dates.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN dates.span_start IS 'First character of the span in documents.text, from 0. Unit: characters.';
COMMENT ON COLUMN dates.span_end IS 'One past the last character of the span in documents.text. Unit: characters.';
COMMENT ON COLUMN dates.text IS 'The expression as printed.';
COMMENT ON COLUMN dates.value IS 'TIMEX3 value. Null: its value cannot be told.';
COMMENT ON COLUMN dates.type IS 'TIMEX3 type.';
COMMENT ON COLUMN dates.earliest IS 'First day that it covers. Null: no calendar day can be told.';
COMMENT ON COLUMN dates.latest IS 'Last day that it covers. Null: no calendar day can be told.';
COMMENT ON COLUMN dates.basis IS 'What fixed its value: the words alone, the publication date, another date, a guess by tense.';
COMMENT ON COLUMN dates.paragraph IS 'Paragraph of the body in which the span begins, from 1.';
COMMENT ON COLUMN dates.confidence IS 'Share of rows with this figure that are expected to be right.';
COMMENT ON COLUMN dates.rule IS 'Name of the extraction rule or model that made the row.';
COMMENT ON COLUMN dates.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN dates.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
