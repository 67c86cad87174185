-- grain: a publication and a month
-- reads: documents, authors, quotes, citations
-- caveats: shares of documents are named document_..., shares of quotations quote_...; a share of nothing is null.
--   Month is that of the last day on which the document can have been published; null where no evidence bounds it.
WITH spoken AS (
    SELECT
        document_id,
        count(*) AS quotations,
        count(speaker) AS with_speaker,
        count(*) FILTER (WHERE is_anonymous) AS anonymous,
        count(speaker_role) AS with_role,
        count(said_latest) AS with_day,
        count(citation_id) AS with_citation
    FROM quotes
    WHERE piece = 1
    GROUP BY ALL
), cited AS (
    SELECT document_id, count(*) AS citations, count(outlet_id) AS with_outlet FROM citations GROUP BY ALL
), signed AS (
    SELECT DISTINCT document_id, true AS is_signed FROM authors
)
SELECT
    publication_id,
    publication,
    date_trunc('month', coalesce(published_on, published_latest, published_earliest))::DATE AS month,
    count(*) AS documents,
    coalesce(sum(quotations), 0)::BIGINT AS quotations,
    coalesce(sum(citations), 0)::BIGINT AS citations,
    count(headline) / count(*) AS document_headline_share,
    count(is_signed) / count(*) AS document_byline_share,
    count(published_on) / count(*) AS document_day_share,
    count(published_latest) / count(*) AS document_window_share,
    count(*) FILTER (WHERE with_speaker > 0) / count(*) AS document_speaker_share,
    count(*) FILTER (WHERE with_day > 0) / count(*) AS document_day_said_share,
    count(cited.document_id) / count(*) AS document_citation_share,
    sum(with_speaker) / sum(quotations) AS quote_speaker_share,
    sum(anonymous) / sum(quotations) AS quote_anonymous_share,
    sum(with_role) / sum(quotations) AS quote_role_share,
    sum(with_day) / sum(quotations) AS quote_day_said_share,
    sum(with_citation) / sum(quotations) AS quote_citation_share,
    sum(with_outlet) / sum(citations) AS citation_outlet_share
FROM documents
LEFT JOIN spoken USING (document_id)
LEFT JOIN cited USING (document_id)
LEFT JOIN signed USING (document_id)
GROUP BY ALL;
