-- claim: The newest load finds bylines, dates, speakers and citations in about as many articles of a publication as before.
-- severity: warning
-- reason: 2026-11-23 A new layout breaks a reader silently: every row that is left is right, and half of them are missing.
--   About means: not under half of the share before, and not by chance (three standard deviations). It is asked where ten
--   articles are new and twenty were there, and something was found in a fifth of those.
-- to do: Open some of the new articles beside their files: adapt the publication's profile or the reader to the new layout,
--   then run `briefings backfill`.
-- reads: documents, authors, quotes, citations, runs
WITH newest AS (
    SELECT run_id FROM documents JOIN runs USING (run_id) GROUP BY run_id ORDER BY max(started_at) DESC, run_id DESC LIMIT 1
), articles AS (
    SELECT
        publication_id,
        document_id,
        run_id IN (FROM newest) AS is_new,
        (published_latest IS NOT NULL)::INTEGER AS date,
        (document_id IN (SELECT document_id FROM authors))::INTEGER AS byline,
        (document_id IN (SELECT document_id FROM quotes WHERE speaker IS NOT NULL))::INTEGER AS speaker,
        (document_id IN (SELECT document_id FROM citations))::INTEGER AS citation
    FROM documents
    WHERE publication_id IS NOT NULL AND NOT is_truncated
), marked AS (
    UNPIVOT articles ON date, byline, speaker, citation INTO NAME what VALUE has_it
), shares AS (
    SELECT
        publication_id,
        what,
        count(*) FILTER (WHERE is_new) AS articles,
        count(*) FILTER (WHERE NOT is_new) AS articles_before,
        avg(has_it) FILTER (WHERE is_new) AS share,
        avg(has_it) FILTER (WHERE NOT is_new) AS share_before,
        min(document_id) FILTER (WHERE is_new AND has_it = 0) AS document_id
    FROM marked
    GROUP BY ALL
)
SELECT publication_id, what, articles, round(share, 3) AS share, articles_before, round(share_before, 3) AS share_before, document_id
FROM shares
WHERE articles >= 10
  AND articles_before >= 20
  AND share_before >= 0.2
  AND share < share_before / 2
  AND share < share_before - 3 * sqrt(share_before * (1 - share_before) / articles);
