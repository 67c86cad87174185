-- grain: an issue of a publication that was seen, or a gap: the issues missing between two that were seen
-- reads: documents
-- caveats: a gap is one row, from issue to last_issue; what is missing before the first or behind the last issue seen
--   of a volume cannot be told. Without a volume the issues count as numbered through. first_day and last_day bound the
--   day of publication: of a gap they are the last day of the issue before and the first day of the one behind.
--   Documents without an issue number are left out.
WITH issues AS (
    SELECT
        publication_id,
        publication,
        volume,
        issue,
        count(*) AS documents,
        sum(word_count)::BIGINT AS words,
        min(coalesce(published_on, published_earliest, published_latest)) AS first_day,
        max(coalesce(published_on, published_latest, published_earliest)) AS last_day
    FROM documents
    WHERE issue IS NOT NULL AND coalesce(publication_id, publication) IS NOT NULL
    GROUP BY ALL
), neighbours AS (
    SELECT *, lead(issue) OVER following AS next_issue, lead(first_day) OVER following AS next_day
    FROM issues
    WINDOW following AS (PARTITION BY publication_id, publication, volume ORDER BY issue)
)
SELECT publication_id, publication, volume, issue, issue AS last_issue, true AS is_seen, 1 AS issues, documents, words,
    first_day, last_day
FROM issues
UNION ALL
SELECT publication_id, publication, volume, issue + 1, next_issue - 1, false, next_issue - issue - 1, 0, 0,
    last_day, next_day
FROM neighbours
WHERE next_issue > issue + 1;
