-- claim: A publication that arrives as it appears has not been silent for longer than its rhythm allows.
-- severity: warning
-- reason: 2026-11-23 A feed that ends raises no error. Longer means: over four times the usual days between two issues, and
--   a week more; over the longest pause of the last twenty issues as well. Archives are not asked: of the last twenty issues
--   most must have been loaded within thirty days of their appearance.
-- to do: Look whether the publication has ended or its feed has: mend the feed and put what is missing into the inbox.
-- reads: documents, runs
WITH days AS (
    SELECT publication_id, coalesce(published_on, published_latest) AS appeared_on, min(started_at)::DATE AS loaded_on
    FROM documents
    JOIN runs USING (run_id)
    WHERE publication_id IS NOT NULL AND coalesce(published_on, published_latest) IS NOT NULL
    GROUP BY ALL
), steps AS (
    SELECT
        *,
        appeared_on - lag(appeared_on) OVER (PARTITION BY publication_id ORDER BY appeared_on) AS step,
        row_number() OVER (PARTITION BY publication_id ORDER BY appeared_on DESC) AS age
    FROM days
), rhythms AS (
    SELECT
        publication_id,
        max(appeared_on) AS last_seen,
        median(step) AS usual_step,
        max(step) AS longest_step,
        median(loaded_on - appeared_on) AS usual_delay
    FROM steps
    WHERE age <= 20
    GROUP BY publication_id
    HAVING count(*) >= 8
)
SELECT publication_id, last_seen, today - last_seen AS days_silent, usual_step, longest_step
FROM rhythms
CROSS JOIN (SELECT max(started_at)::DATE AS today FROM runs) AS now
WHERE usual_delay BETWEEN 0 AND 30
  AND days_silent > greatest(4 * usual_step + 7, longest_step + usual_delay);
