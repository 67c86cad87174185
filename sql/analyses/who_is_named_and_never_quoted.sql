-- question: Who is named most and never heard?
-- grain: a person
-- reads: people, quotes_enriched
-- caveats: never heard in the articles of this warehouse.
SELECT name, kind AS role, country, document_count AS documents, mention_count AS mentions
FROM people
ANTI JOIN quotes_enriched USING (person_id)
ORDER BY mentions DESC, name, person_id
LIMIT 50;
