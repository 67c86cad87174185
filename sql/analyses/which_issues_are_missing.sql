-- question: Which issues of a publication did we never see?
-- grain: a gap between two issues that were seen
-- reads: publication_calendar
-- caveats: what was published before the first or after the last issue seen of a volume cannot be told.
SELECT publication, volume, issue AS first_missing, last_issue AS last_missing, issues, first_day AS seen_until, last_day AS seen_again
FROM publication_calendar
WHERE NOT is_seen
ORDER BY issues DESC, publication, volume, first_missing;
