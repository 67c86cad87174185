-- claim: The newest load finds bylines, dates, quotations, speakers and citations in about as many articles of a publication
--   as before.
-- severity: warning
-- reason: 2026-11-24 A new layout breaks a reader silently: every row that is left is right, and the others are missing.
--   About means: not under two thirds of the share before, and not by chance (three standard errors of the mean of as many
--   articles). Speakers count as the share of an article's quotations that name one: of many quotations one always does. It is
--   asked where ten articles are new and twenty were there, and something was found in a fifth of those. In 24 loads of
--   14 to 20 real articles it never warned.
-- to do: Open some of the new articles beside their files: adapt the publication's profile or the reader to the new layout,
--   then run `briefings backfill`.
-- reads: documents, authors, quotes, citations, runs
WITH newest AS (
    SELECT run_id FROM documents JOIN runs USING (run_id) GROUP BY run_id ORDER BY max(started_at) DESC, run_id DESC LIMIT 1
), spoken AS (
    SELECT document_id, count(speaker) / count(*) AS with_speaker FROM quotes GROUP BY document_id
), articles AS (
    SELECT
        publication_id,
        document_id,
        run_id IN (FROM newest) AS is_new,
        (published_latest IS NOT NULL)::DOUBLE AS date,
        (document_id IN (SELECT document_id FROM authors))::DOUBLE AS byline,
        (with_speaker IS NOT NULL)::DOUBLE AS quotation,
        with_speaker::DOUBLE AS speaker,
        (document_id IN (SELECT document_id FROM citations))::DOUBLE AS citation
    FROM documents
    LEFT JOIN spoken USING (document_id)
    WHERE publication_id IS NOT NULL AND NOT is_truncated
), marked AS (
    UNPIVOT articles ON date, byline, quotation, speaker, citation INTO NAME what VALUE found
), shares AS (
    SELECT
        publication_id,
        what,
        count(*) FILTER (WHERE is_new) AS articles,
        count(*) FILTER (WHERE NOT is_new) AS articles_before,
        avg(found) FILTER (WHERE is_new) AS share,
        avg(found) FILTER (WHERE NOT is_new) AS share_before,
        stddev_pop(found) FILTER (WHERE NOT is_new) AS spread,
        min(document_id) FILTER (WHERE is_new AND found = 0) AS document_id
    FROM marked
    GROUP BY ALL
)
SELECT publication_id, what, articles, round(share, 3) AS share, articles_before, round(share_before, 3) AS share_before, document_id
FROM shares
WHERE articles >= 10
  AND articles_before >= 20
  AND share_before >= 0.2
  AND share < share_before * 2 / 3
  AND share < share_before - 3 * spread / sqrt(articles);
