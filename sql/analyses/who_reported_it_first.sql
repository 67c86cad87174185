-- question: Which outlet had a subject first?
-- grain: an outlet that vouches for a quotation about the subject
-- reads: quotes_enriched
-- caveats: put the subject between the % signs. First among what the articles cite, by the day said; an outlet may have
--   been first without being cited.
SELECT
    coalesce(outlet_name, outlet) AS outlet,
    outlet_country,
    min(coalesce(said_earliest, published_latest)) AS first_day,
    arg_min(speaker, struct_pack(day := coalesce(said_earliest, published_latest), quote_id)) AS first_speaker,
    count(*) FILTER (WHERE piece = 1) AS quotations
FROM quotes_enriched
WHERE content ILIKE '%the%' AND outlet IS NOT NULL
GROUP BY ALL
ORDER BY first_day NULLS LAST, outlet
LIMIT 50;
