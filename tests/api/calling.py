"""Calling the API as somebody, inside the test's transaction."""

from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from campaigns.people.models import User


class Caller:
    """One person's calls; refusals are compared by the kind that the problem's type names."""

    def __init__(self, user: User | None) -> None:
        self.client = APIClient()
        if user is not None:
            self.client.force_login(user)

    def get(self, path: str, **query: Any) -> Any:
        return self.expect(200, "GET", path, query)

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        return self.expect(status, "POST", path, body or {})

    def patch(self, path: str, body: Any, status: int = 200) -> Any:
        return self.expect(status, "PATCH", path, body)

    def refused(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Give the status and the kind of a refusal, having seen that it is a problem document."""
        answer = self.call(method, path, body)
        assert answer.headers["Content-Type"] == "application/problem+json", answer.content
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["detail"]
        assert problem["instance"] == f"/api/v1{path}"
        return answer.status_code, problem["type"].removeprefix("/problems/").strip("/").replace("-", "_")

    def expect(self, status: int, method: str, path: str, body: Any) -> Any:
        answer = self.call(method, path, body)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.content!r}"
        return answer.json()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        send = getattr(self.client, method.lower())
        return send(f"/api/v1{path}", body, format=None if method == "GET" else "json")
