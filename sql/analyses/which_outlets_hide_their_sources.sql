-- question: Which outlets carry words of people without a name, and how are they described?
-- grain: an outlet, or none
-- reads: quotes_enriched, anonymous_sources
-- caveats: share is of the quotations that rest on the outlet. A null outlet: the article cites nothing for them.
SELECT
    outlet,
    any_value(outlet_country) AS country,
    count(*) AS quotations,
    count(*) / any_value(all_quotations) AS share,
    list_sort(list(DISTINCT described_as))[1:3] AS described_as
FROM anonymous_sources
JOIN (
    SELECT coalesce(outlet_name, outlet) AS outlet_of_all, count(*) AS all_quotations
    FROM quotes_enriched
    WHERE piece = 1
    GROUP BY ALL
) ON outlet IS NOT DISTINCT FROM outlet_of_all
GROUP BY outlet
ORDER BY quotations DESC, outlet NULLS FIRST
LIMIT 50;
