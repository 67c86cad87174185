-- grain: a document, with what its near copies are found by
-- reads: document_signatures (kept ones, and those of the run's new documents)
-- caveats: a text of a few words has no bands; bands of another version of the signature are not to be compared
SELECT document_id, bands
FROM document_signatures;
