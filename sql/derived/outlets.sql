-- grain: an outlet that the registry knows
-- reads: reference_outlets (the registry of the run), citations, documents
-- caveats: an outlet that nobody cites has no dates and counts of 0
SELECT
    outlet_id,
    registry.name,
    registry.kind,
    registry.country,
    registry.aliases,
    min(coalesce(published_on, published_earliest, published_latest)) AS first_seen,
    max(coalesce(published_on, published_latest, published_earliest)) AS last_seen,
    count(DISTINCT document_id) AS document_count,
    count(citation_id) AS citation_count
FROM reference_outlets AS registry
LEFT JOIN citations USING (outlet_id)
LEFT JOIN documents USING (document_id)
GROUP BY ALL;
