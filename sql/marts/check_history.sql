-- grain: a check in one run, all its batches together
-- reads: check_results, runs
-- caveats: since_run is the first run of the latest unbroken series of failures; null where the check held.
WITH outcomes AS (
    SELECT
        check_name,
        table_name,
        run_id,
        started_at,
        source,
        any_value(check_results.severity) AS severity,
        bool_and(success) AS held,
        sum(unexpected_count)::BIGINT AS unexpected_count,
        sum(evaluated_count)::BIGINT AS evaluated_count
    FROM check_results
    JOIN runs USING (run_id)
    GROUP BY ALL
), series AS (
    SELECT
        *,
        count(*) FILTER (WHERE held) OVER (
            PARTITION BY check_name, table_name ORDER BY started_at, run_id
        ) AS number_of_series
    FROM outcomes
)
SELECT
    check_name,
    table_name,
    run_id,
    started_at,
    source,
    severity,
    held,
    unexpected_count,
    evaluated_count,
    CASE
        WHEN NOT held THEN first_value(run_id) OVER (
            PARTITION BY check_name, table_name, number_of_series, held ORDER BY started_at, run_id
        )
    END AS since_run
FROM series;
