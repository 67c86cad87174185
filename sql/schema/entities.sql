-- Generated from flows/tables/entities.py by `make generate`: change it there.
CREATE TABLE entities (
    entity_id VARCHAR NOT NULL CHECK (regexp_matches(entity_id, '^[0-9a-f]{32}$')),
    type VARCHAR NOT NULL CHECK (type IN ('person', 'org', 'place')),
    name VARCHAR NOT NULL,
    canonical_id VARCHAR NOT NULL CHECK (regexp_matches(canonical_id, '^[0-9a-f]{32}$')),
    block VARCHAR NOT NULL,
    evidence_id VARCHAR NOT NULL CHECK (regexp_matches(evidence_id, '^[0-9a-f]{32}$'))
);

COMMENT ON TABLE entities IS 'One row is a full name as documents have it, with whom or what it names over all documents. Key: entity_id.';
COMMENT ON COLUMN entities.entity_id IS 'Key: hash of type and full name; mentions.entity_id, quotes.person_id and roles.person_id lead here.';
COMMENT ON COLUMN entities.type IS 'What is named.';
COMMENT ON COLUMN entities.name IS 'The full name, resolved within a document.';
COMMENT ON COLUMN entities.canonical_id IS 'Whom or what it names over all documents: the key of people, organizations or places.';
COMMENT ON COLUMN entities.block IS 'What every spelling of the name shares: only such names are compared.';
COMMENT ON COLUMN entities.evidence_id IS 'Hash of all that decided whom it names: a run resolves the names whose hash has changed.';
