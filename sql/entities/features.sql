-- grain: a name as the documents have it, with everything told of its bearer that can decide who it is
-- reads: mentions, reference_nations, reference_forenames, reference_gazetteer
-- caveats: order and number of documents do not count: the same rows give the same names, whatever run brought them
WITH told AS (
    SELECT DISTINCT
        entity_id,
        type,
        name,
        gender,
        lower(role) AS role,
        affiliation,
        CASE WHEN type = 'org' AND text <> name THEN text END AS form
    FROM mentions
), named AS (
    SELECT
        entity_id,
        type,
        min(name) AS name,
        coalesce(list_sort(list(DISTINCT gender) FILTER (WHERE gender IS NOT NULL)), []) AS genders,
        coalesce(list_sort(list(DISTINCT role) FILTER (WHERE role IS NOT NULL)), []) AS roles,
        coalesce(list_sort(list(DISTINCT coalesce(code, lower(affiliation))) FILTER (WHERE affiliation IS NOT NULL)), []) AS affiliations,
        coalesce(list_sort(list(DISTINCT form) FILTER (WHERE form IS NOT NULL)), []) AS forms
    FROM told
    LEFT JOIN reference_nations ON lower(affiliation) = form_of_nation
    GROUP BY ALL
)
SELECT
    named.*,
    type = 'person' AND lower(name) IN (SELECT forename FROM reference_forenames) AS is_forename,
    country,
    latitude,
    longitude
FROM named
LEFT JOIN reference_gazetteer ON type = 'place' AND strip_accents(lower(name)) = place;
