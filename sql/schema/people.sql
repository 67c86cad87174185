-- Generated from flows/tables/people.py by `make generate`: change it there.
CREATE TABLE people (
    person_id VARCHAR NOT NULL CHECK (regexp_matches(person_id, '^[0-9a-f]{32}$')),
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

COMMENT ON TABLE people IS 'One row is a person who is named, over all documents. Key: person_id.';
COMMENT ON COLUMN people.person_id IS 'Key: hash of type and the full name that stands for it; entities.canonical_id.';
COMMENT ON COLUMN people.name IS 'Full name.';
COMMENT ON COLUMN people.aliases IS 'Every other form seen, in alphabetical order.';
COMMENT ON COLUMN people.kind IS 'What kind it is: the last role told. Null: not known.';
COMMENT ON COLUMN people.country IS 'ISO 3166 code of its country. Null: not known.';
COMMENT ON COLUMN people.first_seen IS 'Earliest publication date of a document that names it. Null: no such document has a date.';
COMMENT ON COLUMN people.last_seen IS 'Latest publication date of a document that names it. Null: no such document has a date.';
COMMENT ON COLUMN people.document_count IS 'Documents that name it.';
COMMENT ON COLUMN people.mention_count IS 'Mentions of it in all documents.';
