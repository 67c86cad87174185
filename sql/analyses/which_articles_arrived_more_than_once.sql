-- question: Which articles arrived more than once, and from where?
-- grain: a document with several sources
-- reads: documents, document_sources
-- caveats: the same text, to the letter once normalised; near copies share documents.cluster_id.
SELECT publication, headline, count(*) AS copies, list_sort(list(path)) AS paths
FROM documents
JOIN document_sources USING (document_id)
GROUP BY document_id, publication, headline
HAVING count(*) > 1
ORDER BY copies DESC, publication, headline, document_id;
