-- Generated from flows/tables/citations.py by `make generate`: change it there.
CREATE TABLE citations (
    citation_id VARCHAR NOT NULL CHECK (regexp_matches(citation_id, '^[0-9a-f]{32}$')),
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end >= 1),
    text VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    outlet_id VARCHAR CHECK (regexp_matches(outlet_id, '^[0-9a-f]{32}$')),
    outlet_text VARCHAR,
    outlet_kind VARCHAR NOT NULL CHECK (outlet_kind IN ('agency', 'newspaper', 'magazine', 'tv', 'radio', 'radio_tv', 'website', 'official', 'monitoring', 'pollster', 'social', 'newsletter', 'self', 'generic', 'interview', 'unknown')),
    relation VARCHAR NOT NULL CHECK (relation IN ('cites', 'see')),
    title VARCHAR,
    dates STRUCT(earliest DATE, latest DATE)[] NOT NULL,
    earliest DATE,
    latest DATE,
    date_role VARCHAR CHECK (date_role IN ('published', 'accessed')),
    flags VARCHAR[] NOT NULL,
    paragraph INTEGER NOT NULL CHECK (paragraph >= 1),
    confidence DOUBLE NOT NULL CHECK (confidence >= 0) CHECK (confidence <= 1),
    rule VARCHAR NOT NULL CHECK (regexp_matches(rule, '^[a-z][a-z0-9_.-]*$')),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (span_start < span_end),
    CHECK (earliest <= latest)
);

COMMENT ON TABLE citations IS 'One row is one source cited in one place. Key: citation_id.';
COMMENT ON COLUMN citations.citation_id IS 'Key: hash of document, span and position.';
COMMENT ON COLUMN citations.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN citations.span_start IS 'First character of the whole citation in documents.text, from 0. Unit: characters.';
COMMENT ON COLUMN citations.span_end IS 'One past the last character of the whole citation in documents.text. Unit: characters.';
COMMENT ON COLUMN citations.text IS 'The whole citation as printed; sources cited together share it.';
COMMENT ON COLUMN citations.position IS 'Place of the source within the citation, from 1.';
COMMENT ON COLUMN citations.outlet_id IS 'The outlet in outlets. Null: the source is no outlet that the registry knows.';
COMMENT ON COLUMN citations.outlet_text IS 'The source as printed. Null: the source''s name is lost from the text.';
COMMENT ON COLUMN citations.outlet_kind IS 'What the source is.';
COMMENT ON COLUMN citations.relation IS 'Whether it vouches for the text (cites) or points elsewhere (see).';
COMMENT ON COLUMN citations.title IS 'Title of the article cited. Null: none is printed.';
COMMENT ON COLUMN citations.dates IS 'Every date cited, resolved; earliest and latest are the same for a day.';
COMMENT ON COLUMN citations.earliest IS 'First day cited. Null: no date is printed, or its year cannot be told.';
COMMENT ON COLUMN citations.latest IS 'Last day cited. Null: no date is printed, or its year cannot be told.';
COMMENT ON COLUMN citations.date_role IS 'What the dates are. Null: no date is printed.';
COMMENT ON COLUMN citations.flags IS 'What to beware of: source_lost, ambiguous_outlet, after_period, year_unknown ...';
COMMENT ON COLUMN citations.paragraph IS 'Paragraph of the body in which the span begins, from 1.';
COMMENT ON COLUMN citations.confidence IS 'Share of rows with this figure that are expected to be right.';
COMMENT ON COLUMN citations.rule IS 'Name of the extraction rule or model that made the row.';
COMMENT ON COLUMN citations.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN citations.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
