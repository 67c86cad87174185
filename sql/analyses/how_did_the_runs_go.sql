-- question: Are the loads getting better or worse?
-- grain: a run
-- reads: quality_trend
-- caveats: shares are over the rows that the run loaded and that are still there.
SELECT flow, state, files_in, documents_loaded, rows_loaded, quarantined_share, critical_failures, no_date_share, no_speaker_share, no_outlet_share
FROM quality_trend
ORDER BY started_at DESC, run_id
LIMIT 30;
