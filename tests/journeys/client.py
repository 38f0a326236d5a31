"""A person at a browser's or a program's end of real HTTP: signs in, keeps cookies, sends the CSRF token."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Self

import httpx


class Client:
    """One person's session with the running server."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx.Client(base_url=base_url, timeout=30, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def sign_in(self, email: str, password: str) -> Self:
        """Sign in as a person with a password does, through the page."""
        page = self.http.get("/accounts/login/")
        answer = self.http.post(
            "/accounts/login/",
            data={
                "login": email,
                "password": password,
                "csrfmiddlewaretoken": hidden(page.text, "csrfmiddlewaretoken"),
            },
            headers={"Referer": str(page.url)},
        )
        assert answer.status_code == 302, answer.text
        return self

    def get(self, path: str, **query: Any) -> Any:
        return self.expect(200, "GET", path, params=query)

    def post(self, path: str, body: Any = None, *, status: int = 200, **headers: str) -> Any:
        return self.expect(status, "POST", path, json={} if body is None else body, headers=headers)

    def patch(self, path: str, body: Any, *, status: int = 200) -> Any:
        return self.expect(status, "PATCH", path, json=body)

    def expect(self, status: int, method: str, path: str, **request: Any) -> Any:
        """Call the API; fail with the problem's own words when the status is another."""
        answer = self.call(method, path, **request)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:
        headers = {**request.pop("headers", {})}
        if token := self.http.cookies.get("csrftoken"):
            headers["X-CSRFToken"] = token
        return self.http.request(method, f"/api/v1{path}", headers=headers, **request)


def hidden(page: str, name: str) -> str:
    """Read a hidden field of a form."""
    for field in re.findall(r"<input[^>]*>", page):
        if f'name="{name}"' in field and (value := re.search(r'value="([^"]*)"', field)):
            return value.group(1)
    raise AssertionError(f"the page has no field {name}")
