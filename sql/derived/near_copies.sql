-- grain: a document that keeps most of another one's text, or is a piece of it
-- reads: measured_pairs (what two documents share, as the run measured it), documents, document_sources
-- caveats: of copies the other is the earlier one, by day of publication and then by id; a document without a day is
-- taken to be later
WITH told AS (
    SELECT
        document_id,
        coalesce(published_on, published_latest) AS day,
        publication_id,
        lower(headline) AS headline
    FROM documents
), addresses AS (
    SELECT DISTINCT document_id, url
    FROM document_sources
    WHERE url IS NOT NULL
), same_address AS (
    SELECT DISTINCT one.document_id AS one_id, other.document_id AS other_id
    FROM addresses AS one
    JOIN addresses AS other USING (url)
), judged AS (
    SELECT
        pair.*,
        one.day AS one_day,
        other.day AS other_day,
        similarity < 0.6 AS is_excerpt,
        same_address.one_id IS NOT NULL
            OR (one.headline = other.headline AND one.publication_id = other.publication_id) AS is_one_article
    FROM measured_pairs AS pair
    JOIN told AS one ON one.document_id = pair.one_id
    JOIN told AS other ON other.document_id = pair.other_id
    LEFT JOIN same_address ON same_address.one_id = pair.one_id AND same_address.other_id = pair.other_id
), turned AS (
    SELECT
        *,
        CASE
            WHEN is_excerpt THEN share_of_one >= share_of_other
            ELSE coalesce(one_day, DATE '9999-12-31') > coalesce(other_day, DATE '9999-12-31')
        END AS is_one_later
    FROM judged
)
SELECT
    CASE WHEN is_one_later THEN one_id ELSE other_id END AS document_id,
    CASE WHEN is_one_later THEN other_id ELSE one_id END AS other_id,
    CASE
        WHEN is_excerpt THEN 'excerpt'
        WHEN coalesce(is_one_article, false) AND one_day <> other_day THEN 'version'
        ELSE 'copy'
    END AS relation,
    CASE WHEN is_one_later THEN share_of_other ELSE share_of_one END AS share_kept,
    CASE WHEN is_one_later THEN share_of_one ELSE share_of_other END AS share_own,
    similarity
FROM turned;
