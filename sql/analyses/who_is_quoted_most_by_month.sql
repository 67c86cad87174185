-- question: Who is quoted most in each publication and month?
-- grain: a publication, a month and one of its three most quoted speakers
-- reads: quotes_enriched
-- caveats: month is that of the last possible day of publication; speakers of equal count are in alphabetical order.
SELECT
    publication,
    date_trunc('month', published_latest)::DATE AS month,
    speaker,
    count(DISTINCT (cluster_id, content)) AS quotations
FROM quotes_enriched
WHERE speaker IS NOT NULL AND piece = 1
GROUP BY publication, month, speaker
QUALIFY row_number() OVER (PARTITION BY publication, month ORDER BY quotations DESC, speaker) <= 3
ORDER BY publication, month, quotations DESC, speaker;
