"""Members of archives that are no articles by their kind: nobody misses them, so they are counted and not refused.

Passed over are folders and what systems leave in them (``__MACOSX``, ``.DS_Store``, names that begin with a dot, as in
folders of the inbox), the pictures, styles, scripts, fonts and films of pages, and ``robots.txt``. The same kinds given
as files of their own are refused like any other file: somebody meant them to be read.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from flows.ingest.lexicon import lines_of
from flows.ingest.parts import Part

_SYSTEM_FOLDER = "__MACOSX"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"wOFF", b"wOF2", b"\x00\x00\x01\x00")


def is_passed_over(part: Part) -> bool:
    """Tell by the name that a container gave the part, or by the first bytes of a picture or font."""
    return (part.depth > 0 and part.data.startswith(_PICTURES)) or is_name_passed_over(part.member.rpartition("!")[2])


def is_name_passed_over(member: str) -> bool:
    """Tell by the name alone, before anything is unpacked."""
    path = PurePosixPath(member.replace("\\", "/"))
    names = {part.casefold() for part in path.parts}
    return (
        path.suffix.casefold() in lines_of("page_furniture_suffixes.txt")
        or path.name.casefold() in lines_of("system_files.txt")
        or _SYSTEM_FOLDER.casefold() in names
        or any(part.startswith(".") and part not in (".", "..") for part in path.parts)
    )


def is_address_passed_over(url: str) -> bool:
    """Tell by the path of an address; one that is none is that of nothing known, its bytes will tell."""
    try:
        return is_name_passed_over(urlsplit(url).path)
    except ValueError:
        return False
