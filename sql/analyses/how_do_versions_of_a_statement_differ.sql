-- question: Where is the same statement told in different words?
-- grain: a later version of a quotation
-- reads: quote_lineage
-- caveats: a cut or a changed word can be an editor's, a translator's or an error of the extraction: read both.
SELECT change, coalesce(speaker, first_speaker) AS speaker, first_day, first_content, day, content, first_outlet, outlet
FROM quote_lineage
WHERE change <> 'same'
ORDER BY day DESC NULLS LAST, quote_id
LIMIT 100;
