-- question: Who is given another role than in an article before?
-- grain: a person and a role, with the role told before it
-- reads: mentions, documents, entities, people
-- caveats: also where only the wording differs ("minister", "Defence Minister"): read both. Of several roles that
--   an article and its near copies tell, the longest counts.
WITH told AS (
    SELECT
        canonical_id AS person_id,
        role,
        document_id,
        coalesce(published_on, published_latest, published_earliest) AS day
    FROM mentions
    JOIN documents USING (document_id)
    JOIN entities USING (entity_id)
    WHERE mentions.type = 'person' AND role IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY canonical_id, cluster_id ORDER BY length(role) DESC, day NULLS LAST, document_id, span_start
    ) = 1
), changes AS (
    SELECT *, lag(role) OVER (PARTITION BY person_id ORDER BY day NULLS FIRST, document_id) AS former_role
    FROM told
)
SELECT people.name AS person, day, former_role, role, document_id
FROM changes
JOIN people USING (person_id)
WHERE lower(role) <> lower(former_role)
ORDER BY day DESC NULLS LAST, person, former_role, role
LIMIT 100;
