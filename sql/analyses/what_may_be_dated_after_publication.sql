-- question: Which statements are, or may be, dated after the article that prints them?
-- grain: a quotation
-- reads: source_freshness
-- caveats: days_least below 0 says that it may be, days_most below 0 that it is: a misread date, or a text that looks
--   ahead. Where either end is a window most of them are in order.
SELECT speaker, said_earliest, said_latest, said_basis, published_earliest, published_latest, days_least, days_most, headline
FROM source_freshness
WHERE days_least < 0
ORDER BY days_most, days_least, quote_id
LIMIT 100;
