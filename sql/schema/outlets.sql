-- Generated from flows/tables/outlets.py by `make generate`: change it there.
CREATE TABLE outlets (
    outlet_id VARCHAR NOT NULL CHECK (regexp_matches(outlet_id, '^[0-9a-f]{32}$')),
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('agency', 'newspaper', 'magazine', 'tv', 'radio', 'radio_tv', 'website', 'official', 'monitoring', 'pollster', 'social', 'newsletter', 'self')),
    country VARCHAR CHECK (regexp_matches(country, '^[A-Z]{2}$')),
    aliases VARCHAR[] NOT NULL,
    first_seen DATE,
    last_seen DATE,
    document_count INTEGER NOT NULL CHECK (document_count >= 0),
    citation_count INTEGER NOT NULL CHECK (citation_count >= 0),
    CHECK (first_seen <= last_seen)
);

COMMENT ON TABLE outlets IS 'One row is an outlet that the registry knows. Key: outlet_id.';
COMMENT ON COLUMN outlets.outlet_id IS 'Key: hash of the outlet''s name.';
COMMENT ON COLUMN outlets.name IS 'Name.';
COMMENT ON COLUMN outlets.kind IS 'What it is.';
COMMENT ON COLUMN outlets.country IS 'ISO 3166 code of its country. Null: international or not known.';
COMMENT ON COLUMN outlets.aliases IS 'Other names and hosts.';
COMMENT ON COLUMN outlets.first_seen IS 'Earliest publication date of a document that cites it. Null: no such document has a date.';
COMMENT ON COLUMN outlets.last_seen IS 'Latest publication date of a document that cites it. Null: no such document has a date.';
COMMENT ON COLUMN outlets.document_count IS 'Documents that cite it.';
COMMENT ON COLUMN outlets.citation_count IS 'Citations of it in all documents.';
