-- claim: The whole window in which a document appeared lies in the year of its volume, where the publication counts
--   volumes by years.
-- severity: warning
-- reason: 2026-11-24 A window that leaves that year was inferred from the wrong evidence, or the volume was misread: the
--   volume itself bounds the window by its year.
-- to do: Compare volume and date with the printed header; mend volume_year_offset in the publication's profile where
--   it is wrong.
-- reads: documents, publications
SELECT document_id, volume, published_earliest, published_latest, volume_year_offset + volume AS year_of_volume
FROM documents
JOIN publications USING (publication_id)
WHERE year(published_earliest) <> year_of_volume OR year(published_latest) <> year_of_volume;
