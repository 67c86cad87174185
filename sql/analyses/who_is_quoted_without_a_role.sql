-- question: Who is quoted by name and never given a role?
-- grain: a named person
-- reads: quotes_enriched
-- caveats: a role that stands in another article counts only if the person was recognised there.
SELECT
    speaker,
    count(DISTINCT (cluster_id, content)) FILTER (WHERE piece = 1) AS quotations,
    count(DISTINCT cluster_id) AS documents,
    min(headline) AS headline
FROM quotes_enriched
WHERE speaker_type = 'person' AND speaker IS NOT NULL
GROUP BY speaker
HAVING count(speaker_role) = 0
ORDER BY quotations DESC, speaker
LIMIT 50;
