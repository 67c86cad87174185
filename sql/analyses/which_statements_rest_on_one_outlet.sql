-- question: Whose statements do we know through one outlet alone?
-- grain: a named speaker
-- reads: quotes_enriched
-- caveats: only quotations with an outlet count; without_outlet tells how many have none and may be the article's own.
--   An outlet that speaks for itself is left out.
SELECT
    speaker,
    any_value(coalesce(outlet_name, outlet)) AS only_outlet,
    count(outlet) FILTER (WHERE piece = 1) AS quotations,
    count(*) FILTER (WHERE piece = 1 AND outlet IS NULL) AS without_outlet,
    min(said_earliest) AS first_said,
    max(said_latest) AS last_said
FROM quotes_enriched
WHERE speaker IS NOT NULL AND speaker_type IN ('person', 'org', 'place')
GROUP BY speaker
HAVING count(DISTINCT coalesce(outlet_name, outlet)) = 1
   AND count(*) FILTER (WHERE lower(speaker) IN (lower(outlet), lower(outlet_name))) = 0
ORDER BY quotations DESC, speaker
LIMIT 50;
