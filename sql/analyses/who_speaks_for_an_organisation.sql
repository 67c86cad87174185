-- question: Who speaks for an organisation or a country?
-- grain: an affiliation and a speaker
-- reads: quotes_enriched
-- caveats: the affiliation is as the text has it; an organisation that speaks itself stands under its own name.
SELECT
    coalesce(speaker_affiliation, speaker) AS affiliation,
    speaker,
    arg_max(speaker_role, struct_pack(day := published_latest, quote_id)) AS role,
    count(*) FILTER (WHERE piece = 1) AS quotations,
    max(coalesce(said_latest, published_latest)) AS last_day
FROM quotes_enriched
WHERE speaker IS NOT NULL AND (speaker_affiliation IS NOT NULL OR speaker_type = 'org')
GROUP BY ALL
ORDER BY affiliation, quotations DESC, speaker
LIMIT 100;
