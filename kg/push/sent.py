"""What a store was given, remembered from one push to the next: a file of JSON lines, written after each graph."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType

from kg.errors import KgError
from kg.export import write_files

IN_DOUBT = ""


class Sent:
    """The digests of the graphs that the store at ``url`` was given, from ``path``, which may tell of other stores too.

    A push that was killed leaves its last graph in doubt, and at most half a line, which is passed over. Raises KgError when the file is
    something else or cannot be written.
    """

    def __init__(self, path: Path, url: str) -> None:
        self.path, self._url = path, url
        self._known = _read(path)
        self.digests = self._known.setdefault(url, {})
        write_files({path.name: self._lines()}, path.parent)
        self._out = path.open("ab")

    def __enter__(self) -> Sent:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._out.close()

    def doubt(self, graph: str) -> None:
        """Note, before a request, that nobody knows what the store has of a graph until it answers."""
        self._note(graph, IN_DOUBT)

    def done(self, graph: str, digest: str) -> None:
        """Note that the store has a graph as of this digest."""
        self._note(graph, digest)

    def gone(self, graph: str) -> None:
        """Note that the store has a graph no more."""
        self._note(graph, None)

    def _note(self, graph: str, digest: str | None) -> None:
        if digest is None:
            self.digests.pop(graph, None)
        else:
            self.digests[graph] = digest
        self._out.write(_line(self._url, graph, digest))
        self._out.flush()

    def _lines(self) -> bytes:
        return b"".join(_line(url, graph, digest) for url, of in sorted(self._known.items()) for graph, digest in sorted(of.items()))


def _line(url: str, graph: str, digest: str | None) -> bytes:
    return json.dumps({"store": url, "graph": graph, "sha256": digest}).encode("ascii") + b"\n"


def _read(path: Path) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    if not path.exists():
        return known
    *whole, _half = path.read_bytes().split(b"\n")
    for number, line in enumerate(whole, 1):
        try:
            note = json.loads(line)
            of = known.setdefault(note["store"], {})
            if note["sha256"] is None:
                of.pop(note["graph"], None)
            else:
                of[note["graph"]] = note["sha256"]
        except (ValueError, TypeError, KeyError) as exc:
            raise KgError(f"{path}:{number}: not a record of kg push; name another file with --state, or remove it to send all") from exc
    return known
