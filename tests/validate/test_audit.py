"""The audit of a batch: all bad rows and only them are refused, and nothing is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from flows.tables import ColumnType, Origin, Table, all_tables, table
from flows.tables.arrow import arrow_schema, arrow_table
from flows.validate import audit as audit_module
from flows.validate import engine
from flows.validate.audit import BatchAudit, audit_batch
from flows.validate.derived import LISTS
from flows.validate.engine import AuditError
from flows.validate.suites import SUITES, suite

from .hand_made_batch import (
    BATCH,
    RUN,
    Rows,
    author,
    citation,
    document,
    h,
    mention,
    quote,
    sound_batch,
    source,
    span,
    write_staged,
)

pytestmark = pytest.mark.expectations

Audit = Callable[..., BatchAudit]
Accepted = Callable[[str], list[dict[str, Any]]]
LINEAGE = {"run_id": RUN, "batch_id": BATCH}
KNOWN: dict[str, Any] = {"known_documents": {h("document", "one")}}
EXTRACTED = [t for t in all_tables().values() if t.origin is Origin.EXTRACTED]


def refused_keys(audited: BatchAudit, name: str) -> list[str]:
    return sorted({row["row_key"] for row in audited.quarantine if row["table_name"] == name})


def failed(audited: BatchAudit) -> dict[str, Any]:
    return {f"{r['table_name']}.{r['check_name']}": r for r in audited.check_results if not r["success"]}


def only_quotes(*quotes: dict[str, Any]) -> Rows:
    return {"documents": [document()], "document_sources": [source()], "quotes": list(quotes)}


def test_a_sound_batch_is_accepted_whole(audit: Audit, accepted: Accepted) -> None:
    rows = sound_batch(("one", "two"))
    audited = audit(rows)
    assert audited.quarantine == [] and failed(audited) == {} and audited.stops == []
    assert audited.accepted_counts == {t.name: 2 for t in EXTRACTED}
    assert audited.refused_counts == {t.name: 0 for t in EXTRACTED}
    assert [row["quote_id"] for row in accepted("quotes")] == [row["quote_id"] for row in rows["quotes"]]
    assert audited.refused_documents == frozenset()


@pytest.mark.parametrize("bad", [0, 1, 19, 20, 21, 199, 200, 201])
def test_exactly_the_bad_rows_are_refused(audit: Audit, accepted: Accepted, bad: int) -> None:
    """The engine's own examples stop at 20 and at 200: ours must not."""
    rows = [author(n + 1, name=None) if n % 2 and n < 2 * bad else author(n + 1) for n in range(2 * bad + 30)]
    audited = audit({"authors": rows}, known_documents={h("document", "one")})
    rotten = [f"{row['document_id']}|{row['position']}" for row in rows if row["name"] is None]
    assert len(rotten) == bad == audited.refused_counts["authors"]
    assert refused_keys(audited, "authors") == sorted(rotten)
    assert accepted("authors") == [row | {"role": None, "email": None} | LINEAGE for row in rows if row["name"]]
    assert audited.stops == []


def test_ten_thousand_bad_rows_are_refused_and_the_good_ones_among_them_are_not(
    audit: Audit, accepted: Accepted
) -> None:
    rows = [quote(n, kind="direct" if n % 11 == 0 else "rumour") for n in range(11_000)]
    audited = audit(only_quotes(*rows))
    assert refused_keys(audited, "quotes") == sorted(row["quote_id"] for row in rows if row["kind"] == "rumour")
    assert len(audited.quarantine) == audited.refused_counts["quotes"] == 10_000
    assert [row["quote_id"] for row in accepted("quotes")] == [
        row["quote_id"] for row in rows if row["kind"] == "direct"
    ]


