-- claim: No text is stored as two documents.
-- severity: warning
-- reason: 2026-11-23 The id is the hash of the text: two ids for one text mean that the hashing changed under a version.
-- to do: Run `briefings backfill`: it makes the ids of the stored documents anew.
-- reads: documents
SELECT min(document_id) AS document_id, count(*) AS documents
FROM documents
GROUP BY md5(text)
HAVING count(*) > 1;
