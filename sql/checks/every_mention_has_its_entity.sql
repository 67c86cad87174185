-- claim: What a mention names is a row of people, organizations or places.
-- severity: critical
-- reason: 2026-11-23 These tables derive from the mentions; a missing entity means that they are stale.
-- to do: Run `briefings rebuild`: the tables of entities derive from the mentions and are made anew by it.
-- reads: mentions, people, organizations, places
SELECT mention_id, type, entity_id, name
FROM mentions
ANTI JOIN (
    SELECT 'person' AS type, person_id AS entity_id FROM people
    UNION ALL
    SELECT 'org', organization_id FROM organizations
    UNION ALL
    SELECT 'place', place_id FROM places
) AS entities USING (type, entity_id);
