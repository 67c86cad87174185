"""When a document was published: one day where it is certain, else an honest window with its basis, else nothing.

Evidence in order of strength: a date of the header, "today (April 2)" in the text, the calendar of numbered issues,
the dates of the sources cited, the year of the volume. The latest date cited is a lower bound and no more: sources are
cited days and weeks after they appeared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from flows.extract import calendar
from flows.extract.analysis import Analysis
from flows.extract.calendar import Printed
from flows.extract.citations import ParsedCitation
from flows.extract.issue_calendar import issue_window, volume_year
from flows.model import DateEvidence, DateRange, Document, Profile, Published

# What systems write where they know no date.
_PLACEHOLDERS = frozenset(
    date.fromisoformat(day)
    for day in (
        "0001-01-01",
        "1899-12-30",
        "1900-01-01",
        "1901-12-13",
        "1904-01-01",
        "1969-12-31",
        "1970-01-01",
        "1980-01-01",
        "1999-11-30",
        "2038-01-19",
    )
)
_CALENDAR = "issue calendar"
_CONFLICT = "conflict with a later citation"
_OWN_DATES = ("given", "header")  # what a reader says, and what the document itself prints: never a copy's date
_GRACE_DAYS = 1
_TODAYS = 20  # so many are looked at
_MAX_GAP_DAYS = 15  # between the latest source cited and publication; 0 to 2 is usual
_MAX_RANGE_DAYS = 4  # a longer range is the week of a magazine, which can end after publication

_TODAY = re.compile(
    r"[Tt](?<!\w.)oday,? "
    rf"[(\[](?:(?:{calendar.WEEKDAY}),? )?(?P<date>{calendar.MONTH} {calendar.DAY}(?:, {calendar.YEAR})?|"
    rf"{calendar.DAY} {calendar.MONTH}(?: {calendar.YEAR})?)[)\]]"
)
_DAY_A_WEEKDAY = re.compile(
    rf"(?P<month>{calendar.MONTH}) (?P<day>{calendar.DAY})(?:, (?P<year>{calendar.YEAR}))?, "
    rf"(?:a|which (?:is|was) a) (?P<weekday>{calendar.WEEKDAY})"
)
_DATED_FORMS = (calendar.MONTH_DAY, calendar.DAY_MONTH, calendar.MONTH_YEAR)
_YEARS_AFTER_LAST_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Window:
    earliest: date
    latest: date
    basis: str

    def narrowed(self, earliest: date, latest: date, basis: str) -> _Window:
        """Return the part that the new evidence leaves; the window itself where it changes nothing."""
        first, last = max(self.earliest, earliest), min(self.latest, latest)
        if first > last or (first, last) == (self.earliest, self.latest):
            return self
        return _Window(first, last, f"{self.basis}+{basis}")


def infer_published(
    document: Document, profile: Profile | None, analysis: Analysis, parsed: Sequence[ParsedCitation]
) -> Published:
    """Return when the document was published, as far as the evidence tells."""
    evidence = [found for found in document.header.dates if _is_plausible(found)]
    calendar_window = _calendar_window(document, profile)
    certain = next((found for found in evidence if found.earliest == found.latest), None)
    if certain and not _is_of_a_repost(certain, calendar_window):
        return Published(certain.earliest, certain.latest, certain.earliest, _basis(certain, parsed))
    window = _outer_window(evidence if certain is None else (), calendar_window)
    today = _today(analysis, window)
    if today:
        return Published(today, today, today, "text")
    if window is None:
        return _from_dated_citations(parsed)
    window = _bounded_by_citations(window, parsed)
    on = window.earliest if window.earliest == window.latest else None
    return Published(window.earliest, window.latest, on, window.basis)


def _is_plausible(evidence: DateEvidence) -> bool:
    return evidence.earliest <= evidence.latest and not {evidence.earliest, evidence.latest} & _PLACEHOLDERS


def _is_of_a_repost(evidence: DateEvidence, window: _Window | None) -> bool:
    """Whether the day is that of a later copy: weeks after the issue appeared, and not printed in its header."""
    if window is None or window.basis != _CALENDAR or evidence.basis in _OWN_DATES:
        return False
    return (evidence.earliest - window.latest).days > _MAX_GAP_DAYS


def _basis(evidence: DateEvidence, parsed: Sequence[ParsedCitation]) -> str:
    cited = _from_dated_citations(parsed).earliest
    is_late = cited is not None and (cited - evidence.latest).days > _GRACE_DAYS
    return f"{evidence.basis}+{_CONFLICT}" if is_late else evidence.basis


def _calendar_window(document: Document, profile: Profile | None) -> _Window | None:
    """Return the window of the issue's calendar, else the year of its volume."""
    volume, issue = document.header.volume, document.header.issue
    if profile is None or not volume:
        return None
    days = issue_window(profile, volume, issue) if issue else None
    if days:
        return _Window(*days, _CALENDAR)
    year = volume_year(profile, volume)
    return _Window(*calendar.year_range(year), "volume year") if year else None


