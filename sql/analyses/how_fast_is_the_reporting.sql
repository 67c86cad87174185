-- question: How many days lie between the source cited and the article?
-- grain: a publication and a number of days
-- reads: citations, documents
-- caveats: only documents with a certain day of publication and citations of one certain day.
SELECT
    publication,
    published_on - latest AS days,
    count(*) AS citations
FROM citations
JOIN documents USING (document_id)
WHERE published_on IS NOT NULL AND earliest = latest AND date_role = 'published'
GROUP BY ALL
ORDER BY publication, days;
