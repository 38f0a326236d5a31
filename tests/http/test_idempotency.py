"""Idempotency-Key: a POST sent again does its work once, and both are committed or neither is."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from mobilize.http.models import KEPT_FOR, StoredResponse
from mobilize.http.tasks import purge_stored_responses
from tests.http.views import ANNOUNCED, TURNSTILES, RevocableKey, Turnstile

GROUPS = "/api/v1/groups/"


@pytest.fixture
def name() -> str:
    return f"group {uuid.uuid4()}"


@pytest.fixture
def lasting(django_db_setup: None, django_db_blocker: Any, name: str) -> Iterator[str]:
    """Work on a database where commits are real, and remove afterwards what carries this test's name."""
    with django_db_blocker.unblock():
        StoredResponse.objects.all().delete()
        yield name
        Group.objects.filter(name=name).delete()
        StoredResponse.objects.all().delete()
        ANNOUNCED.clear()
        connection.close()


def send(name: str, *, key: str | None = "k1", client: Client | None = None, **more: Any) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    headers |= more.pop("headers", {})
    address = more.pop("address", GROUPS)
    client = client or Client(raise_request_exception=False)
    return client.post(address, {"name": name, **more}, "application/json", headers=headers)


def count(name: str) -> int:
    return Group.objects.filter(name=name).count()


@pytest.mark.usefixtures("empty_store")
class TestSentAgain:
    def test_an_address_is_kept_as_nobody_else_could_hash_it(self, name: str) -> None:
        send(name)
        kept = StoredResponse.objects.get().principal
        assert kept.startswith("address:")
        assert kept != f"address:{hashlib.sha256(b'127.0.0.1').hexdigest()}"

    def test_the_first_answer_is_given_again(self, name: str) -> None:
        first, again = send(name), send(name)
        assert first.status_code == again.status_code == 201
        assert first.content == again.content
        for header in ("Content-Type", "Location"):
            assert first.headers[header] == again.headers[header]
        assert "Idempotency-Replayed" not in first.headers
        assert again.headers["Idempotency-Replayed"] == "true"
        assert count(name) == 1

    def test_without_a_key_the_work_is_done_again(self, name: str) -> None:
        assert send(name, key=None).status_code == 201
        # The group is there already, and the database says so.
        assert send(name, key=None).status_code == 409
        assert not StoredResponse.objects.exists()

    def test_the_same_key_with_another_body_is_refused(self, name: str) -> None:
        send(name)
        response = send(name + " more")
        assert response.status_code == 422
        assert response.json()["type"] == "/problems/idempotency-key-reused/"
        assert count(name + " more") == 0
        response = send(name, address=f"{GROUPS}?twice=yes")
        assert response.status_code == 422

    def test_another_path_is_another_request(self, name: str) -> None:
        send(name)
        assert send(name, address="/api/v1/echo/").json() == {"name": name}

    def test_only_posts_of_the_api_are_kept(self) -> None:
        Client().get("/api/v1/echo/", headers={"Idempotency-Key": "k1"})
        Client().post("/plain/", headers={"Idempotency-Key": "k1"})
        assert not StoredResponse.objects.exists()

    @pytest.mark.parametrize("key", ["", "x" * 256, "tab\tbed", "ä", "del\x7f"])
    def test_a_key_must_be_printable_and_short(self, name: str, key: str) -> None:
        response = send(name, key=key)
        assert response.status_code == 400
        assert response.json()["type"] == "/problems/idempotency-key-unusable/"
        assert count(name) == 0

    def test_the_longest_and_the_oddest_key_are_fine(self, name: str) -> None:
        for key in ("x" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', " ~!"):
            assert send("", key=key, address="/api/v1/echo/").status_code == 200
            assert send("", key=key, address="/api/v1/echo/").headers["Idempotency-Replayed"]

    def test_a_long_address_does_not_matter(self) -> None:
        address = f"/api/v1/refuse/{uuid.uuid4().hex * 200}/"
        assert send("", address=address).status_code == 200
        assert send("", address=address).headers["Idempotency-Replayed"]

    def test_a_body_too_large_is_refused_as_ever(self) -> None:
        response = send("x" * 1_100_000)
        assert response.status_code == 413
        assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("empty_store")
class TestFiles:
    def post(self, name: str, content: bytes, *, key: str = "k1", boundary: str = "one") -> Any:
        parts = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\n{name}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n'
            "Content-Type: image/png\r\n\r\n"
        ).encode()
        body = parts + content + f"\r\n--{boundary}--\r\n".encode()
        return Client().generic(
            "POST",
            GROUPS,
            body,
            f"multipart/form-data; boundary={boundary}",
            headers={"Idempotency-Key": key},
        )

    def test_the_boundary_is_not_part_of_the_question(self, name: str) -> None:
        assert self.post(name, b"pixels").status_code == 201
        again = self.post(name, b"pixels", boundary="two")
        assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")

    def test_the_content_of_files_is(self, name: str) -> None:
        assert self.post(name, b"pixels").status_code == 201
        assert self.post(name, b"others").status_code == 422

    def test_a_large_file_is_not_a_large_body(self, name: str) -> None:
        assert self.post(name, b"p" * 3_000_000).status_code == 201
        assert self.post(name, b"p" * 3_000_000).headers["Idempotency-Replayed"] == "true"

    def test_a_broken_form_is_a_bad_request(self) -> None:
        response = Client().generic("POST", GROUPS, b"x", "multipart/form-data", headers={"Idempotency-Key": "k1"})
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "application/problem+json"

    def test_a_view_still_gets_the_file(self, name: str) -> None:
        upload = SimpleUploadedFile("a.txt", b"content")
        response = Client().post(GROUPS, {"name": name, "file": upload}, headers={"Idempotency-Key": "k1"})
        assert (response.status_code, response.json()["size"]) == (201, len(b"content"))


