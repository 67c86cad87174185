"""Where the header of saved web pages goes wrong: scores by field, and the pages behind them. Measures, never gates.

``python -m tests.benchmarks.page_errors ../shared/corpora/pages --field authors --examples 40``

The gold is a folder of folders with a ``gold.jsonl`` each; its own scorer, ``score.py``, is the measure.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from pathlib import Path

from flows.ingest.read import read_documents, read_raw
from flows.model import Refused
from flows.profiles import load_profiles, resolve_publication

FIELDS = ("title", "authors", "date", "publication", "text")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--field", choices=[*FIELDS, "authors_invented", "date_invented"])
    parser.add_argument("--examples", type=int, default=20)
    arguments = parser.parse_args()
    score = _scorer(arguments.corpus)
    golds = [gold for gold in _golds(arguments.corpus) if gold["gold_kind"] in {"human", "parser-reviewed"}]
    began = time.process_time()
    predictions = {gold["id"]: _prediction(gold) for gold in golds}
    took = time.process_time() - began
    figures, _ = score.score(golds, predictions)
    print(f"{len(golds)} pages, {len(golds) / took:.1f} a CPU second")
    for name, value in sorted(figures.items()):
        print(f"{name:24} {value if name.startswith('n_') else round(100 * value, 1)}")
    if arguments.field:
        for gold in [gold for gold in golds if _is_wrong(score, gold, predictions, arguments.field)][
            : arguments.examples
        ]:
            _show(gold, predictions[gold["id"]], arguments.field.removesuffix("_invented"))


def _scorer(corpus):
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _golds(corpus):
    for path in sorted(corpus.glob("*/gold.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            yield gold | {"file": str(path.parent / gold["file"])}


def _prediction(gold):
    try:
        document = read_documents(read_raw(Path(gold["file"]), gold["file"], 100_000_000), gold.get("url"))[0]
    except Refused as refused:
        return {"id": gold["id"], "refused": str(refused)}
    header = document.header
    profile = resolve_publication(header.publication, header.url, load_profiles())
    days = [evidence for evidence in header.dates if evidence.earliest == evidence.latest]
    return {
        "id": gold["id"],
        "title": header.headline,
        "authors": [author.name for author in header.authors],
        "date": str(days[0].earliest) if days else None,
        "publication": profile.name if profile else header.publication,
        "text": document.text,
    }


def _is_wrong(score, gold, predictions, field):
    if field.endswith("_invented"):
        name = field.removesuffix("_invented")
        return name in (gold.get("annotated_none") or []) and bool(predictions[gold["id"]].get(name))
    return any(field in wrong for _, _, wrong in score.score([gold], predictions)[1])


def _show(gold, prediction, field):
    short = (lambda value: f"{len(value or '')} characters") if field == "text" else str
    print(f"\n{gold['id']}  {gold['url']}\n    gold  {short(gold[field])}\n    ours  {short(prediction.get(field))}")


if __name__ == "__main__":
    main()
