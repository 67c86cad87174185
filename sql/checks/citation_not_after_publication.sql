-- claim: No source is cited that appeared later than a day after the article may have.
-- severity: warning
-- reason: 2026-11-23 One day is left for time zones; anything later has the wrong year. Dates of access may be later.
-- to do: Read the citation in its text: mend the year of the date, or the publication date of the article in its
--   profile.
-- reads: citations, documents
SELECT citation_id, citations.text, latest, published_latest
FROM citations
JOIN documents USING (document_id)
WHERE date_role = 'published' AND latest > published_latest + 1;
