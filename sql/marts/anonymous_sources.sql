-- grain: a quotation whose speaker the text keeps nameless
-- reads: quotes, documents, citations, outlets
-- caveats: described_as is the role, or else the words of the text. "Villagers" or "analysts" are anonymous too: the
--   text says who they are, not what they are called. outlet is what vouches for it, where anything does.
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
LEFT JOIN outlets USING (outlet_id)
WHERE is_anonymous AND piece = 1;
