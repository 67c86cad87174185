-- Generated from flows/tables/entity_merges.py by `make generate`: change it there.
CREATE TABLE entity_merges (
    entity_id VARCHAR NOT NULL CHECK (regexp_matches(entity_id, '^[0-9a-f]{32}$')),
    into_id VARCHAR NOT NULL CHECK (regexp_matches(into_id, '^[0-9a-f]{32}$')),
    type VARCHAR NOT NULL CHECK (type IN ('person', 'org', 'place')),
    rule VARCHAR NOT NULL CHECK (rule IN ('spelling', 'given_names', 'initial', 'surname', 'form', 'acronym', 'other_name', 'override')),
    evidence VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence >= 0) CHECK (confidence <= 1)
);

COMMENT ON TABLE entity_merges IS 'One row is a name that goes by another one, and why. Key: entity_id.';
COMMENT ON COLUMN entity_merges.entity_id IS 'Key: hash of type and full name.';
COMMENT ON COLUMN entity_merges.into_id IS 'The name that it goes by: its entities.canonical_id.';
COMMENT ON COLUMN entity_merges.type IS 'What is named.';
COMMENT ON COLUMN entity_merges.rule IS 'What brought the names together.';
COMMENT ON COLUMN entity_merges.evidence IS 'The two names, and what speaks for their being one''s.';
COMMENT ON COLUMN entity_merges.confidence IS 'Share of rows with this figure that are expected to be right.';
