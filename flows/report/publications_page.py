"""The page of the publications: what arrived when, what their rhythm is, and where something is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.report.coverage import Coverage, by_publication
from flows.report.page import Content, Frame, Html, found, many, number, page, section, table, tag
from flows.report.rhythm import Publication, Volume
from flows.report.svg import strip

ADDRESS = "publications.html"
_SHOWN_GAPS = 5
_MOST_TICKS = 400


def publications_page(
    publications: Sequence[Publication],
    volumes: Sequence[Volume],
    covered: Sequence[Coverage],
    total: int,
    frame: Frame,
) -> str:
    """Return the page; ``publications`` are the largest of ``total``."""
    return page(
        "Publications",
        tag("h1", "Publications and their gaps"),
        tag(
            "p",
            "A rhythm is the usual number of days from one day of publication to the next. A gap is at least four "
            "times as long, and two weeks at least. Days count where they are certain, else the last possible day.",
        ),
        _rhythms(publications, total)
        if publications
        else tag("p", "No document names its publication and its day yet."),
        _volumes(volumes) if volumes else None,
        by_publication(covered),
        frame=frame,
        address=ADDRESS,
    )


def _rhythms(publications: Sequence[Publication], total: int) -> Html:
    regular = [p for p in publications if p.rhythm is not None]
    others = [p for p in publications if p.rhythm is None]
    left = f"the {len(publications)} largest of {number(total)}" if len(publications) < total else "all"
    seldom = many(len(others), "publication") + " with too few days for a rhythm"
    return section(
        "Rhythm",
        _listed(regular, f"Days of publication and gaps: {left}") if regular else None,
        tag(
            "details",
            tag("summary", seldom),
            _listed(others, f"Days of publication: {left}"),
            open=None if regular else "",
        )
        if others
        else None,
    )


def _listed(publications: Sequence[Publication], caption: str) -> Html:
    rows: list[list[Content]] = [
        [
            tag("span", found(p.name, 80), class_="name"),
            number(p.documents),
            number(len(p.days)),
            _day(p.days[0]),
            _day(p.days[-1]),
            tag("span", many(p.rhythm, "day"), class_="day") if p.rhythm is not None else "–",
            _picture(p),
            _gaps(p),
        ]
        for p in publications
    ]
    headings = ["publication", "documents", "days", "from", "to", "rhythm", "days over time", "gaps"]
    return table(headings, rows, caption, (1, 2))


def _day(day: date) -> Html:
    return tag("span", str(day), class_="day")


def _picture(publication: Publication) -> Html | None:
    first, last = publication.days[0], publication.days[-1]
    span = (last - first).days
    if not span:
        return None

    def at(day: date) -> float:
        return (day - first).days / span

    step = -(-len(publication.days) // _MOST_TICKS)
    return strip([at(day) for day in publication.days[::step]], [(at(a), at(b)) for a, b in publication.gaps])


def _gaps(publication: Publication) -> Html | str:
    if not publication.gaps:
        return "none" if publication.rhythm is not None else "–"
    longest = sorted(publication.gaps, key=lambda gap: gap[0] - gap[1])[:_SHOWN_GAPS]
    items = [tag("div", f"{a} to {b}: {number((b - a).days)} days", class_="day") for a, b in sorted(longest)]
    more = len(publication.gaps) - len(items)
    return tag("div", *items, tag("div", f"and {more} shorter ones", class_="faint") if more else None)


def _volumes(volumes: Sequence[Volume]) -> Html:
    rows: list[list[Content]] = [
        [
            tag("span", found(v.publication, 80), class_="name"),
            str(v.volume),
            number(v.issues),
            f"{v.first} to {v.last}",
            number(v.missing),
            v.told,
        ]
        for v in volumes
    ]
    headings = ["publication", "volume", "issues seen", "from, to", "missing", "numbers missing"]
    return section(
        "Issues missing inside a volume",
        tag(
            "p",
            "Only volumes of which most issues between the first and the last one are here: others are samples.",
            class_="faint",
        ),
        table(headings, rows, "Issue numbers that are missing between the first and the last one seen", (1, 2, 4)),
        anchor="volumes",
    )
