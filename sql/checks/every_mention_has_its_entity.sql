-- claim: What a mention names is a row of entities, and what that stands for one of people, organizations or places.
-- severity: critical
-- reason: 2026-11-23 These tables derive from the mentions; a missing entity means that they are stale.
-- to do: Run `briefings rebuild`: the tables of entities derive from the mentions and are made anew by it.
-- reads: mentions, entities, people, organizations, places
SELECT mention_id, mentions.type, entity_id, mentions.name
FROM mentions
LEFT JOIN entities USING (type, entity_id)
ANTI JOIN (
    SELECT 'person' AS type, person_id AS canonical_id FROM people
    UNION ALL
    SELECT 'org', organization_id FROM organizations
    UNION ALL
    SELECT 'place', place_id FROM places
) AS known USING (type, canonical_id);
