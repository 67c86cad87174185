-- question: How much does a publication lean on its first source?
-- grain: a publication
-- reads: outlet_reliance
-- caveats: with few citations the share is high by chance; of outlets of equal count the first by alphabet is shown.
WITH outlets_of AS (
    SELECT publication, outlet, sum(citations)::BIGINT AS cited
    FROM outlet_reliance
    GROUP BY ALL
)
SELECT
    publication,
    sum(cited)::BIGINT AS citations,
    count(*) AS outlets,
    arg_min(outlet, struct_pack(rank := -cited, outlet)) AS first_outlet,
    max(cited) / sum(cited) AS share
FROM outlets_of
GROUP BY publication
ORDER BY share DESC, citations DESC, publication;
