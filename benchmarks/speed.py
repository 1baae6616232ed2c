"""``python benchmarks/speed.py PATH... [--model NAME] [--runs N] [--json FILE]``: how fast each stage is, and how much memory it takes.

The stages are those of ``kg build``, called in the same way, one article at a time up to its facts. Every figure is the median of
several runs in one process, after the model is loaded and one article has been read, so that nothing is counted that happens once.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate import annotate, load, model_name
from kg.export import InMemory, replacing, write
from kg.facts import ArticleFacts
from kg.graph.build import build
from kg.graph.iri import Names
from kg.model import Article, Problem
from kg.pipeline import facts_of
from kg.read import read
from kg.resolve.questions import across
from kg.validate import validate

STAGES = ("read", "annotate", "extract+resolve", "graph", "validate", "write")
FORMATS = ("ttl", "trig", "nq")
MIB = 1024 * 1024


class Meter:
    """Wall seconds, processor seconds and peak resident memory (MiB) of each stage of one run."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)
        self.peak: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what happens inside to a stage; resetting and reading the memory counter lies outside the clock."""
        reset_peak()
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall[name] += time.perf_counter() - wall
        self.cpu[name] += time.process_time() - cpu
        self.peak[name] = max(self.peak[name], peak_mib())


def reset_peak() -> None:
    """Forget the peak so far, where the system can (Linux); elsewhere a stage's peak includes those before it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_mib() -> float:
    """Peak resident memory of this process since the last reset, in MiB."""
    try:
        line = next(s for s in Path("/proc/self/status").read_text("ascii").splitlines() if s.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (MIB if sys.platform == "darwin" else 1024)


class Sizes:
    """What a run went through."""

    def __init__(self) -> None:
        self.articles = self.sentences = self.words = self.quads = 0

    def count(self, doc: Doc) -> None:
        """Count an annotated story; punctuation and spaces are no words."""
        self.articles += 1
        self.sentences += sum(1 for _ in doc.sents)
        self.words += sum(not (t.is_punct or t.is_space) for t in doc)


def run_once(paths: Sequence[str], nlp: Language, folder: Path) -> tuple[Meter, Sizes]:
    """One build with all its stages; articles that cannot be read end the benchmark."""
    meter, sizes = Meter(), Sizes()
    problems: list[Problem] = []
    with meter.stage("read"):
        articles = list(read(paths, problems=problems))
    if problems or not articles:
        sys.exit("\n".join(map(str, problems)) or "no article found")
    facts = [_facts(article, nlp, meter, sizes) for article in articles]
    with meter.stage("extract+resolve"):
        facts = across(facts)
    names = Names()
    with meter.stage("graph"):
        quads = build(facts, names, model=model_name(nlp))
    sizes.quads = len(quads)
    with meter.stage("validate"):
        report = validate(quads, texts={f.article.id: f.article.text for f in facts})
    with meter.stage("write"):
        source = InMemory(quads)
        with replacing(folder) as open_new:
            for suffix in FORMATS:
                write(source, suffix, open_new, base=names.base, imports=names.base + "imports")
            open_new("report.txt").write(report.to_text().encode())
    return meter, sizes


def _facts(article: Article, nlp: Language, meter: Meter, sizes: Sizes) -> ArticleFacts:
    with meter.stage("annotate"):
        story = next(iter(annotate([article], nlp)))
    sizes.count(story.doc)
    with meter.stage("extract+resolve"):
        return facts_of(story)


def figures(runs: Sequence[tuple[Meter, Sizes]]) -> dict[str, dict[str, float]]:
    """Medians by stage: seconds, processor seconds, MiB, and articles, sentences and words a second."""
    sizes = runs[0][1]
    out: dict[str, dict[str, float]] = {}
    for stage in (*STAGES, "all"):
        members = STAGES if stage == "all" else (stage,)
        wall = statistics.median(sum(m.wall[s] for s in members) for m, _ in runs)
        out[stage] = {
            "seconds": wall,
            "cpu": statistics.median(sum(m.cpu[s] for s in members) for m, _ in runs),
            "articles": sizes.articles / wall,
            "sentences": sizes.sentences / wall,
            "words": sizes.words / wall,
            "mib": statistics.median(max(m.peak[s] for s in members) for m, _ in runs),
        }
    return out


def table(rows: dict[str, dict[str, float]]) -> Iterator[str]:
    """The figures as a Markdown table."""
    yield "| stage | seconds | processor seconds | articles/s | sentences/s | words/s | peak MiB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, row in rows.items():
        cells = [
            f"{row['seconds']:.2f}",
            f"{row['cpu']:.2f}",
            f"{row['articles']:.1f}",
            *(f"{row[k]:,.0f}" for k in ("sentences", "words", "mib")),
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Articles, sentences and words a second, and peak memory, by stage.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="articles, as for kg build")
    parser.add_argument("--model", default="", help="a spaCy pipeline to use instead of the shipped reader")
    parser.add_argument("--runs", type=int, default=3, help="how many runs to take the median of (default: 3)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    given = parser.parse_args()
    begun = time.perf_counter()
    nlp = load(given.model)
    loading = time.perf_counter() - begun
    first = next(iter(read(given.paths, problems=[])), None)
    if first is not None:
        facts_of(next(iter(annotate([first], nlp))))  # lexicons and shapes of arrays are made on first use
    with tempfile.TemporaryDirectory() as folder:
        runs = [run_once(given.paths, nlp, Path(folder)) for _ in range(given.runs)]
    sizes, rows = runs[0][1], figures(runs)
    print(f"{sizes.articles} articles, {sizes.sentences} sentences, {sizes.words} words, {sizes.quads} quads; median of {given.runs} runs;")
    print(f"model {model_name(nlp)}, loaded in {loading:.1f} s\n")
    print("\n".join(table(rows)))
    if given.json:
        given.json.write_text(json.dumps({"sizes": vars(sizes), "loading": loading, "stages": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