def breakages(declared: Table) -> list[tuple[str, dict[str, Any]]]:
    """Return for every rule of form of the declaration a change that breaks it, with the check that must notice."""
    found: list[tuple[str, dict[str, Any]]] = []
    for column in declared.columns:
        name = f"{column.name}_json" if column.type in LISTS else column.name
        if not column.nullable:
            found.append((f"expect_column_values_to_not_be_null({name})", {column.name: None}))
        if column.one_of:
            found.append((f"expect_column_values_to_be_in_set({name})", {column.name: "no such thing"}))
        if column.pattern:
            found.append((f"expect_column_values_to_match_regex({name})", {column.name: f"{column.example}\n"}))
        step = 1 if column.type in (ColumnType.INTEGER, ColumnType.LONG) else 0.001
        if column.at_least is not None:
            found.append((f"expect_column_values_to_be_between({name})", {column.name: column.at_least - step}))
        if column.at_most is not None:
            found.append((f"expect_column_values_to_be_between({name})", {column.name: column.at_most + step}))
        if column.type is ColumnType.SPANS:
            broken: list[Any] = [{"start": 3, "stop": 3}]
        elif column.type is ColumnType.RANGES:
            broken = [{"earliest": date(2026, 3, 2), "latest": date(2026, 3, 1)}]
        else:
            broken = [""]
        if column.type in LISTS:
            found.append((f"expect_column_values_to_be_in_set({column.name}_well_formed)", {column.name: broken}))
    for rule in declared.ordered:
        low, high = (
            (date(2026, 3, 2), date(2026, 3, 1)) if declared.column(rule.low).type is ColumnType.DATE else (9, 8)
        )
        name = f"expect_column_pair_values_a_to_be_greater_than_b({rule.high}, {rule.low})"
        found.append((name, {rule.low: low, rule.high: high}))
        if rule.strict:
            found.append((name, {rule.low: 9, rule.high: 9}))
    return found + [
        (f"expect_column_values_to_be_in_set({back.content}_reads_back)", {back.content: "not there"})
        for back in declared.reads_back
    ]


@pytest.mark.parametrize("declared", EXTRACTED, ids=lambda t: t.name)
def test_every_rule_of_every_declaration_refuses_the_row_that_breaks_it(audit: Audit, declared: Table) -> None:
    """One row a rule, each broken in one place; each is refused by its rule, and the sound row is not."""
    rows = sound_batch()
    rows = {name: rows[name] for name in {"documents", "document_sources", declared.name}}
    (sound,) = rows[declared.name]
    expected = []
    for number, (check, change) in enumerate(breakages(declared)):
        own_key = {declared.key[0]: h("broken", number)}
        if declared.name == "documents":
            own_key |= {"cluster_id": own_key["document_id"]}
        elif declared.name == "document_sources":
            own_key = {"path": f"{number}.txt"}
        elif declared.name == "authors":
            own_key = {"position": 100 + number}
        rows[declared.name].append(sound | own_key | change)
        expected.append(check)
    audited = audit(rows)
    noticed = Counter(name.partition(".")[2] for name in failed(audited) if name.startswith(f"{declared.name}."))
    assert set(noticed) >= set(expected)
    refusals = [json.loads(row["row_json"]) for row in audited.quarantine if row["table_name"] == declared.name]
    assert audited.refused_counts[declared.name] == len(expected)
    assert audited.accepted_counts[declared.name] == 1
    assert all(any(sound.get(k) != v for k, v in row.items()) for row in refusals)


def test_a_refusal_says_what_where_and_why(audit: Audit) -> None:
    bad = quote("bad", kind="rumour", content_start=None, confidence=float("nan"))
    audited = audit(only_quotes(quote(), bad))
    by_column = {row["column_name"]: row for row in audited.quarantine}
    assert set(by_column) == {"kind", "content_start", "content", "confidence"}
    kind = by_column["kind"]
    assert kind["reason"] == "kind is none of direct, mixed, indirect, nested, block, transcript"
    assert (kind["value"], kind["row_key"]) == ("rumour", bad["quote_id"])
    assert (kind["path"], kind["file_sha256"], kind["document_id"]) == (
        "data/inbox/one.txt",
        "a" * 64,
        bad["document_id"],
    )
    assert (kind["run_id"], kind["batch_id"]) == (RUN, BATCH)
    assert by_column["content_start"]["value"] is None
    assert by_column["content"]["reason"].endswith("document's text says from content_start to content_end")
    assert json.loads(kind["row_json"])["confidence"] == "nan"
    arrow_table("quarantine", audited.quarantine).validate(full=True)


def test_a_long_value_is_cut_and_the_row_is_kept_whole(audit: Audit) -> None:
    audited = audit({"authors": [author(name="7" * 9000)]}, **KNOWN)
    (row,) = audited.quarantine
    assert row["value"] == "7" * 500
    assert json.loads(row["row_json"])["name"] == "7" * 9000


def test_a_key_that_repeats_refuses_every_row_that_has_it(audit: Audit, accepted: Accepted) -> None:
    audited = audit(only_quotes(quote(1), quote(2), quote(1, confidence=0.5), quote(2), quote(3)))
    assert [row["quote_id"] for row in accepted("quotes")] == [quote(3)["quote_id"]]
    assert len({row["quarantine_id"] for row in audited.quarantine}) == 4
    assert audited.stops == []


