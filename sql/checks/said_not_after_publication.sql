-- claim: Nothing is quoted that was said after the article appeared.
-- severity: warning
-- reason: 2026-11-23 Such a date was read from the wrong citation or given the wrong year.
-- to do: Read the citation that dates the quotation: mend its year, or the publication date of the article.
-- reads: quotes, documents
SELECT quote_id, said_earliest, published_latest
FROM quotes
JOIN documents USING (document_id)
WHERE said_earliest > published_latest;
