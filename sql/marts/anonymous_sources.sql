-- grain: a quotation whose speaker the text keeps nameless
-- reads: quotes, documents, citations, outlets
-- caveats: described_as is the role, or else the words of the text. "Villagers" or "analysts" are anonymous too: the
--   text says who they are, not what they are called. outlet is what vouches for it, where anything does.
WITH spelled AS (
    SELECT lower(spelling) AS spelling, min(outlet_id) AS outlet_id
    FROM (SELECT outlet_id, unnest(list_append(aliases, name)) AS spelling FROM outlets)
    GROUP BY lower(spelling)
    HAVING count(DISTINCT outlet_id) = 1
)
SELECT
    quote_id,
    document_id,
    coalesce(speaker_role, speaker_mention) AS described_as,
    speaker_affiliation AS affiliation,
    quotes.kind,
    content,
    coalesce(outlets.name, quotes.outlet) AS outlet,
    outlets.kind AS outlet_kind,
    outlets.country AS outlet_country,
    publication_id,
    publication,
    headline,
    coalesce(said_latest, published_on, published_latest) AS day,
    said_basis,
    content_start,
    content_end,
    quotes.confidence
FROM quotes
JOIN documents USING (document_id)
LEFT JOIN citations USING (citation_id)
LEFT JOIN spelled ON lower(quotes.outlet) = spelling
LEFT JOIN outlets ON outlets.outlet_id = coalesce(citations.outlet_id, spelled.outlet_id)
WHERE is_anonymous AND piece = 1;
