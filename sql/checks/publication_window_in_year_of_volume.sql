-- claim: A document appeared in the year of its volume, where the publication counts volumes by years.
-- severity: warning
-- reason: 2026-11-23 A window outside of that year was inferred from the wrong evidence, or the volume was misread.
-- to do: Compare volume and date with the printed header; mend volume_year_offset in the publication's profile where
--   it is wrong.
-- reads: documents, publications
SELECT document_id, volume, published_earliest, published_latest, volume_year_offset + volume AS year_of_volume
FROM documents
JOIN publications USING (publication_id)
WHERE year_of_volume NOT BETWEEN year(published_earliest) AND year(published_latest);
