"""Digests of mailing lists: one mail whose text holds the mails of a day, each under its own fields (RFC 1153)."""

from __future__ import annotations

import re
from email.utils import parseaddr, parsedate_to_datetime

from flows.ingest.mail.forwards import Inner

_BETWEEN = re.compile(r"^[ \t]*-{20,70}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(
    r"(?P<label>Message|Date|From|Subject|To|Cc|Reply-To|Message-ID|Content-Type|Content-Transfer-Encoding|In-Reply-To|"
    r"MIME-Version|References)[ \t]*:[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*){0,4})(?:\n|$)",
    re.IGNORECASE,
)
_END = re.compile(r"\s*(?:End of |_{5,})", re.IGNORECASE)


def mails_of(text: str) -> list[Inner]:
    """Return the mails of a digest; none where the text is no digest of at least two."""
    found: list[Inner] = []
    for piece in _BETWEEN.split(text)[1:]:
        if (mail := _mail(piece.lstrip("\n"))) is not None:
            found.append(mail)
        elif found and piece.strip() and not _END.match(piece):
            last = found[-1]  # a drawn rule inside a mail
            found[-1] = Inner(f"{last.text}\n{piece}", last.subject, last.sender, last.sent)
    return found if len(found) >= 2 else []


def _mail(piece: str) -> Inner | None:
    fields: dict[str, str] = {}
    at = 0
    while match := _FIELD.match(piece, at):
        fields[match["label"].casefold()] = " ".join(match["value"].split())
        at = match.end()
        if piece[at : at + 1] == "\n" and "from" not in fields:
            at += 1  # "Message: 1" stands apart from the fields under it
    if not {"from", "subject"} <= fields.keys():
        return None
    try:
        sent = parsedate_to_datetime(fields.get("date", "")).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        sent = None
    return Inner(piece[at:].strip("\n"), fields["subject"] or None, parseaddr(fields["from"])[0] or None, sent)
