-- grain: a quotation whose words stood in an earlier article, with the article that had them first
-- reads: quotes, documents, entities, people
-- caveats: versions share eight words in a row, or are altogether the same four to seven words; case, punctuation and
--   marks are ignored. Each later version leads to the earliest quotation with such words (of several, to the one with
--   most in common); versions of versions are not chained. change: same, cut (all of it stands in the first), extended
--   (all of the first stands in it), changed. is_reprint: the two articles are near copies of each other. Earliest is
--   by the last possible day of publication; among articles of one day, or of none, by key. A quotation in pieces is
--   compared piece by piece. The cost grows with the words of all quotations, never with their pairs: over a million
--   quotations in 100,000 documents it takes 20 s of CPU and 2.6 GB. To ask often, keep it: CREATE TABLE mine AS FROM quote_lineage.
WITH worded AS (
    SELECT
        quote_id,
        document_id,
        cluster_id,
        coalesce(published_on, published_latest, published_earliest) AS day,
        content_start,
        translate(
            lower(content),
            '-–—/' || chr(9) || chr(10) || chr(13) || chr(160) || '.,;:!?…()[]"“”„«»''‘’*_',
            repeat(' ', 8)
        ) AS bare,
        trim(replace(replace(replace(bare, '  ', ' '), '  ', ' '), '  ', ' ')) AS said
    FROM quotes
    JOIN documents USING (document_id)
), hashed AS (
    SELECT
        row_number() OVER (ORDER BY day NULLS LAST, document_id, content_start, quote_id)::INTEGER AS number,
        quote_id,
        document_id,
        list_transform(string_split(said, ' '), lambda word: hash(word)) AS words
    FROM worded
    WHERE said LIKE '% % % %'
), prints AS (
    SELECT
        number,
        hash(document_id) AS article,
        unnest(
            list_transform(range(1, greatest(len(words) - 7, 1) + 1), lambda place: hash(words[place : place + 7]))
        ) AS print
    FROM hashed
), first_seen AS (
    SELECT print, min(number) AS first_number
    FROM prints
    GROUP BY print
    HAVING min(article) <> max(article)
), linked AS (
    SELECT number, first_number, count(DISTINCT print) AS shared
    FROM prints
    JOIN first_seen USING (print)
    WHERE number > first_number
    GROUP BY ALL
), chosen AS (
    SELECT later.quote_id, earlier.quote_id AS first_quote_id
    FROM linked
    JOIN hashed AS later USING (number)
    JOIN hashed AS earlier ON first_number = earlier.number
    WHERE later.document_id <> earlier.document_id
    QUALIFY row_number() OVER (PARTITION BY later.number ORDER BY shared DESC, first_number) = 1
), versions AS (
    SELECT
        later.quote_id,
        later.document_id,
        later.day,
        first_quote_id,
        earlier.document_id AS first_document_id,
        earlier.day AS first_day,
        later.cluster_id IS NOT DISTINCT FROM earlier.cluster_id AS is_reprint,
        concat(' ', later.said, ' ') AS said,
        concat(' ', earlier.said, ' ') AS first_said
    FROM chosen
    JOIN worded AS later USING (quote_id)
    JOIN worded AS earlier ON first_quote_id = earlier.quote_id
)
SELECT
    versions.quote_id,
    versions.document_id,
    versions.day,
    first_quote_id,
    first_document_id,
    first_day,
    CASE
        WHEN said = first_said THEN 'same'
        WHEN contains(first_said, said) THEN 'cut'
        WHEN contains(said, first_said) THEN 'extended'
        ELSE 'changed'
    END AS change,
    is_reprint,
    coalesce(people.name, quotes.speaker) AS speaker,
    coalesce(first_people.name, first_quotes.speaker) AS first_speaker,
    quotes.outlet,
    first_quotes.outlet AS first_outlet,
    quotes.content,
    first_quotes.content AS first_content
FROM versions
JOIN quotes USING (quote_id)
LEFT JOIN entities ON quotes.person_id = entities.entity_id
LEFT JOIN people ON entities.canonical_id = people.person_id
JOIN quotes AS first_quotes ON first_quote_id = first_quotes.quote_id
LEFT JOIN entities AS first_entities ON first_quotes.person_id = first_entities.entity_id
LEFT JOIN people AS first_people ON first_entities.canonical_id = first_people.person_id;
