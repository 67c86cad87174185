-- Generated from flows/tables/scare_quotes.py by `make generate`: change it there.
CREATE TABLE scare_quotes (
    scare_quote_id VARCHAR NOT NULL CHECK (regexp_matches(scare_quote_id, '^[0-9a-f]{32}$')),
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end >= 1),
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('scare', 'title', 'term', 'nickname')),
    paragraph INTEGER NOT NULL CHECK (paragraph >= 1),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (span_start < span_end)
);

COMMENT ON TABLE scare_quotes IS 'One row is a marked phrase that nobody is made to say. Key: scare_quote_id.';
COMMENT ON COLUMN scare_quotes.scare_quote_id IS 'Key: hash of document and span.';
COMMENT ON COLUMN scare_quotes.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN scare_quotes.span_start IS 'First character of the span in documents.text, from 0. Unit: characters.';
COMMENT ON COLUMN scare_quotes.span_end IS 'One past the last character of the span in documents.text. Unit: characters.';
COMMENT ON COLUMN scare_quotes.text IS 'The phrase, without its marks.';
COMMENT ON COLUMN scare_quotes.kind IS 'Why it is marked: distance (scare), a title, a term, a nickname.';
COMMENT ON COLUMN scare_quotes.paragraph IS 'Paragraph of the body in which the span begins, from 1.';
COMMENT ON COLUMN scare_quotes.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN scare_quotes.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
