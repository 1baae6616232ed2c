"""When a server that follows an archive opens its new state."""

from __future__ import annotations

from dataclasses import dataclass, field

SHARE = 10.0  # during a long one, the time from one opening to the next is at least so many times what opening takes


@dataclass(slots=True)
class Follower:
    """Decides by what it is told: which state is served, and which one is there now.

    The new state is opened as soon as nothing has changed for ``quiet`` seconds. While changes go on it is opened too, but so seldom that
    opening takes a tenth of the time. A state that could not be opened is not tried again until it changes. ``stamp`` is that
    of the state that is served; times are in seconds of any clock that runs on.
    """

    stamp: str
    quiet: float
    _seen: str = field(default="", init=False)
    _since: float = field(default=0.0, init=False)
    _next: float = field(default=0.0, init=False)

    def due(self, stamp: str, now: float) -> bool:
        """Whether the state with this stamp, which is there now, is to be opened."""
        if stamp == self.stamp:
            self._seen = ""
            return False
        if stamp != self._seen:
            self._seen, self._since = stamp, now
        return now - self._since >= self.quiet or now >= self._next

    def opened(self, stamp: str, started: float, now: float) -> None:
        """A state was opened, or found to be unfit, from ``started`` until ``now``."""
        self.stamp, self._seen = stamp, ""
        self._next = now + SHARE * (now - started)
