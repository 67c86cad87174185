-- Generated from flows/tables/quotes.py by `make generate`: change it there.
CREATE TABLE quotes (
    quote_id VARCHAR NOT NULL CHECK (regexp_matches(quote_id, '^[0-9a-f]{32}$')),
    document_id VARCHAR NOT NULL CHECK (regexp_matches(document_id, '^[0-9a-f]{32}$')),
    kind VARCHAR NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect', 'nested', 'block', 'transcript')),
    content_start INTEGER NOT NULL CHECK (content_start >= 0),
    content_end INTEGER NOT NULL CHECK (content_end >= 1),
    content VARCHAR NOT NULL,
    piece INTEGER NOT NULL CHECK (piece >= 1),
    spans STRUCT("start" INTEGER, "stop" INTEGER)[] NOT NULL,
    verbatim STRUCT("start" INTEGER, "stop" INTEGER)[] NOT NULL,
    speaker VARCHAR,
    speaker_type VARCHAR CHECK (speaker_type IN ('person', 'org', 'place', 'outlet', 'document')),
    speaker_mention_start INTEGER CHECK (speaker_mention_start >= 0),
    speaker_mention_end INTEGER CHECK (speaker_mention_end >= 1),
    speaker_mention VARCHAR,
    person_id VARCHAR CHECK (regexp_matches(person_id, '^[0-9a-f]{32}$')),
    speaker_role VARCHAR,
    speaker_affiliation VARCHAR,
    is_anonymous BOOLEAN NOT NULL,
    cue_start INTEGER CHECK (cue_start >= 0),
    cue_end INTEGER CHECK (cue_end >= 1),
    cue VARCHAR,
    citation_id VARCHAR CHECK (regexp_matches(citation_id, '^[0-9a-f]{32}$')),
    outlet VARCHAR,
    said_earliest DATE,
    said_latest DATE,
    said_basis VARCHAR,
    paragraph INTEGER NOT NULL CHECK (paragraph >= 1),
    confidence DOUBLE NOT NULL CHECK (confidence >= 0) CHECK (confidence <= 1),
    rule VARCHAR NOT NULL CHECK (regexp_matches(rule, '^[a-z][a-z0-9_.-]*$')),
    run_id VARCHAR NOT NULL CHECK (regexp_matches(run_id, '^[0-9A-Za-z_.-]+$')),
    batch_id VARCHAR NOT NULL CHECK (regexp_matches(batch_id, '^[0-9a-f]{32}$')),
    CHECK (content_start < content_end),
    CHECK (speaker_mention_start < speaker_mention_end),
    CHECK (cue_start < cue_end),
    CHECK (said_earliest <= said_latest)
);

COMMENT ON TABLE quotes IS 'One row is a quotation in a document. Key: quote_id.';
COMMENT ON COLUMN quotes.quote_id IS 'Key: hash of document, kind and content span.';
COMMENT ON COLUMN quotes.document_id IS 'The document: hash of its normalised body text.';
COMMENT ON COLUMN quotes.kind IS 'How it is given: all, some or none of it in marks (direct, mixed, indirect), inside another (nested), set off as a paragraph (block), or as a turn of a talk (transcript).';
COMMENT ON COLUMN quotes.content_start IS 'First character of the content in documents.text, from 0. Unit: characters.';
COMMENT ON COLUMN quotes.content_end IS 'One past the last character of the content in documents.text. Unit: characters.';
COMMENT ON COLUMN quotes.content IS 'What is attributed, without the outer quotation marks.';
COMMENT ON COLUMN quotes.piece IS 'Place among the pieces of its quotation, from 1: a cue in the middle makes two rows. Count where it is 1.';
COMMENT ON COLUMN quotes.spans IS 'The whole quotation, all its pieces, as the attribution literature counts them: a leading that included. Unit: characters.';
COMMENT ON COLUMN quotes.verbatim IS 'The stretches of the content that stand inside quotation marks. Unit: characters.';
COMMENT ON COLUMN quotes.speaker IS 'Full name of the speaker, resolved within the document. Null: anonymous, unnamed or not told.';
COMMENT ON COLUMN quotes.speaker_type IS 'What the speaker is. Null: not told.';
COMMENT ON COLUMN quotes.speaker_mention_start IS 'First character of the words that name the speaker here. Unit: characters. Null: the speaker is not named here.';
COMMENT ON COLUMN quotes.speaker_mention_end IS 'One past the last character of the words that name the speaker here. Unit: characters. Null: the speaker is not named here.';
COMMENT ON COLUMN quotes.speaker_mention IS 'The words that name the speaker here. Null: the speaker is not named here.';
COMMENT ON COLUMN quotes.person_id IS 'The speaker''s name in entities, whose canonical_id leads to people. Null: the speaker is no named person.';
COMMENT ON COLUMN quotes.speaker_role IS 'Role of the speaker, from anywhere in the document; of an anonymous one, the words used. Null: no role is told.';
COMMENT ON COLUMN quotes.speaker_affiliation IS 'Country or organisation of the speaker''s role. Null: none is told.';
COMMENT ON COLUMN quotes.is_anonymous IS 'Whether the text keeps the speaker''s name back.';
COMMENT ON COLUMN quotes.cue_start IS 'First character of the cue. Unit: characters. Null: no cue in words.';
COMMENT ON COLUMN quotes.cue_end IS 'One past the last character of the cue. Unit: characters. Null: no cue in words.';
COMMENT ON COLUMN quotes.cue IS 'The words that attribute. Null: no cue in words.';
COMMENT ON COLUMN quotes.citation_id IS 'The citation that vouches for it. Null: none is cited for it.';
COMMENT ON COLUMN quotes.outlet IS 'Outlet of that citation, or the outlet that reports it. Null: none is cited for it.';
COMMENT ON COLUMN quotes.said_earliest IS 'First day on which it can have been said. Null: no evidence.';
COMMENT ON COLUMN quotes.said_latest IS 'Last day on which it can have been said. Null: no evidence.';
COMMENT ON COLUMN quotes.said_basis IS 'Evidence behind the dates said. Null: no evidence.';
COMMENT ON COLUMN quotes.paragraph IS 'Paragraph of the body in which the span begins, from 1.';
COMMENT ON COLUMN quotes.confidence IS 'Share of rows with this figure that are expected to be right.';
COMMENT ON COLUMN quotes.rule IS 'Name of the extraction rule or model that made the row.';
COMMENT ON COLUMN quotes.run_id IS 'The run that loaded the row.';
COMMENT ON COLUMN quotes.batch_id IS 'The batch that staged the row: hash of its input hashes and the extractor version.';
