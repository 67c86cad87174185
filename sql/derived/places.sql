-- grain: a place that is named, over all documents
-- reads: mentions, documents, reference_places (the gazetteer of the run: name, kind, country)
-- caveats: of several places of one name the gazetteer's country comes first, then the first kind by alphabet
WITH named AS (
    SELECT
        entity_id,
        mentions.text,
        name,
        document_id,
        coalesce(published_on, published_earliest, published_latest) AS first_day,
        coalesce(published_on, published_latest, published_earliest) AS last_day
    FROM mentions
    JOIN documents USING (document_id)
    WHERE type = 'place'
), usual_names AS (
    SELECT entity_id, name AS usual_name
    FROM named
    GROUP BY entity_id, name
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, name) = 1
)
SELECT
    entity_id AS place_id,
    usual_name AS name,
    coalesce(list_sort(list(DISTINCT text) FILTER (WHERE text <> usual_name)), []) AS aliases,
    gazetteer.kind AS kind,
    gazetteer.country AS country,
    min(first_day) AS first_seen,
    max(last_day) AS last_seen,
    count(DISTINCT document_id) AS document_count,
    count(*) AS mention_count
FROM named
JOIN usual_names USING (entity_id)
LEFT JOIN (
    SELECT lower(name) AS place, kind, country
    FROM reference_places
    QUALIFY row_number() OVER (PARTITION BY place ORDER BY kind <> 'country', kind, country) = 1
) AS gazetteer ON lower(usual_name) = place
GROUP BY ALL;
