-- grain: a publication, an outlet that it cites, and a month
-- reads: citations, documents, outlets, quotes
-- caveats: month is that of the last day on which the document can have been published; null where no evidence bounds
--   it. An outlet that the registry lacks stands under the name that the text gives it, without outlet_id. "See also"
--   references are left out; a publication that cites itself has outlet_kind self. Share and rank are within the month.
WITH cited AS (
    SELECT
        citation_id,
        document_id,
        publication_id,
        publication,
        date_trunc('month', coalesce(published_on, published_latest, published_earliest))::DATE AS month,
        outlet_id,
        coalesce(outlets.name, outlet_text) AS outlet,
        coalesce(outlets.kind, outlet_kind) AS outlet_kind,
        outlets.country AS outlet_country
    FROM citations
    JOIN documents USING (document_id)
    LEFT JOIN outlets USING (outlet_id)
    WHERE relation = 'cites' AND (outlet_id IS NOT NULL OR outlet_text IS NOT NULL)
), vouched AS (
    SELECT citation_id, count(*) AS quotations FROM quotes WHERE piece = 1 AND citation_id IS NOT NULL GROUP BY ALL
), counted AS (
    SELECT
        publication_id,
        publication,
        outlet_id,
        outlet,
        arg_min(outlet_kind, citation_id) AS outlet_kind,
        outlet_country,
        month,
        count(*) AS citations,
        count(DISTINCT document_id) AS documents,
        coalesce(sum(quotations), 0)::BIGINT AS quotations
    FROM cited
    LEFT JOIN vouched USING (citation_id)
    GROUP BY ALL
)
SELECT
    *,
    citations / sum(citations) OVER in_month AS citation_share,
    rank() OVER (in_month ORDER BY citations DESC) AS rank_in_month
FROM counted
WINDOW in_month AS (PARTITION BY publication_id, publication, month);
