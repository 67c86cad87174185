-- question: On what do the days of publication rest, and how wide are the windows?
-- grain: a basis of evidence
-- reads: documents
-- caveats: days is 0 where the day is certain.
SELECT
    published_basis,
    count(*) AS documents,
    count(published_on) AS certain,
    median(published_latest - published_earliest) AS median_days,
    max(published_latest - published_earliest) AS most_days
FROM documents
GROUP BY ALL
ORDER BY documents DESC, published_basis;
