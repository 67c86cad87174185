-- Generated from flows/tables/documents.py by `make generate`: change it there.
CREATE TABLE documents (
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    publication_id VARCHAR CHECK (regexp_matches(publication_id, '^[a-z0-9_]+$')),
    publication VARCHAR,
    series VARCHAR,
    volume INTEGER CHECK (volume >= 1) CHECK (volume <= 9999),
    issue INTEGER CHECK (issue >= 1) CHECK (issue <= 99999),
    headline VARCHAR,
    alternative_headline VARCHAR,
    headline_candidates VARCHAR[],
    section VARCHAR,
    keywords VARCHAR[],
    language VARCHAR CHECK (regexp_matches(language, '^[a-z]{2,3}$')),
    published_on DATE,
    published_earliest DATE,
    published_latest DATE,
    published_basis VARCHAR,
    published_at VARCHAR CHECK (regexp_matches(published_at, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?$')),
    published_disagreements VARCHAR[],
    modified_on DATE,
    modified_at VARCHAR CHECK (regexp_matches(modified_at, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?$')),
    modified_basis VARCHAR,
    dateline_place VARCHAR,
    dateline_on DATE,
    dateline_agency VARCHAR,
    word_count INTEGER NOT NULL CHECK (word_count >= 0),
    text VARCHAR NOT NULL,
    is_truncated BOOLEAN NOT NULL,
    access VARCHAR CHECK (access IN ('free', 'metered', 'locked')),
    header_evidence VARCHAR NOT NULL,
    cluster_id VARCHAR NOT NULL CHECK (regexp_matches(cluster_id, '^[0-9a-f]{32}$')),
    extractor_version VARCHAR NOT NULL CHECK (regexp_matches(extractor_version, '^[0-9]+(\.[0-9]+)*$')),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (published_earliest <= published_latest)
);

COMMENT ON TABLE documents IS 'One row is a distinct article text. Key: document_id.';
COMMENT ON COLUMN documents.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN documents.publication_id IS 'The publication that printed it. Null: no evidence names one.';
COMMENT ON COLUMN documents.publication IS 'Name of the publication, as its profile has it or else as printed. Null: no evidence names one.';
COMMENT ON COLUMN documents.series IS 'Series or column within the publication, as printed. Null: none is printed.';
COMMENT ON COLUMN documents.volume IS 'Volume number; Roman numerals are read. Null: none is printed.';
COMMENT ON COLUMN documents.issue IS 'Issue number within the volume. Null: none is printed.';
COMMENT ON COLUMN documents.headline IS 'Headline, without the site''s suffix. Null: the file has none; a first sentence is never made one.';
COMMENT ON COLUMN documents.alternative_headline IS 'Another headline of the same article, for a list, a search engine or print. Null: the file states none, or the same.';
COMMENT ON COLUMN documents.headline_candidates IS 'Every headline that the file offers, each behind the place that offers it, as they stand there. Null: the form of the file has one place for it.';
COMMENT ON COLUMN documents.section IS 'Section of the publication, as printed. Null: none is printed.';
COMMENT ON COLUMN documents.keywords IS 'Keywords, tags or subjects that the file states for the article, in its order. Null: it states none.';
COMMENT ON COLUMN documents.language IS 'Language of the body. Null: too little text to tell.';
COMMENT ON COLUMN documents.published_on IS 'Day of publication, where it is certain. Null: no evidence fixes one day.';
COMMENT ON COLUMN documents.published_earliest IS 'First day on which it can have been published. Null: no evidence bounds it.';
COMMENT ON COLUMN documents.published_latest IS 'Last day on which it can have been published. Null: no evidence bounds it.';
COMMENT ON COLUMN documents.published_basis IS 'Evidence behind the publication dates, strongest first, joined by +. Null: no evidence.';
COMMENT ON COLUMN documents.published_at IS 'Moment of publication as stated: ISO 8601, with the offset from UTC where the file has one. Null: no time of day is stated for that day.';
COMMENT ON COLUMN documents.published_disagreements IS 'Other days that evidence names as the day of publication, each behind its basis. Null: nothing disagrees.';
COMMENT ON COLUMN documents.modified_on IS 'Day of the last revision. Null: none is stated, or one before publication.';
COMMENT ON COLUMN documents.modified_at IS 'Moment of the last revision as stated: as published_at. Null: no time of day is stated for it.';
COMMENT ON COLUMN documents.modified_basis IS 'Evidence behind the revision. Null: modified_on is null.';
COMMENT ON COLUMN documents.dateline_place IS 'Place named in the dateline. Null: no dateline.';
COMMENT ON COLUMN documents.dateline_on IS 'Day named in the dateline; one without a year is the last such day up to publication. Null: no dateline, no day in it, or no date of publication to tell its year.';
COMMENT ON COLUMN documents.dateline_agency IS 'Agency named in the dateline. Null: no dateline or no agency in it.';
COMMENT ON COLUMN documents.word_count IS 'Words of the text. Unit: words.';
COMMENT ON COLUMN documents.text IS 'The text; every offset of every table counts its characters.';
COMMENT ON COLUMN documents.is_truncated IS 'Whether the text is a teaser that breaks off.';
COMMENT ON COLUMN documents.access IS 'Who can read the article where it was published, as the file states: locked is for subscribers, metered for everyone a few times. Null: it does not say.';
COMMENT ON COLUMN documents.header_evidence IS 'What the header said, as JSON: with the text, all that a backfill needs.';
COMMENT ON COLUMN documents.cluster_id IS 'Documents that are near copies of each other share it.';
COMMENT ON COLUMN documents.extractor_version IS 'Version of the extractor that made the document''s rows.';
COMMENT ON COLUMN documents.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN documents.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
