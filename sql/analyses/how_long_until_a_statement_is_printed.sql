-- question: How many days pass until a statement reaches the briefing?
-- grain: a publication
-- reads: source_freshness
-- caveats: the middle of what is possible is taken where the days are windows; certain counts those that are none.
SELECT
    publication,
    count(*) AS quotations,
    count(days) AS certain,
    median((days_least + days_most) / 2) AS median_days,
    quantile_cont((days_least + days_most) / 2, 0.9) AS days_of_nine_in_ten,
    max(days_most) AS most_days
FROM source_freshness
GROUP BY publication
ORDER BY median_days, publication NULLS LAST;