def test_a_document_that_was_staged_twice_stops_the_publish(audit: Audit) -> None:
    audited = audit({"documents": [document(), document()], "document_sources": [source()]})
    assert audited.stops == ["critical check expect_column_values_to_be_unique(document_id) of documents found 2 rows"]


def test_lineage_that_is_broken_stops_the_publish(audit: Audit) -> None:
    audited = audit({"documents": [document(batch_id="?")], "document_sources": [source(run_id=None)]})
    assert len(audited.stops) == 2


def test_a_refused_document_takes_its_rows_with_it(audit: Audit, accepted: Accepted) -> None:
    rows = sound_batch(("one", "two"))
    rows["documents"][0]["language"] = "English"
    audited = audit(rows)
    assert audited.refused_documents == {h("document", "one")}
    assert audited.refused_counts == {t.name: 1 for t in EXTRACTED}
    for declared in EXTRACTED:
        assert [row["document_id"] for row in accepted(declared.name)] == [h("document", "two")]
    reasons = Counter(row["reason"] for row in audited.quarantine)
    assert reasons == {
        "its document was refused": len(EXTRACTED) - 1,
        "language does not have the form ^[a-z]{2,3}$": 1,
    }
    assert all(row["expectation"] == "reference" for row in audited.quarantine if row["table_name"] != "documents")


def test_a_refused_citation_takes_the_quotation_that_rests_on_it(audit: Audit, accepted: Accepted) -> None:
    good, bad = citation("good"), citation("bad", outlet_kind="rumour")
    rows = only_quotes(
        quote(1, citation_id=good["citation_id"]),
        quote(2, citation_id=bad["citation_id"]),
        quote(3),
        quote(4, citation_id=h("?")),
    )
    audited = audit(rows | {"citations": [good, bad]})
    assert [row["quote_id"] for row in accepted("quotes")] == [quote(1)["quote_id"], quote(3)["quote_id"]]
    reasons = {row["row_key"]: row["reason"] for row in audited.quarantine if row["table_name"] == "quotes"}
    assert reasons == {
        quote(2)["quote_id"]: "its citation was refused",
        quote(4)["quote_id"]: "its citation is not in the batch",
    }


def test_a_document_whose_every_source_is_refused_is_refused_with_its_rows(audit: Audit, accepted: Accepted) -> None:
    rows = sound_batch(("one", "two"))
    bad = source("one", path="other.txt", format="not a format")
    rows["document_sources"] = [source("one", format="?"), bad, source("two"), source("two", path="2.txt", format="?")]
    audited = audit(rows)
    assert audited.refused_documents == {h("document", "one")}
    assert [row["path"] for row in accepted("document_sources")] == ["data/inbox/two.txt"]
    assert [row["document_id"] for row in accepted("quotes")] == [h("document", "two")]
    (reason,) = [row["reason"] for row in audited.quarantine if row["table_name"] == "documents"]
    assert reason == "every place it came from was refused"
    assert audited.stops == []


def test_a_document_that_no_file_holds_is_refused(audit: Audit) -> None:
    audited = audit({"documents": [document()], "authors": [author()]})
    reasons = {row["table_name"]: row["reason"] for row in audited.quarantine}
    assert reasons == {"documents": "no file of the batch holds it", "authors": "its document was refused"}


def test_what_an_earlier_try_accepted_does_not_stay(tmp_path: Path) -> None:
    for name, there in (("Mara Feld", True), (None, False)):
        staged = write_staged(tmp_path / "staged", {"authors": [author(name=name)]})
        audit_batch(staged, tmp_path / "accepted", run_id=RUN, batch_id=BATCH, **KNOWN)
        assert (tmp_path / "accepted" / "authors.parquet").exists() is there


def test_a_row_may_refer_to_a_document_that_the_warehouse_holds(audit: Audit) -> None:
    rows = {"document_sources": [source("old"), source("lost")]}
    audited = audit(rows, known_documents={h("document", "old")})
    assert audited.accepted_counts["document_sources"] == 1
    assert [row["reason"] for row in audited.quarantine] == ["its document is not in the batch"]


def test_rows_without_a_file_of_their_own_are_still_kept(audit: Audit) -> None:
    audited = audit({"quotes": [quote(document_id=None)]})
    assert {row["document_id"] for row in audited.quarantine} == {None}
    assert {row["path"] for row in audited.quarantine} == {"(no file of the batch holds its document)"}
    arrow_table("quarantine", audited.quarantine).validate(full=True)


