-- grain: a publication that has a profile or printed a document
-- reads: reference_publications (the profiles of the run), documents
-- caveats: without a profile the name is the one printed most often
WITH printed AS (
    SELECT
        publication_id,
        count(*) AS document_count,
        min(coalesce(published_on, published_earliest, published_latest)) AS first_published,
        max(coalesce(published_on, published_latest, published_earliest)) AS last_published
    FROM documents
    WHERE publication_id IS NOT NULL
    GROUP BY ALL
), usual_names AS (
    SELECT publication_id, publication AS usual_name
    FROM documents
    WHERE publication IS NOT NULL
    GROUP BY publication_id, publication
    QUALIFY row_number() OVER (PARTITION BY publication_id ORDER BY count(*) DESC, publication) = 1
)
SELECT
    publication_id,
    coalesce(profile.name, usual_name, publication_id) AS name,
    publisher,
    issn,
    country,
    volume_year_offset,
    profile.name IS NOT NULL AS has_profile,
    coalesce(document_count, 0) AS document_count,
    first_published,
    last_published
FROM reference_publications AS profile
FULL JOIN printed USING (publication_id)
LEFT JOIN usual_names USING (publication_id);
