"""The layout keeps its promises: import contracts cover every module, committed files are what they say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flows.generate import generated_files, stale_files
from flows.settings import PROJECT, Settings

ROOT_MODULES = {f"flows.{path.stem}" for path in (PROJECT / "flows").glob("*.py")} - {"flows.__init__"}
CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
MAY_IMPORT = {
    "prefect": {"flows.daily", "flows.backfill", "flows.recheck", "flows.work", "flows.prefect_api"},
    "great_expectations": set(),
    "duckdb": {"flows.recheck", "flows.cli"},
}


@pytest.mark.parametrize("library", MAY_IMPORT)
def test_a_contract_covers_every_root_module(library: str):
    [contract] = [c for c in CONTRACTS if c.get("forbidden_modules") == [library]]
    assert ROOT_MODULES - set(contract["source_modules"]) == MAY_IMPORT[library]


def test_generated_files_are_current_and_say_so():
    assert stale_files() == []
    for path, text in generated_files().items():
        assert "generated" in text[:400].lower(), path


def test_the_readme_names_every_setting():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"BRIEFINGS_{name.upper()}" in readme


def test_decisions_are_numbered_in_order():
    numbers = [int(path.name[:4]) for path in sorted((PROJECT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_constraints_pin_names_and_versions_alone():
    for line in (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or line.count("==") == 1, line


@pytest.mark.parametrize("path", sorted((PROJECT / "data/samples").glob("*/*")), ids=lambda path: path.name)
def test_every_sample_has_its_truth(path: Path):
    assert (PROJECT / "tests/samples" / path.parent.name / f"{path.name}.json").is_file()


POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")


def test_patterns_mean_the_same_in_every_python():
    """Where such a group fails, Python 3.11.0 to 3.11.4 (Debian 12) go on where it gave up (python/cpython#106052)."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "flows").rglob("*.py")}
    assert {name: found for name, text in texts.items() if (found := POSSESSIVE_GROUP.findall(text))} == {}


def test_possessive_groups_would_be_found():
    assert POSSESSIVE_GROUP.findall(r"\w++(?:-\w+)*+ (?:a|b){0,3}+ (?>c) [^<]*+ \s++") == [")*+", "){0,3}+", "(?>"]
