-- grain: a full name as documents have it, with whom or what it names over all documents
-- reads: entity_resolution (who is who, as the run resolved it)
-- caveats: a name is a row here once, whatever the case of its letters
SELECT entity_id, type, name, canonical_id, block, evidence_id
FROM entity_resolution;