def _outer_window(evidence: Sequence[DateEvidence], calendar_window: _Window | None) -> _Window | None:
    """Return what the header's ranges and the calendar leave together."""
    windows = [_Window(found.earliest, found.latest, found.basis) for found in evidence]
    windows += [calendar_window] if calendar_window else []
    if not windows:
        return None
    window = windows[0]
    for other in windows[1:]:
        window = window.narrowed(other.earliest, other.latest, other.basis)
    return window


# ---- the text's own "today" --------------------------------------------------------------------------------------


def _today(analysis: Analysis, window: _Window | None) -> date | None:
    """Return the day of "today (April 2)", unless somebody quoted says it."""
    text = analysis.text
    for match in islice(_TODAY.finditer(text, analysis.body_start), _TODAYS):
        if _is_quoted(analysis, match.start()):
            continue
        form = calendar.MONTH_DAY if match["date"][0].isalpha() else calendar.DAY_MONTH
        dated = form.fullmatch(match["date"])
        printed = calendar.read(dated) if dated else None
        days = _with_year(printed, window, analysis) if printed else None
        if days:
            return days[0]
    return None


def _is_quoted(analysis: Analysis, offset: int) -> bool:
    start = analysis.paragraphs[analysis.paragraph_of(offset) - 1][0]
    before = analysis.text[start:offset]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _with_year(printed: Printed, window: _Window | None, analysis: Analysis) -> DateRange | None:
    if printed.year is not None:
        return calendar.days_of(printed)
    if window is not None:
        middle = calendar.shift_days(window.earliest, (window.latest - window.earliest).days // 2)
        return calendar.nearest(printed, middle)
    year = _year_by_weekdays(analysis)
    return calendar.days_of(printed.with_year(year)) if year else None


def _year_by_weekdays(analysis: Analysis) -> int | None:
    """Return the one year, near the last one named with a month, in which the printed weekdays are right."""
    text, start = analysis.text, analysis.body_start
    dated = [calendar.read(match) for form in _DATED_FORMS for match in form.finditer(text, start)]
    named = max((printed.year for printed in dated if printed.year), default=None)
    weekdays = [printed for printed in dated if printed.weekday is not None and printed.year is None and printed.day]
    weekdays += [calendar.read(match) for match in _DAY_A_WEEKDAY.finditer(text, start) if not match["year"]]
    if named is None or not weekdays:
        return None
    years = [
        year
        for year in range(named, named + _YEARS_AFTER_LAST_NAMED + 1)
        if all((days := calendar.days_of(p.with_year(year))) and days[0].weekday() == p.weekday for p in weekdays)
    ]
    return years[0] if len(years) == 1 else None


# ---- the dates of the sources cited ------------------------------------------------------------------------------


def _bounded_by_citations(window: _Window, parsed: Sequence[ParsedCitation]) -> _Window:
    is_wide = (window.latest - window.earliest).days > _MAX_GAP_DAYS
    latest = _latest_cited(window, parsed)
    if latest is None:
        return window
    if latest > window.latest:
        return _Window(window.earliest, latest, f"{window.basis}+{_CONFLICT}")
    until = calendar.shift_days(latest, _MAX_GAP_DAYS) if is_wide else window.latest
    return window.narrowed(latest, until, "latest citation")


def _latest_cited(window: _Window, parsed: Sequence[ParsedCitation]) -> date | None:
    """Return the latest day cited. A day without a year belongs to the year that brings it closest to the window.

    Days that stand a little after the window's end are taken at their word, which makes a conflict; in a window of a
    whole year the latest one is the one before the longest stretch of the year in which nothing is cited.
    """
    printed = [(p, c.source.kind) for c in parsed for p in (*c.dates, *c.accessed) if p.month is not None]
    if (window.latest - window.earliest).days > 300:
        undated = _last_of_season([p for p, _ in printed if p.year is None and p.day], window.latest.year)
        days = [_last_day(found, kind) for p, kind in printed if p.year and (found := calendar.days_of(p))]
        days = [day for day in (*days, undated) if day and day <= window.latest]
        return max(days, default=None)
    limit = calendar.shift_days(window.latest, _MAX_GAP_DAYS)
    found_days = [(calendar.latest_not_after(p, limit), kind) for p, kind in printed]
    days = [_last_day(found, kind) for found, kind in found_days if found]
    return max((day for day in days if day <= limit), default=None)


def _last_day(days: DateRange, kind: str) -> date:
    is_short = (days[1] - days[0]).days <= _MAX_RANGE_DAYS and kind != "magazine"
    return days[1] if is_short else days[0]


def _last_of_season(printed: Sequence[Printed], year: int) -> date | None:
    days = sorted({found[0] for p in printed if (found := calendar.days_of(replace(p, year=year, weekday=None)))})
    if not days:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    around = 365 - (days[-1] - days[0]).days
    if gaps and max(gaps) > around:
        return days[gaps.index(max(gaps))]
    return days[-1]


def _from_dated_citations(parsed: Sequence[ParsedCitation]) -> Published:
    """Without any other evidence: not before the latest citation whose year is printed."""
    days = [
        _last_day(found, citation.source.kind)
        for citation in parsed
        for printed in (*citation.dates, *citation.accessed)
        if printed.year and printed.month and (found := calendar.days_of(printed))
    ]
    return Published(earliest=max(days), basis="latest citation") if days else Published()
