-- grain: an organisation that is named, over all documents
-- reads: mentions, entities, documents, reference_nations (names of countries and their codes)
-- caveats: kind is the role told last; country is that of the affiliation told last, where the affiliation is a country
WITH named AS (
    SELECT
        canonical_id AS entity_id,
        mentions.text,
        mentions.name,
        role,
        code AS country,
        document_id,
        coalesce(published_on, published_earliest, published_latest) AS first_day,
        coalesce(published_on, published_latest, published_earliest) AS last_day,
        struct_pack(day := coalesce(published_on, published_latest, DATE '0001-01-01'), document_id, span_start) AS told
    FROM mentions
    JOIN entities USING (entity_id)
    JOIN documents USING (document_id)
    LEFT JOIN reference_nations ON lower(mentions.affiliation) = form_of_nation
    WHERE mentions.type = 'org'
), usual_names AS (
    SELECT entity_id, name AS usual_name
    FROM named
    GROUP BY entity_id, name
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, name) = 1
)
SELECT
    entity_id AS organization_id,
    usual_name AS name,
    list_sort(list_distinct(list_concat(
        list(DISTINCT text) FILTER (WHERE text <> usual_name), list(DISTINCT name) FILTER (WHERE name <> usual_name)
    ))) AS aliases,
    arg_max(role, told) AS kind,
    arg_max(country, told) AS country,
    min(first_day) AS first_seen,
    max(last_day) AS last_seen,
    count(DISTINCT document_id) AS document_count,
    count(*) AS mention_count
FROM named
JOIN usual_names USING (entity_id)
GROUP BY ALL;
