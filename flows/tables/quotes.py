"""A quotation: source, cue and content, with the span of each."""

from __future__ import annotations

from flows.tables import vocabulary as v
from flows.tables.declaration import Column, ColumnType, Ordered, Origin, ReadsBack, Reference, Table

T = ColumnType

TABLE = Table(
    name="quotes",
    grain="a quotation in a document",
    origin=Origin.EXTRACTED,
    key=("quote_id",),
    columns=(
        v.key("quote_id", "document, kind and content span"),
        v.DOCUMENT_ID,
        Column(
            "kind",
            T.TEXT,
            "How it is given: all, some or none of it in marks (direct, mixed, indirect), inside another (nested), "
            "set off as a paragraph (block), or as a turn of a talk (transcript).",
            one_of=("direct", "mixed", "indirect", "nested", "block", "transcript"),
            example="direct",
        ),
        v.start("content_start", "the content"),
        v.end("content_end", "the content"),
        Column(
            "content", T.TEXT, "What is attributed, without the outer quotation marks.", example="The quay is ready"
        ),
        Column(
            "piece",
            T.INTEGER,
            "Place among the pieces of its quotation, from 1: a cue in the middle makes two rows. Count where it is 1.",
            at_least=1,
            example="1",
        ),
        Column(
            "spans",
            T.SPANS,
            "The whole quotation, all its pieces, as the attribution literature counts them: a leading that included.",
            unit="characters",
            example="[{start: 1528, stop: 1642}]",
        ),
        Column(
            "verbatim",
            T.SPANS,
            "The stretches of the content that stand inside quotation marks.",
            unit="characters",
            example="[{start: 1528, stop: 1642}]",
        ),
        Column(
            "speaker",
            T.TEXT,
            "Full name of the speaker, resolved within the document.",
            null="anonymous, unnamed or not told",
            example="Sergey Lavrov",
        ),
        Column(
            "speaker_type",
            T.TEXT,
            "What the speaker is.",
            null="not told",
            one_of=("person", "org", "place", "outlet", "document"),
            example="person",
        ),
        Column(
            "speaker_mention_start",
            T.INTEGER,
            "First character of the words that name the speaker here.",
            null="the speaker is not named here",
            unit="characters",
            at_least=0,
            example="4033",
        ),
        Column(
            "speaker_mention_end",
            T.INTEGER,
            "One past the last character of the words that name the speaker here.",
            null="the speaker is not named here",
            unit="characters",
            at_least=1,
            example="4039",
        ),
        Column(
            "speaker_mention",
            T.TEXT,
            "The words that name the speaker here.",
            null="the speaker is not named here",
            example="Lavrov",
        ),
        Column(
            "person_id",
            T.TEXT,
            "The speaker's name in entities, whose canonical_id leads to people.",
            null="the speaker is no named person",
            pattern=v.HASH,
            example="5d41402abc4b2a76b9719d911017c592",
        ),
        Column(
            "speaker_role",
            T.TEXT,
            "Role of the speaker, from anywhere in the document; of an anonymous one, the words used.",
            null="no role is told",
            example="Russian Foreign Minister",
        ),
        Column(
            "speaker_affiliation",
            T.TEXT,
            "Country or organisation of the speaker's role.",
            null="none is told",
            example="Russia",
        ),
        Column("is_anonymous", T.FLAG, "Whether the text keeps the speaker's name back.", example="false"),
        Column(
            "cue_start",
            T.INTEGER,
            "First character of the cue.",
            null="no cue in words",
            unit="characters",
            at_least=0,
            example="4040",
        ),
        Column(
            "cue_end",
            T.INTEGER,
            "One past the last character of the cue.",
            null="no cue in words",
            unit="characters",
            at_least=1,
            example="4044",
        ),
        Column("cue", T.TEXT, "The words that attribute.", null="no cue in words", example="said"),
        Column(
            "citation_id",
            T.TEXT,
            "The citation that vouches for it.",
            null="none is cited for it",
            pattern=v.HASH,
            example="7d793037a0760186574b0282f2f435e7",
        ),
        Column(
            "outlet",
            T.TEXT,
            "Outlet of that citation, or the outlet that reports it.",
            null="none is cited for it",
            example="ITAR-TASS",
        ),
        Column(
            "said_earliest",
            T.DATE,
            "First day on which it can have been said.",
            null="no evidence",
            example="2008-03-18",
        ),
        Column(
            "said_latest", T.DATE, "Last day on which it can have been said.", null="no evidence", example="2008-03-18"
        ),
        Column("said_basis", T.TEXT, "Evidence behind the dates said.", null="no evidence", example="citation"),
        v.PARAGRAPH,
        v.CONFIDENCE,
        v.RULE,
        *v.LINEAGE,
    ),
    ordered=(
        Ordered("content_start", "content_end", strict=True),
        Ordered("speaker_mention_start", "speaker_mention_end", strict=True),
        Ordered("cue_start", "cue_end", strict=True),
        Ordered("said_earliest", "said_latest"),
    ),
    reads_back=(
        ReadsBack("content_start", "content_end", "content"),
        ReadsBack("speaker_mention_start", "speaker_mention_end", "speaker_mention"),
        ReadsBack("cue_start", "cue_end", "cue"),
    ),
    references=(
        Reference("document_id", "documents"),
        Reference("citation_id", "citations"),
        Reference("person_id", "entities"),
    ),
)
