"""User and password from the environment, in the scheme that the store asks for."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import httpx

from kg.errors import KgError

USER, PASSWORD = "KG_PUSH_USER", "KG_PUSH_PASSWORD"


class Challenged(httpx.Auth):
    """Digest or Basic (RFC 7616, RFC 7617), as the first refusal asks; no password is sent before one is asked for."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """See ``httpx.Auth``."""
        if self._chosen is None:
            response = yield request
            asked = response.headers.get("www-authenticate", "").lower()
            if response.status_code != 401 or not ("digest" in asked or "basic" in asked):
                return
            self._chosen = self._digest if "digest" in asked else self._basic
        yield from self._chosen.auth_flow(request)


def credentials(environment: Mapping[str, str]) -> httpx.Auth | None:
    """Those of ``KG_PUSH_USER`` and ``KG_PUSH_PASSWORD``, if any. Raises KgError when one is without the other."""
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if bool(user) != bool(password):
        given, wanted = (USER, PASSWORD) if user else (PASSWORD, USER)
        raise KgError(f"{given} is set in the environment, but not {wanted}; set both or neither")
    return Challenged(user, password) if user else None
