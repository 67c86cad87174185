-- grain: a name that goes by another one, and why
-- reads: entity_resolution (who is who, as the run resolved it)
-- caveats: a name that goes by itself has no row
SELECT entity_id, canonical_id AS into_id, type, rule, evidence, confidence
FROM entity_resolution
WHERE canonical_id <> entity_id;
