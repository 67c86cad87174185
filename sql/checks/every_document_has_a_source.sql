-- claim: Every document says where it came from.
-- severity: critical
-- reason: 2026-11-23 A document without a source cannot be traced to a file, so nobody can verify it.
-- to do: Take the files of this run out of the inbox, run `briefings rebuild`, and report the fault: the load lost a
--   source.
-- reads: documents, document_sources
SELECT document_id
FROM documents
ANTI JOIN document_sources USING (document_id);
