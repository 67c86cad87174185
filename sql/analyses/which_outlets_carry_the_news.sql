-- question: On which outlets do the articles rest, and of which country are they?
-- grain: an outlet that is cited
-- reads: outlets, citations, quotes
-- caveats: only outlets of the registry; what the text cites under a name unknown to it is in citations.outlet_text.
SELECT
    outlets.name,
    outlets.kind,
    outlets.country,
    count(DISTINCT citations.citation_id) AS citations,
    count(DISTINCT citations.document_id) AS documents,
    count(DISTINCT quote_id) FILTER (WHERE piece = 1) AS quotations_vouched_for
FROM outlets
JOIN citations USING (outlet_id)
LEFT JOIN quotes USING (citation_id)
GROUP BY ALL
ORDER BY citations DESC, outlets.name
LIMIT 50;
