-- grain: a run
-- reads: runs, check_results, documents, quotes, citations
-- caveats: the shares of null are over the rows that the run loaded and that no later run has replaced; null where
--   there are none. quarantined_share is of all rows that arrived. Recheck runs load nothing and only hold checks.
WITH checks AS (
    SELECT
        run_id,
        count(DISTINCT (table_name, check_name)) FILTER (WHERE severity = 'critical') AS critical_failures,
        count(DISTINCT (table_name, check_name)) FILTER (WHERE severity = 'warning') AS warnings,
        count(DISTINCT (table_name, check_name)) FILTER (WHERE severity = 'info') AS notes,
        sum(unexpected_count)::BIGINT AS unexpected_rows
    FROM check_results
    WHERE NOT success
    GROUP BY ALL
), of_documents AS (
    SELECT
        run_id,
        count(*) AS documents,
        1 - count(headline) / count(*) AS no_headline_share,
        1 - count(publication_id) / count(*) AS no_publication_share,
        1 - count(published_latest) / count(*) AS no_date_share
    FROM documents
    GROUP BY ALL
), of_quotes AS (
    SELECT
        run_id,
        count(*) AS quotations,
        count(*) FILTER (WHERE speaker IS NULL AND NOT is_anonymous) / count(*) AS no_speaker_share,
        1 - count(said_latest) / count(*) AS no_day_said_share,
        avg(confidence) AS confidence
    FROM quotes
    WHERE piece = 1
    GROUP BY ALL
), of_citations AS (
    SELECT
        run_id,
        count(*) AS citations,
        1 - count(outlet_id) / count(*) AS no_outlet_share,
        1 - count(latest) / count(*) AS no_citation_date_share
    FROM citations
    GROUP BY ALL
)
SELECT
    run_id,
    flow,
    state,
    started_at,
    epoch(finished_at) - epoch(started_at) AS seconds,
    files_in,
    files_loaded,
    files_duplicate,
    files_quarantined,
    documents_loaded,
    rows_loaded,
    rows_quarantined,
    rows_quarantined / nullif(rows_loaded + rows_quarantined, 0) AS quarantined_share,
    coalesce(critical_failures, 0) AS critical_failures,
    coalesce(warnings, 0) AS warnings,
    coalesce(notes, 0) AS notes,
    coalesce(unexpected_rows, 0) AS unexpected_rows,
    no_headline_share,
    no_publication_share,
    no_date_share,
    no_speaker_share,
    no_day_said_share,
    no_outlet_share,
    no_citation_date_share,
    confidence,
    extractor_version
FROM runs
LEFT JOIN checks USING (run_id)
LEFT JOIN of_documents USING (run_id)
LEFT JOIN of_quotes USING (run_id)
LEFT JOIN of_citations USING (run_id);
