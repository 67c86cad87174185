-- grain: a named speaker in one month
-- reads: quotes, documents, entities, people
-- caveats: month is that of the last day on which it can have been said, or else printed: said_share tells how many of
--   the quotations have a day of their own. A month without any date is null. Role is the one told last in the month,
--   former_role the one of the speaker's last month before it that told any; a changed role is often another wording.
WITH statements AS (
    SELECT
        people.person_id,
        coalesce(people.name, speaker) AS speaker,
        speaker_type,
        date_trunc('month', coalesce(said_latest, published_on, published_latest))::DATE AS month,
        coalesce(said_latest, published_on, published_latest) AS day,
        said_latest IS NOT NULL AS has_day_said,
        speaker_role,
        quotes.kind IN ('direct', 'block', 'transcript') AS is_verbatim,
        quote_id,
        document_id,
        publication,
        outlet
    FROM quotes
    JOIN documents USING (document_id)
    LEFT JOIN entities ON quotes.person_id = entity_id
    LEFT JOIN people ON canonical_id = people.person_id
    WHERE piece = 1 AND speaker IS NOT NULL
), months AS (
    SELECT
        person_id,
        speaker,
        speaker_type,
        month,
        count(*) AS quotations,
        count(*) FILTER (WHERE is_verbatim) AS verbatim_quotations,
        count(DISTINCT document_id) AS documents,
        count(DISTINCT publication) AS publications,
        count(DISTINCT outlet) AS outlets,
        arg_max(speaker_role, struct_pack(day, quote_id)) FILTER (WHERE speaker_role IS NOT NULL) AS role,
        avg(has_day_said::INTEGER) AS said_share,
        min(day) AS first_day,
        max(day) AS last_day
    FROM statements
    GROUP BY ALL
)
SELECT
    *,
    lag(role IGNORE NULLS) OVER (PARTITION BY person_id, speaker, speaker_type ORDER BY month NULLS FIRST) AS former_role
FROM months;
