-- claim: An issue that the newest load touched has about as many articles and words as the 20 issues before it.
-- severity: warning
-- reason: 2026-11-23 Half an issue lost by a crawler looks like a short issue. About means: between half and twice the
--   median, or within three robust deviations of it (1.4826 times the median distance, of logarithms, because sizes vary by
--   factors). It is asked of publications with eight earlier issues or more: with fewer, nothing is usual yet.
-- to do: Compare the issue with the printed one: fetch what is missing and run again, or leave it where it was short.
-- reads: documents, runs
WITH newest AS (
    SELECT run_id
    FROM documents
    JOIN runs USING (run_id)
    GROUP BY run_id
    ORDER BY max(started_at) DESC, run_id DESC
    LIMIT 1
), issues AS (
    SELECT
        publication_id,
        coalesce(published_on, published_latest) AS appeared_on,
        count(*)::DOUBLE AS articles,
        greatest(sum(word_count), 1)::DOUBLE AS words,
        bool_or(run_id IN (FROM newest)) AS is_new,
        min(document_id) AS document_id
    FROM documents
    WHERE publication_id IS NOT NULL AND coalesce(published_on, published_latest) IS NOT NULL
    GROUP BY ALL
), measured AS (
    UNPIVOT issues ON articles, words INTO NAME measure VALUE found
), history AS (
    SELECT
        *,
        list(ln(found)) OVER (
            PARTITION BY publication_id, measure ORDER BY appeared_on ROWS BETWEEN 20 PRECEDING AND 1 PRECEDING
        ) AS before,
        list_median(before) AS middle
    FROM measured
), judged AS (
    SELECT
        * EXCLUDE (before),
        exp(middle) AS usual,
        greatest(ln(2), 3 * 1.4826 * list_median(list_transform(before, lambda n: abs(n - middle)))) AS allowed
    FROM history
    WHERE is_new AND len(before) >= 8
)
SELECT publication_id, appeared_on, measure, found, round(usual, 1) AS usual, document_id
FROM judged
WHERE abs(ln(found) - middle) > allowed + 1e-9;
