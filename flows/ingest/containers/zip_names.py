"""Names of members of ZIP archives: UTF-8 where it is marked or holds, else the code page of the packer's country."""

from __future__ import annotations

import re
import zipfile

_UTF8_FLAG = 0x800
_CYRILLIC = re.compile(r"[а-яё]{2}", re.IGNORECASE)


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name as its packer wrote it; the library reads every unmarked name as code page 437."""
    if entry.flag_bits & _UTF8_FLAG or entry.filename.isascii():
        return entry.filename
    return decoded(entry.filename.encode("cp437"))


def decoded(name: bytes) -> str:
    """Return a name whose encoding nothing tells."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    russian = name.decode("cp866", "replace")
    letters = [character for character in russian if not character.isascii()]
    if _CYRILLIC.search(russian) and all("а" <= character.lower() <= "ё" for character in letters):
        return russian
    return name.decode("cp437")