def test_check_results_count_and_name_what_they_found(audit: Audit) -> None:
    audited = audit(only_quotes(*(quote(n) for n in range(3)), *(quote(f"bad {n}", kind="rumour") for n in range(27))))
    arrow_table("check_results", audited.check_results).validate(full=True)
    assert len({row["check_result_id"] for row in audited.check_results}) == len(audited.check_results)
    row = failed(audited)["quotes.expect_column_values_to_be_in_set(kind)"]
    assert (row["evaluated_count"], row["unexpected_count"], row["unexpected_share"]) == (30, 27, 0.9)
    assert (row["severity"], row["source"], row["reason"]) == ("warning", "declaration", None)
    assert row["examples"] == [quote(f"bad {n}")["quote_id"] for n in range(20)]
    assert (row["observed"], row["allowed"]) == (None, None)
    held = [r for r in audited.check_results if r["table_name"] == "quotes" and r["success"]]
    assert all(r["unexpected_count"] in (0, None) for r in held)


def test_a_check_about_a_figure_says_what_was_found_and_what_is_allowed(audit: Audit) -> None:
    told = [quote(0), *(quote(n, speaker=None) for n in range(1, 4))]
    row = failed(audit(only_quotes(*told)))["quotes.expect_column_proportion_of_non_null_values_to_be_between(speaker)"]
    assert (row["observed"], row["allowed"], row["unexpected_count"]) == (0.25, "at least 0.3", None)


def test_the_same_batch_gives_the_same_files_and_the_same_refusals(tmp_path: Path) -> None:
    staged = write_staged(tmp_path / "staged", {"authors": [author(1), author(2, name=None), author(3)]})
    found = [audit_batch(staged, tmp_path / name, run_id=RUN, batch_id=BATCH, **KNOWN) for name in ("a", "b")]
    assert found[0].quarantine == found[1].quarantine != []
    assert found[0].check_results == found[1].check_results
    assert (tmp_path / "a" / "authors.parquet").read_bytes() == (tmp_path / "b" / "authors.parquet").read_bytes()


def test_accepted_files_have_the_declared_schema_and_empty_tables_have_none(audit: Audit, tmp_path: Path) -> None:
    audit({"authors": [author(name=None)], "document_sources": [source()]}, **KNOWN)
    assert [path.name for path in (tmp_path / "accepted").iterdir()] == ["document_sources.parquet"]
    schema = pq.read_schema(tmp_path / "accepted" / "document_sources.parquet")
    assert schema.equals(arrow_schema("document_sources"), check_metadata=True)


# ---- many rows -------------------------------------------------------------------------------------------------


