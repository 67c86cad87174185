-- grain: a piece of a quotation, with who said it, where it was printed, and which source vouches for it
-- reads: quotes, documents, citations, outlets, entities, people
-- caveats: offsets count characters of documents.text from 0, end not included: substring(text, content_start + 1,
--   content_end - content_start) is the content. A speaker may be null (anonymous, unnamed); outlet is what the
--   text names, outlet_name the registry's name for it (of the citation, else of that spelling). Dates said are inferred: see said_basis.
--   A cue in the middle makes two pieces, two rows: count where piece = 1. Near copies of an article share cluster_id:
--   count(DISTINCT (cluster_id, content)) counts their quotations once.
WITH spelled AS (
    SELECT lower(spelling) AS spelling, min(outlet_id) AS outlet_id
    FROM (SELECT outlet_id, unnest(list_append(aliases, name)) AS spelling FROM outlets)
    GROUP BY lower(spelling)
    HAVING count(DISTINCT outlet_id) = 1
)
SELECT
    quote_id,
    quotes.document_id,
    quotes.kind,
    quotes.content,
    coalesce(people.name, quotes.speaker) AS speaker,
    quotes.speaker_type,
    quotes.speaker_role,
    quotes.speaker_affiliation,
    quotes.speaker_mention,
    quotes.is_anonymous,
    quotes.cue,
    documents.publication,
    documents.headline,
    documents.published_on,
    documents.published_earliest,
    documents.published_latest,
    quotes.outlet,
    outlets.name AS outlet_name,
    outlets.country AS outlet_country,
    citations.text AS citation,
    quotes.said_earliest,
    quotes.said_latest,
    quotes.said_basis,
    quotes.paragraph,
    quotes.content_start,
    quotes.content_end,
    quotes.piece,
    quotes.spans,
    quotes.verbatim,
    quotes.confidence,
    quotes.rule,
    people.person_id,
    quotes.citation_id,
    outlets.outlet_id,
    documents.publication_id,
    documents.volume,
    documents.issue,
    documents.cluster_id
FROM quotes
JOIN documents USING (document_id)
LEFT JOIN entities ON quotes.person_id = entities.entity_id
LEFT JOIN people ON entities.canonical_id = people.person_id
LEFT JOIN citations USING (citation_id)
LEFT JOIN spelled ON lower(quotes.outlet) = spelling
LEFT JOIN outlets ON outlets.outlet_id = coalesce(citations.outlet_id, spelled.outlet_id);
