"""The reader's weights: checked files, and one onnxruntime session per process."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError
from kg.neural.features import WordPieces
from kg.neural.lemmas import Lexicon

FILES = ("model.onnx", "labels.onnx", "labels.json", "lexicon.json", "vocab.txt")
SUMS = "SHA256SUMS"
Array = NDArray[Any]


def checked(folder: Path) -> dict[str, bytes]:
    """The files of a reader by name. Raises KgError when one is missing or its SHA-256 differs from the list in ``SHA256SUMS``."""
    try:
        sums = dict(line.split(maxsplit=1)[::-1] for line in (folder / SUMS).read_text("ascii").splitlines() if line.strip())
        files = {name: (folder / name).read_bytes() for name in FILES}
    except (OSError, ValueError) as exc:
        raise KgError(f"{folder}: the reader's weights are incomplete ({exc}); install kg again") from exc
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != sums.get(name):
            raise KgError(f"{folder / name}: the checksum does not fit, the file is damaged; install kg again")
    return files


def sums(files: dict[str, bytes]) -> str:
    """The content of ``SHA256SUMS`` for these files, in the format of the command sha256sum."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in FILES)


def default_threads() -> int:
    """One, or what the environment variable KG_THREADS says: many processes then do not fight for the cores."""
    text = os.environ.get("KG_THREADS", "1")
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise KgError(f"KG_THREADS={text!r} is no number of threads; give a number from 1 to 256")
    return int(text)


class Network:
    """Runs the network on padded batches. Sessions are made at the first use, anew in a forked child; safe for threads."""

    def __init__(self, files: dict[str, bytes], threads: int = 0) -> None:
        self.files = files
        self.threads = threads
        try:
            self.labels: dict[str, list[str]] = json.loads(files["labels.json"])
            self.pieces = WordPieces(files["vocab.txt"].decode("utf-8").split("\n"))
            self.lexicon = Lexicon(files["lexicon.json"])
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise KgError(f"the reader's word lists cannot be read ({exc}); install kg again") from exc
        self._lock = threading.Lock()
        self._sessions: tuple[int, Any, Any] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"files": self.files, "threads": self.threads}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["files"], state["threads"])  # type: ignore[misc]

    def sessions(self) -> tuple[Any, Any]:
        """The two sessions of this process: the network and the label scorer."""
        found = self._sessions
        if found is not None and found[0] == os.getpid():
            return found[1], found[2]
        with self._lock:
            found = self._sessions
            if found is None or found[0] != os.getpid():
                found = self._sessions = (os.getpid(), *(self._session(name) for name in ("model.onnx", "labels.onnx")))
        return found[1], found[2]

    def _session(self, name: str) -> Any:
        import onnxruntime  # type: ignore[import-untyped]

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads or default_threads()
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(self.files[name], options, providers=["CPUExecutionProvider"])
        except Exception as exc:  # onnxruntime raises classes of its own without a common public base
            raise KgError(f"the reader's file {name} cannot be loaded ({exc}); install kg again") from exc

    def run(self, ids: Array, shapes: Array, mask: Array, first: Array) -> dict[str, Array]:
        """All scores of a batch. ``ids``, ``shapes`` and ``mask`` are batch x pieces, ``first`` is batch x words, all int64."""
        main, _ = self.sessions()
        names = [o.name for o in main.get_outputs()]
        feed = {"ids": ids, "shapes": shapes, "mask": mask, "first": first}
        return dict(zip(names, main.run(names, feed), strict=True))

    def label_scores(self, dep: Array, head: Array) -> NDArray[np.float32]:
        """n x labels scores of n arcs from the vectors of their two words."""
        _, labels = self.sessions()
        scores: NDArray[np.float32] = labels.run(["scores"], {"dep": dep, "head": head})[0]
        return scores
