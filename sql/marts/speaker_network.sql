-- grain: a tie of one speaker to another person
-- reads: quotes, documents, mentions, entities, people
-- caveats: tie "quoted with": both are quoted in one document; it has no direction and stands once, the smaller key
--   first. Tie "speaks of": words of the speaker name the other. Persons alone; quotations counts those of the speaker.
--   Near copies of an article are one document, what they repeat is one quotation.
WITH statements AS (
    SELECT
        quote_id,
        document_id,
        cluster_id,
        content,
        canonical_id AS person_id,
        piece,
        content_start,
        content_end,
        coalesce(said_latest, published_on, published_latest) AS day
    FROM quotes
    JOIN documents USING (document_id)
    JOIN entities ON quotes.person_id = entity_id
), voices AS (
    SELECT
        cluster_id,
        person_id,
        count(DISTINCT content) FILTER (WHERE piece = 1) AS quotations,
        min(day) AS first_day,
        max(day) AS last_day
    FROM statements
    GROUP BY ALL
), named AS (
    SELECT DISTINCT cluster_id, content, statements.person_id, canonical_id, day
    FROM statements
    JOIN mentions USING (document_id)
    JOIN entities USING (entity_id)
    WHERE mentions.type = 'person'
      AND span_start >= content_start
      AND span_end <= content_end
      AND canonical_id <> statements.person_id
), ties AS (
    SELECT
        'quoted with' AS tie,
        one.person_id,
        other.person_id AS other_id,
        count(*) AS documents,
        sum(one.quotations)::BIGINT AS quotations,
        min(least(one.first_day, other.first_day)) AS first_day,
        max(greatest(one.last_day, other.last_day)) AS last_day
    FROM voices AS one
    JOIN voices AS other ON one.cluster_id = other.cluster_id AND one.person_id < other.person_id
    GROUP BY ALL
    UNION ALL
    SELECT 'speaks of', person_id, canonical_id, count(DISTINCT cluster_id), count(DISTINCT (cluster_id, content)), min(day), max(day)
    FROM named
    GROUP BY ALL
)
SELECT
    tie,
    ties.person_id,
    speakers.name AS speaker,
    other_id,
    others.name AS other,
    documents,
    quotations,
    first_day,
    last_day
FROM ties
JOIN people AS speakers ON ties.person_id = speakers.person_id
JOIN people AS others ON other_id = others.person_id;
