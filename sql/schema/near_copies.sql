-- Generated from flows/tables/near_copies.py by `make generate`: change it there.
CREATE TABLE near_copies (
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    other_id VARCHAR NOT NULL CHECK (regexp_matches(other_id, '^[0-9a-f]{32}$')),
    relation VARCHAR NOT NULL CHECK (relation IN ('copy', 'version', 'excerpt')),
    share_kept DOUBLE NOT NULL CHECK (share_kept >= 0) CHECK (share_kept <= 1),
    share_own DOUBLE NOT NULL CHECK (share_own >= 0) CHECK (share_own <= 1),
    similarity DOUBLE NOT NULL CHECK (similarity >= 0) CHECK (similarity <= 1)
);

COMMENT ON TABLE near_copies IS 'One row is a document that keeps most of another one''s text, or is a piece of it. Key: document_id, other_id.';
COMMENT ON COLUMN near_copies.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN near_copies.other_id IS 'The other document: the earlier one, or the whole that this one is a piece of.';
COMMENT ON COLUMN near_copies.relation IS 'What it is of the other: a copy (the text with edits), a version (of one article: another text at its address, or under its headline in one publication with another day or revision), or an excerpt (a piece of it).';
COMMENT ON COLUMN near_copies.share_kept IS 'Share of the other''s text that it keeps, counted in stretches of five words.';
COMMENT ON COLUMN near_copies.share_own IS 'Share of its own text that the other has too.';
COMMENT ON COLUMN near_copies.similarity IS 'Shared stretches of five words among all of both (Jaccard).';
