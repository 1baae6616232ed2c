"""What runs in a worker process: tasks and jobs in, results out, until nobody sends any more."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from typing import Any

from kg.errors import KgError

# One core a process: as many processes as cores then do not fight for them.
ONE_THREAD = dict.fromkeys(("KG_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def work(connection: Connection[Any, Any], authority: str) -> None:
    """Call each task received with its job and send what it returns, or the KgError that it raised.

    Ends when the other side has gone: a killed run leaves no process behind.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers itself
    os.environ.update(ONE_THREAD)
    know(authority)
    while True:
        try:
            task, job = connection.recv()
        except EOFError:
            return
        try:
            answer: object = task(job)
        except KgError as exc:
            answer = exc
        try:
            connection.send(answer)
        except BrokenPipeError:
            return


def know(authority: str) -> None:
    """Take the user's record of office holders into account, or none; for this process."""
    if authority:
        from kg.resolve import holders
        from kg.resolve.authority import parse_authority

        holders.use(parse_authority(authority, "authority"))
