-- Generated from flows/tables/organizations.py by `make generate`: change it there.
CREATE TABLE organizations (
    organization_id VARCHAR NOT NULL CHECK (regexp_matches(organization_id, '^[0-9a-f]{32}$')),
    name VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    kind VARCHAR,
    country VARCHAR CHECK (regexp_matches(country, '^[A-Z]{2}$')),
    first_seen DATE,
    last_seen DATE,
    document_count INTEGER NOT NULL CHECK (document_count >= 1),
    mention_count INTEGER NOT NULL CHECK (mention_count >= 1),
    CHECK (first_seen <= last_seen)
);

COMMENT ON TABLE organizations IS 'One row is an organisation that is named, over all documents. Key: organization_id.';
COMMENT ON COLUMN organizations.organization_id IS 'Key: hash of type and the full name that stands for it; entities.canonical_id.';
COMMENT ON COLUMN organizations.name IS 'Full name.';
COMMENT ON COLUMN organizations.aliases IS 'Every other form seen, in alphabetical order.';
COMMENT ON COLUMN organizations.kind IS 'What kind it is: party, agency, company .... Null: not known.';
COMMENT ON COLUMN organizations.country IS 'ISO 3166 code of its country. Null: not known.';
COMMENT ON COLUMN organizations.first_seen IS 'Earliest publication date of a document that names it. Null: no such document has a date.';
COMMENT ON COLUMN organizations.last_seen IS 'Latest publication date of a document that names it. Null: no such document has a date.';
COMMENT ON COLUMN organizations.document_count IS 'Documents that name it.';
COMMENT ON COLUMN organizations.mention_count IS 'Mentions of it in all documents.';