@pytest.mark.usefixtures("empty_store")
class TestWhoAsks:
    def test_people_do_not_share_keys(self, name: str) -> None:
        people = [
            get_user_model().objects.create_user(email=f"{first}@example.org", password="x")
            for first in ("alice", "bob")
        ]
        for number, person in enumerate(people):
            client = Client()
            client.force_login(person)
            response = send(f"{name} {number}", client=client, address="/api/v1/private/")
            assert (response.status_code, response.json()) == (201, {"principal": person.pk})
        assert set(StoredResponse.objects.values_list("principal", flat=True)) == {
            f"user:{person.pk}" for person in people
        }

    def test_the_same_person_has_it_in_every_session(self, name: str) -> None:
        alice = get_user_model().objects.create_user(email="alice@example.org", password="x")
        for replayed in (False, True):
            client = Client()
            client.force_login(alice)
            response = send(name, client=client, address="/api/v1/private/")
            assert ("Idempotency-Replayed" in response.headers) == replayed

    def test_strangers_at_other_addresses_do_not_share_keys(self, name: str) -> None:
        first = send(name, client=Client(REMOTE_ADDR="192.0.2.1"), address="/api/v1/echo/")
        second = send(name, client=Client(REMOTE_ADDR="192.0.2.2"), address="/api/v1/echo/")
        assert "Idempotency-Replayed" not in first.headers.keys() | second.headers.keys()

    def test_programs_with_other_keys_do_not_share_them(self, name: str) -> None:
        assert send(name, headers={"Authorization": "Bearer one"}).status_code == 201
        assert send(name, headers={"Authorization": "Bearer two"}).status_code == 409
        assert send(name, headers={"Authorization": "Bearer one"}).headers["Idempotency-Replayed"]
        stored = StoredResponse.objects.values_list("principal", flat=True)
        assert not any("one" in principal or "127.0.0.1" in principal for principal in stored)

    def test_a_key_revoked_since_gets_no_stored_answer(self, name: str) -> None:
        header = {"Authorization": "Bearer soon-revoked"}
        assert send(name, headers=header).status_code == 201
        RevocableKey.revoked.add(header["Authorization"])
        try:
            response = send(name, headers=header)
        finally:
            RevocableKey.revoked.clear()
        assert response.status_code == 401
        assert "Idempotency-Replayed" not in response.headers

    def test_a_key_is_demanded_of_programs_where_the_view_says_so(self) -> None:
        program = {"Authorization": "Bearer one"}
        for address in ("/api/v1/pay/", "/api/v1/demanding/"):
            response = send("", key=None, address=address, headers=program)
            assert response.status_code == 400
            assert response.json()["type"] == "/problems/idempotency-key-required/"
            assert send("", key=None, address=address).status_code == 200
            assert send("", address=address, headers=program).status_code == 200
        assert send("", key=None, address="/api/v1/look/", headers=program).status_code == 200


