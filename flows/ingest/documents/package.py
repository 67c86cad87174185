"""Office packages: ZIP files of XML, opened within the limits of what one file may unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from flows.ingest.parts import MAX_RATIO, Part
from flows.model import Refusal, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_XML = 60_000_000  # bytes of one XML file: as a tree it takes ten times as much
_FREE = 1_000_000  # a ratio says nothing about so small an output


class Package:
    """The members of an office package, by name."""

    def __init__(self, part: Part) -> None:
        self._part = part
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(part.data))
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError):
            raise Refused(
                Refusal.DAMAGED, "it is no whole office document: its end is missing; fetch it again"
            ) from None
        self.names = frozenset(self._zip.namelist())

    def xml(self, name: str) -> _Element | None:
        """Return the root of an XML member; None where the package has no such member."""
        if name not in self.names:
            return None
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.data(name), parser)
        except etree.XMLSyntaxError as error:
            raise Refused(
                Refusal.DAMAGED, f"its part {name} is no readable XML ({error.msg}); open it and save it again"
            ) from None

    def data(self, name: str) -> bytes:
        """Return a member unpacked; Refused where it is encrypted, damaged or unpacks beyond all measure."""
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise Refused(Refusal.ENCRYPTED, "it is encrypted and wants a password: save a copy without one")
        limit = min(MAX_XML, max(_FREE, MAX_RATIO * max(info.compress_size, 1)))
        try:
            with self._zip.open(info) as member:
                data = member.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise Refused(Refusal.DAMAGED, f"its part {name} is damaged ({error}); fetch it again") from None
        if len(data) > limit:
            raise Refused(Refusal.TOO_LARGE, f"its part {name} unpacks to more than {limit // 1_000_000} MB")
        self._part.budget.spend(len(data))
        return data


def package_names(part: Part) -> frozenset[str]:
    """Return the names of a ZIP file's members; none where it is no whole ZIP file."""
    try:
        with zipfile.ZipFile(io.BytesIO(part.data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError):
        return frozenset()
