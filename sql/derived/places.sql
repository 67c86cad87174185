-- grain: a place that is named, over all documents
-- reads: mentions, entities, documents, reference_places and reference_gazetteer (the gazetteers of the run)
-- caveats: of several places of one name the gazetteer's country comes first, then the first kind by alphabet
WITH named AS (
    SELECT
        canonical_id AS entity_id,
        mentions.text,
        mentions.name,
        document_id,
        coalesce(published_on, published_earliest, published_latest) AS first_day,
        coalesce(published_on, published_latest, published_earliest) AS last_day
    FROM mentions
    JOIN entities USING (entity_id)
    JOIN documents USING (document_id)
    WHERE mentions.type = 'place'
), usual_names AS (
    SELECT entity_id, name AS usual_name
    FROM named
    GROUP BY entity_id, name
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, name) = 1
)
SELECT
    entity_id AS place_id,
    usual_name AS name,
    list_sort(list_distinct(list_concat(
        list(DISTINCT text) FILTER (WHERE text <> usual_name), list(DISTINCT name) FILTER (WHERE name <> usual_name)
    ))) AS aliases,
    coalesce(gazetteer.kind, located.kind) AS kind,
    coalesce(gazetteer.country, located.country) AS country,
    located.latitude,
    located.longitude,
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
) AS gazetteer ON lower(usual_name) = gazetteer.place
LEFT JOIN reference_gazetteer AS located
    ON strip_accents(lower(usual_name)) = located.place
    AND located.country = coalesce(gazetteer.country, located.country)
    AND located.kind = coalesce(gazetteer.kind, located.kind)
GROUP BY ALL;
