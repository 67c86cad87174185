-- question: Which countries get more, and which less, of the attention from one year to the next?
-- grain: a country and a year
-- reads: country_attention, documents
-- caveats: share is of all documents of the year; small years swing. former_share is that of the last year with documents.
WITH years AS (
    SELECT
        year(coalesce(published_on, published_latest, published_earliest)) AS year,
        count(*) AS all_documents,
        lag(year) OVER (ORDER BY year) AS former_year
    FROM documents
    WHERE coalesce(published_on, published_latest, published_earliest) IS NOT NULL
    GROUP BY year
), shares AS (
    SELECT country, any_value(country_name) AS country_name, year, former_year, sum(documents)::BIGINT AS documents,
        sum(documents) / any_value(all_documents) AS share
    FROM country_attention
    JOIN years ON year(month) = year
    GROUP BY country, year, former_year
)
SELECT
    shares.country,
    shares.country_name,
    shares.year,
    shares.documents,
    shares.share,
    coalesce(before.share, 0) AS former_share,
    shares.share - former_share AS rise
FROM shares
LEFT JOIN shares AS before ON shares.country = before.country AND shares.former_year = before.year
WHERE shares.former_year IS NOT NULL
ORDER BY shares.year DESC, rise DESC, shares.country
LIMIT 100;