class TestCommitted:
    """With real commits: what is there afterwards, and when tasks are announced."""

    def test_a_refusal_undoes_its_work_and_is_kept(self, lasting: str) -> None:
        first = send(lasting, then="state")
        assert (first.status_code, count(lasting), ANNOUNCED) == (409, 0, [])
        again = send(lasting, then="state")
        assert (again.status_code, again.headers["Idempotency-Replayed"]) == (409, "true")
        assert again.headers["Content-Type"] == "application/problem+json"
        assert again.json() == first.json()

    def test_a_crash_undoes_its_work_and_is_not_kept(self, lasting: str) -> None:
        assert send(lasting, then="crash").status_code == 500
        assert (count(lasting), StoredResponse.objects.count(), ANNOUNCED) == (0, 0, [])
        again = send(lasting, then="crash")
        assert "Idempotency-Replayed" not in again.headers

    @pytest.mark.parametrize(("then", "status"), [("role", 403), ("throttled", 429), ("sql:deadlock", 503)])
    def test_what_speaks_of_the_moment_is_not_kept(self, lasting: str, then: str, status: int) -> None:
        assert send(lasting, then=then).status_code == status
        assert (count(lasting), StoredResponse.objects.count()) == (0, 0)

    def test_a_broken_statement_in_the_work_breaks_nothing_else(self, lasting: str) -> None:
        assert send(lasting, then="too-late").status_code == 409
        assert send(lasting, then="too-late").headers["Idempotency-Replayed"] == "true"
        assert count(lasting) == 0

    def test_a_deferred_constraint_becomes_the_answer(self, lasting: str) -> None:
        response = send(lasting, then="deferred")
        assert response.status_code == 409
        assert response.headers["Content-Type"] == "application/problem+json"
        assert count(lasting) == 0

    def test_work_whose_answer_cannot_be_kept_is_undone(self, lasting: str) -> None:
        # The database refuses to keep a status of 150, so the work must not stay either.
        assert send(lasting, then="unheard-of").status_code == 500
        assert (count(lasting), StoredResponse.objects.count(), ANNOUNCED) == (0, 0, [])

    def test_tasks_are_announced_once_and_only_when_the_answer_is_kept(self, lasting: str) -> None:
        send(lasting)
        send(lasting)
        assert ANNOUNCED.copy() == [(lasting, 1)]

    def test_streams_are_not_kept(self, lasting: str) -> None:
        assert send(lasting, then="stream").getvalue() == b"piece"
        assert (count(lasting), StoredResponse.objects.count()) == (1, 0)

    def test_a_key_may_be_used_anew_after_a_day(self, lasting: str) -> None:
        send(lasting, address="/api/v1/echo/")
        StoredResponse.objects.update(created_at=timezone.now() - KEPT_FOR)
        response = send(lasting, address="/api/v1/echo/", more=1)
        assert response.status_code == 200
        assert "Idempotency-Replayed" not in response.headers
        assert send(lasting, address="/api/v1/echo/", more=1).headers["Idempotency-Replayed"] == "true"
        assert StoredResponse.objects.count() == 1

    def test_only_the_outdated_are_purged(self, lasting: str) -> None:
        for key in ("old", "young"):
            send(lasting, key=key, address="/api/v1/echo/")
        old = StoredResponse.objects.order_by("id")[0]
        StoredResponse.objects.filter(pk=old.pk).update(created_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
        assert purge_stored_responses() == 1
        assert purge_stored_responses() == 0
        assert StoredResponse.objects.exclude(pk=old.pk).count() == 1


class TestAtTheSameInstant:
    """With threads, each on a connection of its own."""

    def in_thread(self, pool: ThreadPoolExecutor, name: str, **more: Any) -> Any:
        def work() -> Any:
            try:
                return send(name, **more)
            finally:
                connections.close_all()

        return pool.submit(work)

    def test_while_the_first_runs_the_second_is_told_so(self, lasting: str) -> None:
        turnstile = TURNSTILES[lasting] = Turnstile()
        try:
            with ThreadPoolExecutor(1) as pool:
                first = self.in_thread(pool, lasting)
                assert turnstile.entered.wait(20)
                second = send(lasting)
                other_key = send("", key="k2", address="/api/v1/echo/")
                turnstile.released.set()
                assert first.result(20).status_code == 201
        finally:
            turnstile.released.set()
            del TURNSTILES[lasting]
        assert second.status_code == 409
        assert second.json()["type"] == "/problems/request-still-running/"
        assert second.headers["Retry-After"] == "1"
        assert other_key.status_code == 200
        third = send(lasting)
        assert (third.status_code, third.headers["Idempotency-Replayed"]) == (201, "true")
        assert count(lasting) == 1

    def test_of_many_at_once_one_does_the_work(self, lasting: str) -> None:
        start = threading.Barrier(8)

        def insist() -> Any:
            try:
                start.wait(20)
                while (response := send(lasting)).json().get("type") == "/problems/request-still-running/":
                    pass
                return response
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            responses = [future.result(60) for future in [pool.submit(insist) for _ in range(8)]]
        assert [response.status_code for response in responses] == [201] * 8
        assert sum("Idempotency-Replayed" not in response.headers for response in responses) == 1
        assert len({response.content for response in responses}) == 1
        assert count(lasting) == 1
        assert ANNOUNCED.copy() == [(lasting, 1)]

    def test_a_connection_lost_in_the_middle_leaves_nothing_and_frees_the_key(self, lasting: str) -> None:
        turnstile = TURNSTILES[lasting] = Turnstile()
        try:
            with ThreadPoolExecutor(1) as pool:
                first = self.in_thread(pool, lasting)
                assert turnstile.entered.wait(20)
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
                        " AND state = 'idle in transaction'"
                        " AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"
                    )
                    assert cursor.fetchall() == [(True,)]
                turnstile.released.set()
                assert first.result(20).status_code >= 500
        finally:
            turnstile.released.set()
            del TURNSTILES[lasting]
        assert (count(lasting), StoredResponse.objects.count(), ANNOUNCED) == (0, 0, [])
        assert send(lasting).status_code == 201
        assert count(lasting) == 1
