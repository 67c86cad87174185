"""Markdown with front matter (YAML between dashes, TOML between pluses): the front matter is the header."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import yaml

from flows.ingest import clean, plain_text
from flows.ingest.days import find_days
from flows.ingest.encoding import decode
from flows.ingest.evidence import evidence_of, merged
from flows.ingest.keywords import access_of, keywords_of
from flows.ingest.moments import moment_of
from flows.ingest.names import byline_authors
from flows.ingest.parts import Article, Part
from flows.model import Author, DateEvidence, Header, Refusal, Refused

NAME = "markdown"
_FRONT_MATTER = re.compile(
    r"\ufeff?\s{0,4}(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.{0,100000}?)\n(?P=fence)[ \t]*(?:\n|$)", re.DOTALL
)
_FIRST = re.compile(rb"\s{0,4}(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n[ \t]*[\w\"'#-]+[ \t]*[:=#]?")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>.+?)[ \t]*#*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\s]{0,2000}(?:\s+\"[^\"\n]{0,500}\")?\)")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{1,500})\]\((?:<[^>\n]{0,2000}>|[^()\s]{1,2000})(?:\s+\"[^\"\n]{0,500}\")?\)"
)
_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)(?P<text>[^\n]{1,400}?)(?<=\S)\1(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(?P<text>[^\n*_]{1,1000}?)(?<=[^\s*_])\1(?![\w*])")
_PUBLISHED = ("published", "date", "date_published", "published_on", "pubdate", "publishdate", "created")
_MODIFIED = ("modified", "date_modified", "updated", "lastmod", "last_modified", "last_updated", "last_modified_at")
_KEYWORDS = ("keywords", "tags", "topics")
_ACCESS = ("access", "content_tier", "is_accessible_for_free")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def recognises(part: Part) -> bool:
    """Tell by front matter, or by a name in .md with the first lines of a heading."""
    if _FIRST.match(part.data[:400]):
        return b"\n---" in part.data[3:120_000] or b"\n+++" in part.data[3:120_000]
    return part.name.lower().endswith((".md", ".markdown"))


def read(part: Part) -> Iterable[Article]:
    """Give the one article of the file: front matter first, then what its first lines say."""
    text, encoding = decode(part.data, part.charset)
    text = clean.normalised(text)
    match = _FRONT_MATTER.match(text)
    fields = _fields(match["fields"], match["fence"]) if match else {}
    body = _plain(text[match.end() :] if match else text)
    stated = _header(fields, body)
    if stated.headline:
        body = _without_heading(body, stated.headline)
    printed, body = plain_text.read_article(body, headline=stated.headline)
    yield Article(body, merged(stated, printed), NAME, encoding, part.member, len(part.data))


def _fields(block: str, fence: str) -> dict[str, Any]:
    """Return the front matter's fields, their names in lower case; Refused where it is malformed."""
    try:
        if fence == "+++":
            loaded: object = tomllib.loads(block)
        else:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, Loader=yaml.SafeLoader)):
                raise Refused(
                    Refusal.DAMAGED,
                    "its front matter uses YAML aliases, which can unfold without end; write the values out",
                )
            loaded = yaml.safe_load(block)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        first_line = str(error).split("\n", 1)[0]
        raise Refused(
            Refusal.DAMAGED, f"its front matter cannot be read ({first_line}); mend the lines between the {fence}"
        ) from None
    if loaded is None:
        return {}
    if not isinstance(loaded, Mapping):
        raise Refused(Refusal.DAMAGED, f"its front matter is no list of fields; mend the lines between the {fence}")
    return {str(key).strip().lower().replace("-", "_"): value for key, value in loaded.items()}


def _header(fields: Mapping[str, Any], body: str) -> Header:
    def text(*names: str) -> str | None:
        found = (fields.get(name) for name in names)
        return next(
            (" ".join(str(value).split()) for value in found if isinstance(value, str | int) and str(value).strip()),
            None,
        )

    headline = text("title", "headline")
    return Header(
        headline=headline,
        authors=_authors(fields),
        publication=text("publication", "site", "site_name", "sitename", "source", "outlet", "newspaper", "journal"),
        series=text("series"),
        volume=_number(fields.get("volume")),
        issue=_number(fields.get("issue", fields.get("number"))),
        section=text("section", "category"),
        alternative_headline=text(
            "alternative_headline", "alternativeheadline", "alt_title", "short_title", "seo_title"
        ),
        keywords=next(filter(None, (keywords_of(fields.get(name)) for name in _KEYWORDS)), ()),
        access=next(filter(None, (access_of(fields.get(name)) for name in _ACCESS)), None),
        url=text("url", "canonical", "link", "permalink", "source_url"),
        language=text("lang", "language"),
        dates=_dates(fields, body, _PUBLISHED),
        published_at=_moment(fields, _PUBLISHED),
        modified=next(iter(_dates(fields, body, _MODIFIED)), None),
        modified_at=_moment(fields, _MODIFIED),
    )


def _authors(fields: Mapping[str, Any]) -> tuple[Author, ...]:
    value = fields.get("authors", fields.get("author", fields.get("byline")))
    entries = value if isinstance(value, list) else [value]
    authors: list[Author] = []
    for entry in entries[:100]:
        if isinstance(entry, Mapping) and isinstance(entry.get("name"), str):
            role, email = entry.get("role", entry.get("affiliation")), entry.get("email")
            authors.append(
                Author(
                    entry["name"].strip(),
                    role if isinstance(role, str) else None,
                    email if isinstance(email, str) else None,
                )
            )
        elif isinstance(entry, str):
            authors.extend(
                byline_authors(entry) or ((Author(entry.strip()),) if isinstance(value, list) and entry.strip() else ())
            )
    return tuple(authors)


def _moment(fields: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """Return the moment that the first filled one of the fields states."""
    value = next((fields[name] for name in names if fields.get(name)), None)
    return moment_of(value.isoformat() if isinstance(value, datetime) else str(value))


def _dates(fields: Mapping[str, Any], body: str, names: Sequence[str]) -> tuple[DateEvidence, ...]:
    found: list[DateEvidence] = []
    for name in names:
        value = fields.get(name)
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            found.append(DateEvidence(value, value, "header"))
        elif isinstance(value, str):
            found.extend(filter(None, (evidence_of(day, "header", body) for day in find_days(value[:200]))))
    return tuple(dict.fromkeys(found))


def _number(value: object) -> int | None:
    from flows.ingest.header_lines import number

    text = str(value).strip() if isinstance(value, str | int) else ""
    return number(text) if re.fullmatch(r"\d{1,5}|[IVXLCivxlc]{1,8}", text) else None


def _plain(text: str) -> str:
    """Return Markdown as plain text: marks of headings, emphasis, links and images taken away."""
    text = _IMAGE.sub("", clean.without_comments(text))
    text = _HEADING.sub(r"\g<text>", text)
    text = _LINK.sub(r"\g<text>", text)
    text = _EMPHASIS.sub(r"\g<text>", _STRONG.sub(r"\g<text>", text))
    return _ESCAPE.sub(r"\1", text)


def _without_heading(body: str, headline: str) -> str:
    first, _, rest = body.lstrip("\n").partition("\n")
    return rest if first.strip().casefold() == headline.strip().casefold() else body
