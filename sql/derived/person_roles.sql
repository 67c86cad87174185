-- grain: a role that a person bears, with one affiliation, over all documents
-- reads: roles, entities, mentions, documents
-- caveats: titles (Mr., General) are not counted; the affiliation is the one that the document tells first of the person
WITH affiliations AS (
    SELECT document_id, entity_id, min(affiliation) AS affiliation FROM mentions WHERE type = 'person' GROUP BY ALL
), told AS (
    SELECT
        canonical_id AS person_id,
        regexp_replace(roles.text, '\s+', ' ', 'g') AS printed,
        lower(regexp_replace(roles.text, '\s+', ' ', 'g')) AS folded,
        affiliation,
        document_id,
        coalesce(published_on, published_earliest, published_latest) AS first_day,
        coalesce(published_on, published_latest, published_earliest) AS last_day
    FROM roles
    JOIN entities ON roles.person_id = entities.entity_id
    JOIN documents USING (document_id)
    LEFT JOIN affiliations USING (document_id, entity_id)
    WHERE roles.kind = 'role'
), usual AS (
    SELECT folded, printed
    FROM told
    GROUP BY folded, printed
    QUALIFY row_number() OVER (PARTITION BY folded ORDER BY count(*) DESC, printed) = 1
)
SELECT
    md5(concat_ws('|', person_id, folded, coalesce(affiliation, ''))) AS person_role_id,
    person_id,
    any_value(usual.printed) AS role,
    affiliation,
    min(first_day) AS first_seen,
    max(last_day) AS last_seen,
    count(DISTINCT document_id) AS document_count,
    count(*) AS mention_count
FROM told
JOIN usual USING (folded)
GROUP BY person_id, folded, affiliation;