def test_slices_give_the_verdicts_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Duplicates lie in different slices, and a share is only right over all rows."""
    suites = with_extra(
        tmp_path / "suites",
        "scare_quotes",
        extra("expect_column_values_to_be_in_set", column="text", value_set=["Nobody waits"], mostly=0.8),
        extra("expect_column_mean_to_be_between", column="paragraph", min_value=50),
    )
    rows = sound_batch()
    (sound,) = rows["scare_quotes"]
    words = {n: span("The ferry") if n < 7 else {} for n in range(40)}  # together, at the beginning
    many = [sound | words[n] | {"scare_quote_id": h(n), "kind": "rumour" if n % 9 == 4 else "scare"} for n in range(40)]
    rows = {name: rows[name] for name in ("documents", "document_sources")} | {
        "scare_quotes": [*many, many[0], many[39]]
    }
    staged = write_staged(tmp_path / "staged", rows)

    def run() -> BatchAudit:
        return audit_batch(staged, tmp_path / "accepted", run_id=RUN, batch_id=BATCH, suites=suites)

    whole = run()
    monkeypatch.setattr(audit_module, "SLICE", 10)
    sliced = run()
    assert sliced.check_results == whole.check_results
    assert sliced.quarantine == whole.quarantine
    assert whole.refused_counts["scare_quotes"] == 8  # four of no known kind, two pairs with one key
    assert set(failed(whole)) == {
        "scare_quotes.expect_column_values_to_be_in_set(kind)",
        "scare_quotes.expect_column_values_to_be_unique(scare_quote_id)",
        "scare_quotes.expect_column_mean_to_be_between(paragraph) 2",
    }
    assert len(sliced.validations["scare_quotes"]["results"]) == len(whole.validations["scare_quotes"]["results"])


def with_extra(folder: Path, name: str, *entries: dict[str, Any]) -> Path:
    """Write the committed suites into the folder, one of them with more entries."""
    folder.mkdir(exist_ok=True)
    for path in SUITES.glob("*.json"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    longer = suite(table(name))
    longer["expectations"] += entries
    (folder / f"{name}.json").write_text(json.dumps(longer), encoding="utf-8")
    return folder


def extra(expectation: str, severity: str = "warning", **kwargs: Any) -> dict[str, Any]:
    """Return an entry of a suite as a check file would give it."""
    meta = {"check": f"{expectation}({kwargs['column']}) 2", "source": "plausibility", "columns": [], "says": "odd"}
    return {"type": expectation, "kwargs": kwargs, "severity": severity, "meta": meta, "notes": "2026-11-23: test"}


def test_what_is_only_noted_refuses_nothing(audit: Audit, tmp_path: Path) -> None:
    suites = with_extra(
        tmp_path, "authors", extra("expect_column_values_to_be_in_set", "info", column="name", value_set=["x"])
    )
    audited = audit({"authors": [author()]}, suites=suites, **KNOWN)
    assert audited.accepted_counts["authors"] == 1
    (row,) = failed(audited).values()
    assert (row["unexpected_count"], row["severity"], row["reason"]) == (1, "info", "2026-11-23: test")


# ---- an audit that cannot be carried out -----------------------------------------------------------------------


def test_an_error_inside_an_expectation_breaks_the_audit(audit: Audit, tmp_path: Path) -> None:
    suites = with_extra(
        tmp_path, "authors", extra("expect_column_values_to_be_in_set", "info", column="nope", value_set=[1])
    )
    with pytest.raises(AuditError, match=r"\(nope\) 2 broke while it was evaluated: .*nope"):
        audit({"authors": [author()]}, suites=suites, **KNOWN)


def test_an_error_inside_the_engine_breaks_the_audit(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.great_expectations()
    import pandas as pd

    def broken(*_: Any, **__: Any) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr(pd.Series, "duplicated", broken)
    monkeypatch.setattr(pd.DataFrame, "duplicated", broken)
    with pytest.raises(AuditError, match="no room"):
        audit({"authors": [author()]}, **KNOWN)


def test_a_list_of_keys_that_is_too_short_breaks_the_audit(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine._validate

    def forgetful(*given: Any) -> Any:
        validation = whole(*given)
        for entry in validation["results"]:
            entry["result"]["unexpected_index_list"] = entry["result"].get("unexpected_index_list", [])[:20]
        return validation

    monkeypatch.setattr(engine, "_validate", forgetful)
    with pytest.raises(AuditError, match="counted 21 rows but named 20 of them"):
        audit({"authors": [author(n + 1, name=None) for n in range(21)]}, **KNOWN)


def test_a_check_without_a_verdict_breaks_the_audit(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine._validate
    monkeypatch.setattr(engine, "_validate", lambda *g: (found := whole(*g)) | {"results": found["results"][1:]})
    with pytest.raises(AuditError, match="gave no verdict on"):
        audit({"authors": [author()]}, **KNOWN)


def test_a_suite_that_is_missing_breaks_the_audit(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="make generate"):
        audit(only_quotes(quote()), suites=tmp_path)


def test_a_file_with_other_columns_breaks_the_audit(tmp_path: Path) -> None:
    staged = write_staged(tmp_path / "staged", only_quotes(quote()))
    rows = pq.read_table(staged / "quotes.parquet")
    pq.write_table(rows.drop_columns(["rule"]), staged / "quotes.parquet")
    with pytest.raises(AuditError, match="does not have the columns"):
        audit_batch(staged, tmp_path / "accepted", run_id=RUN, batch_id=BATCH)


@pytest.mark.parametrize("counted", [{"documents": 1}, {"documents": 1, "document_sources": 1, "quotes": 2}])
def test_rows_that_went_missing_since_staging_break_the_audit(audit: Audit, counted: dict[str, int]) -> None:
    with pytest.raises(AuditError, match="were staged"):
        audit(only_quotes(quote()), row_counts=counted)


# ---- manners ---------------------------------------------------------------------------------------------------


def test_nothing_is_written_to_the_console(audit: Audit, capfd: pytest.CaptureFixture[str]) -> None:
    audit({"authors": [author(0), author(1), author(1)], "mentions": [mention(type="rumour")]})
    assert capfd.readouterr() == ("", "")
