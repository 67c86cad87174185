-- grain: a document that keeps most of another one's text, or is a piece of it
-- reads: measured_pairs (what two documents share, as the run measured it), documents, document_sources
-- caveats: of copies and versions the other is the earlier one, by day of publication, by revision and then by id; a
-- document without a day is taken to be later, one without a revision to be earlier
WITH told AS (
    SELECT
        document_id,
        coalesce(published_on, published_latest) AS day,
        coalesce(published_on, published_latest, DATE '9999-12-31') AS told_day,
        coalesce(modified_at, CAST(modified_on AS VARCHAR), '') AS revision,
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
        similarity < 0.6 AS is_excerpt,
        (one.told_day, one.revision) > (other.told_day, other.revision) AS is_one_told_later,
        same_address.one_id IS NOT NULL AS is_one_address,
        one.headline = other.headline
            AND one.publication_id = other.publication_id
            AND (one.day <> other.day OR one.revision <> other.revision) AS is_one_article
    FROM measured_pairs AS pair
    JOIN told AS one ON one.document_id = pair.one_id
    JOIN told AS other ON other.document_id = pair.other_id
    LEFT JOIN same_address ON same_address.one_id = pair.one_id AND same_address.other_id = pair.other_id
), turned AS (
    SELECT
        *,
        CASE WHEN is_excerpt THEN share_of_one >= share_of_other ELSE is_one_told_later END AS is_one_later
    FROM judged
)
SELECT
    CASE WHEN is_one_later THEN one_id ELSE other_id END AS document_id,
    CASE WHEN is_one_later THEN other_id ELSE one_id END AS other_id,
    CASE
        WHEN is_excerpt THEN 'excerpt'
        WHEN is_one_address OR coalesce(is_one_article, false) THEN 'version'
        ELSE 'copy'
    END AS relation,
    CASE WHEN is_one_later THEN share_of_other ELSE share_of_one END AS share_kept,
    CASE WHEN is_one_later THEN share_of_one ELSE share_of_other END AS share_own,
    similarity
FROM turned;
