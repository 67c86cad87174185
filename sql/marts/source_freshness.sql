-- grain: a quotation with a day said, in a document with a day or window of publication
-- reads: quotes, documents, entities, people
-- caveats: both ends may be windows: days_least and days_most bound the true number of days, days is set where they
--   agree. Below 0 means said after publication, which is an error or an article that looks ahead. Days said are
--   inferred: see said_basis.
SELECT
    quote_id,
    document_id,
    coalesce(people.name, speaker) AS speaker,
    publication_id,
    publication,
    headline,
    outlet,
    said_earliest,
    said_latest,
    said_basis,
    coalesce(published_on, published_earliest) AS published_earliest,
    coalesce(published_on, published_latest) AS published_latest,
    coalesce(published_on, published_earliest) - said_latest AS days_least,
    coalesce(published_on, published_latest) - said_earliest AS days_most,
    CASE WHEN days_least = days_most THEN days_least END AS days,
    quotes.confidence
FROM quotes
JOIN documents USING (document_id)
LEFT JOIN entities ON quotes.person_id = entity_id
LEFT JOIN people ON canonical_id = people.person_id
WHERE piece = 1
  AND (days_least IS NOT NULL OR days_most IS NOT NULL);
