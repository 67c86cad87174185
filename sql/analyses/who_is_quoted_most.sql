-- question: Who is quoted most, in what role, and through which outlet do the words mostly come?
-- grain: a named speaker
-- reads: quotes_enriched
-- caveats: a person is the same full name within a document; two people of one name are counted as one. Of outlets named
--   equally often the first by alphabet is shown. Near copies of an article are one document.
SELECT
    speaker,
    arg_max(speaker_role, (published_latest, quote_id)) AS latest_role,
    count(DISTINCT (cluster_id, content)) FILTER (WHERE piece = 1) AS quotations,
    count(DISTINCT cluster_id) AS documents,
    mode(outlet_name ORDER BY outlet_name) AS main_outlet,
    min(said_earliest) AS first_said,
    max(said_latest) AS last_said
FROM quotes_enriched
WHERE speaker IS NOT NULL
GROUP BY ALL
ORDER BY quotations DESC, speaker
LIMIT 50;
