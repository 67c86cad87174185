-- claim: The last word of the name of a person who speaks stands somewhere in the document, in its headline or in its byline.
-- severity: warning
-- reason: 2026-11-23 A speaker is resolved within the document; a name that the document does not have came from elsewhere.
--   Organisations and outlets are left out: they go by the name that the registry has for them.
-- to do: Read the quotation in its text and correct who speaks by a rule of the extractor; until then filter by quote_id.
-- reads: quotes, documents, authors
WITH named AS (
    SELECT quote_id, document_id, speaker, lower(regexp_extract(speaker, '([\p{L}\p{N}]+)[^\p{L}\p{N}]*$', 1)) AS last_word
    FROM quotes
    WHERE speaker IS NOT NULL AND coalesce(speaker_type, 'person') = 'person'
), bylines AS (
    SELECT document_id, string_agg(name, ' ') AS byline FROM authors GROUP BY ALL
)
SELECT quote_id, speaker, last_word, document_id
FROM named
JOIN documents USING (document_id)
LEFT JOIN bylines USING (document_id)
WHERE NOT contains(lower(concat_ws(' ', text, headline, byline)), last_word);
