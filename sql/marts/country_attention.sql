-- grain: a country, a publication and a month
-- reads: mentions, documents, entities, places, organizations, people
-- caveats: a mention counts for the country of its entity: of a place its own, of an organisation or person that of the
--   affiliation told last; entities without a country are left out. Month is that of the last day on which the document
--   can have been published. former_share is the share in the publication's last month before it that has documents.
WITH dated AS (
    SELECT
        document_id,
        publication_id,
        publication,
        date_trunc('month', coalesce(published_on, published_latest, published_earliest))::DATE AS month
    FROM documents
), months AS (
    SELECT *, lag(month) OVER (PARTITION BY publication_id, publication ORDER BY month NULLS FIRST) AS former_month
    FROM (SELECT publication_id, publication, month, count(*) AS documents_in_month FROM dated GROUP BY ALL)
), countries AS (
    SELECT place_id AS canonical_id, 'place' AS type, country FROM places WHERE country IS NOT NULL
    UNION ALL
    SELECT organization_id, 'org', country FROM organizations WHERE country IS NOT NULL
    UNION ALL
    SELECT person_id, 'person', country FROM people WHERE country IS NOT NULL
), names AS (
    SELECT country, arg_max(name, (mention_count, name)) AS country_name
    FROM places
    WHERE kind = 'country' AND country IS NOT NULL
    GROUP BY ALL
), counted AS (
    SELECT
        country,
        publication_id,
        publication,
        month,
        count(DISTINCT document_id) AS documents,
        count(*) AS mentions,
        count(*) FILTER (WHERE mentions.type = 'place') AS place_mentions,
        count(DISTINCT entities.canonical_id) AS entities
    FROM mentions
    JOIN entities USING (entity_id)
    JOIN countries ON entities.canonical_id = countries.canonical_id AND mentions.type = countries.type
    JOIN dated USING (document_id)
    GROUP BY ALL
), shares AS (
    SELECT counted.*, documents_in_month, former_month, documents / documents_in_month AS document_share
    FROM counted
    JOIN months
        ON counted.publication_id IS NOT DISTINCT FROM months.publication_id
        AND counted.publication IS NOT DISTINCT FROM months.publication
        AND counted.month IS NOT DISTINCT FROM months.month
)
SELECT
    shares.country,
    country_name,
    shares.publication_id,
    shares.publication,
    shares.month,
    shares.documents,
    shares.documents_in_month,
    shares.document_share,
    CASE WHEN shares.former_month IS NOT NULL THEN coalesce(before.document_share, 0) END AS former_share,
    shares.mentions,
    shares.place_mentions,
    shares.entities
FROM shares
LEFT JOIN names USING (country)
LEFT JOIN shares AS before
    ON shares.country = before.country
    AND shares.former_month = before.month
    AND shares.publication_id IS NOT DISTINCT FROM before.publication_id
    AND shares.publication IS NOT DISTINCT FROM before.publication;
