-- Generated from flows/tables/publications.py by `make generate`: change it there.
CREATE TABLE publications (
    publication_id VARCHAR NOT NULL CHECK (regexp_matches(publication_id, '^[a-z0-9_]+$')),
    name VARCHAR NOT NULL,
    publisher VARCHAR,
    issn VARCHAR CHECK (regexp_matches(issn, '^[0-9]{4}-[0-9]{3}[0-9X]$')),
    country VARCHAR CHECK (regexp_matches(country, '^[A-Z]{2}$')),
    volume_year_offset INTEGER,
    has_profile BOOLEAN NOT NULL,
    document_count INTEGER NOT NULL CHECK (document_count >= 0),
    first_published DATE,
    last_published DATE,
    CHECK (first_published <= last_published)
);

COMMENT ON TABLE publications IS 'One row is a publication that has a profile or printed a document. Key: publication_id.';
COMMENT ON COLUMN publications.publication_id IS 'Key: the profile''s name, or the folded printed name.';
COMMENT ON COLUMN publications.name IS 'Name.';
COMMENT ON COLUMN publications.publisher IS 'Publisher. Null: no profile tells it.';
COMMENT ON COLUMN publications.issn IS 'International standard serial number. Null: none, or no profile tells it.';
COMMENT ON COLUMN publications.country IS 'ISO 3166 code of its country. Null: no profile tells it.';
COMMENT ON COLUMN publications.volume_year_offset IS 'Year of a volume, less its number. Null: its volumes are no years, or no profile tells.';
COMMENT ON COLUMN publications.has_profile IS 'Whether flows/profiles/ describes how it prints.';
COMMENT ON COLUMN publications.document_count IS 'Documents of it.';
COMMENT ON COLUMN publications.first_published IS 'Earliest publication date among its documents. Null: no document with a date.';
COMMENT ON COLUMN publications.last_published IS 'Latest publication date among its documents. Null: no document with a date.';
