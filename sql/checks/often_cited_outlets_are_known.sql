-- claim: An outlet that five citations in three documents or more name by the same words is in the registry.
-- severity: warning
-- reason: 2026-11-23 A source cited that often is no accident; unknown, it has no country and no kind, and is missing from
--   every count of outlets. One or two citations say little: most of them are printed once and never again.
-- to do: Add the outlet, with its kind and country, to the registry of outlets; the next run links its citations.
-- reads: citations
SELECT
    outlet_text,
    count(*) AS citations,
    count(DISTINCT document_id) AS documents,
    min(citation_id) AS citation_id
FROM citations
WHERE outlet_id IS NULL
  AND outlet_text IS NOT NULL
  AND outlet_kind NOT IN ('self', 'generic', 'interview')
GROUP BY outlet_text
HAVING count(*) >= 5 AND count(DISTINCT document_id) >= 3;
