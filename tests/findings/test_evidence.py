"""Evidence as its reporter adds it and others see it: stories over HTTP, files on disk, two uploads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.findings import evidence as operations
from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import Role, User
from mobilize.environment import evidence_storage
from tests import cast
from tests.findings.files import PLANTED, film, photo, scene


class Story:
    """A report of Bob's, and everybody who may or may not look at it."""

    def __init__(self) -> None:
        self.campaign = cast.live_campaign(prizes=[(400_000, 9)])
        self.inviter, self.finder = cast.join_in_turn(self.campaign, "alice", "bob")
        self.finding = cast.report(self.finder)
        self.reviewer = cast.make_user("rita")
        Role.objects.create(campaign=self.campaign, user=self.reviewer, kind=Role.Kind.REVIEWER)
        self.treasurer = cast.make_user("tess")
        Role.objects.create(campaign=self.campaign, user=self.treasurer, kind=Role.Kind.TREASURER)
        self.address = f"/api/v1/findings/{self.finding.public_id}/evidence/"
        self.bob = self.client(self.finder.user)

    def client(self, user: User | None, **kind: Any) -> Any:
        client = APIClient(**kind)
        if user is not None:
            client.force_login(user)
        return client

    def send(self, raw: bytes, name: str = "IMG_0001.JPG", **headers: Any) -> Any:
        upload = SimpleUploadedFile(name, raw, content_type="text/html")
        return self.bob.post(self.address, {"file": upload}, format="multipart", **headers)

    def link(self, url: Any) -> Any:
        return self.bob.post(self.address, {"url": url}, format="json")


@pytest.fixture
def story(db: None) -> Story:
    return Story()


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def kind_of(answer: Any) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    return str(answer.json()["type"]).strip("/").rsplit("/", 1)[-1].replace("-", "_")


def stored_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_a_photograph_is_added_shown_and_taken_back(story: Story, django_capture_on_commit_callbacks: Any) -> None:
    before = stored_files()
    sent = story.send(photo(), name="../../etc/passwd\u202egpj.html")
    assert sent.status_code == 201, sent.content
    shown = sent.json()
    assert (shown["kind"], shown["position"], shown["media_type"]) == ("image", 1, "image/jpeg")
    assert (shown["width"], shown["height"], shown["url"]) == (320, 240, None)
    listed = story.bob.get(story.address).json()["results"]
    assert listed == [shown]
    file = story.bob.get(shown["file"])
    content = body_of(file)
    assert file.headers["Content-Type"] == "image/jpeg"
    assert len(content) == shown["size_bytes"] == int(file.headers["Content-Length"])
    assert content.startswith(b"\xff\xd8\xff")
    assert body_of(story.bob.get(shown["preview"])).startswith(b"\xff\xd8\xff")
    written = stored_files() - before
    assert len(written) == 2
    for path in written:
        # Nothing that was sent is in its name, and only we may read it.
        assert len(path.stem) == 40
        assert path.suffix == ".jpg"
        assert path.stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        removed = story.bob.delete(f"{story.address}{shown['id']}/")
    assert removed.status_code == 204
    assert stored_files() == before
    assert story.bob.get(shown["file"]).status_code == 404
    events = Event.objects.filter(finding_id=story.finding.pk, kind__startswith="evidence.").order_by("pk")
    assert [(event.kind, event.data) for event in events] == [
        (kind, {"evidence": shown["id"], "kind": "image"}) for kind in ("evidence.added", "evidence.removed")
    ]


def test_no_planted_word_reaches_the_disk(story: Story) -> None:
    before = stored_files()
    for raw in (photo(), photo("HEIF"), photo("PNG"), photo("WEBP"), film(sound="aac"), film("libx265")):
        assert any(word.encode() in raw for word in PLANTED)
        assert story.send(raw).status_code == 201
    written = stored_files() - before
    assert len(written) == 12
    for path in written:
        content = path.read_bytes()
        assert not [word for word in PLANTED if word.encode() in content], path
    assert Evidence.objects.filter(finding=story.finding).exclude(taken_latitude=None).count() == 6


def test_it_is_served_to_one_reader_as_what_it_is(story: Story) -> None:
    shown = story.send(photo()).json()
    for address in (shown["file"], shown["preview"]):
        answer = story.client(story.reviewer).get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"] == 'inline; filename="evidence.jpg"'
        assert "Content-Encoding" not in answer.headers
        assert len(body_of(answer)) == int(answer.headers["Content-Length"])


def test_what_the_camera_says_is_for_those_who_judge(story: Story) -> None:
    shown = story.send(photo()).json()
    assert shown["taken"] is None
    for user in (story.finder.user, story.treasurer):
        assert story.client(user).get(story.address).json()["results"][0]["taken"] is None
    for user in (story.reviewer, cast.organizer_of(story.campaign)):
        taken = story.client(user).get(story.address).json()["results"][0]["taken"]
        assert taken["at"] == "2009-12-05T14:30:00Z"
        assert (taken["latitude"], taken["longitude"]) == pytest.approx((37.7881, -122.4075))


def test_nobody_else_learns_that_it_is_there(story: Story) -> None:
    shown = story.send(photo()).json()
    addresses = [story.address, shown["file"], shown["preview"]]
    elsewhere = cast.organizer_of(cast.live_campaign())
    for user, status in ((None, 401), (story.inviter.user, 404), (elsewhere, 404)):
        assert [story.client(user).get(address).status_code for address in addresses] == [status] * 3
    # The evidence of one report is not found under another, even by somebody who sees both.
    other = cast.report(story.finder)
    moved = shown["file"].replace(str(story.finding.public_id), str(other.public_id))
    assert story.bob.get(moved).status_code == 404


def test_the_same_again_is_the_same_evidence(story: Story) -> None:
    before = stored_files()
    first, again = story.send(photo()), story.send(photo(), name="copy.png")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(stored_files() - before) == 2
    one, two = story.link("https://example.org/sighting"), story.link(" https://example.org/sighting ")
    assert (one.status_code, two.status_code) == (201, 200)
    assert one.json() == two.json()
    assert Event.objects.filter(finding_id=story.finding.pk, kind="evidence.added").count() == 2


def test_six_files_and_five_links_and_freed_places_are_taken_again(story: Story) -> None:
    sent = [story.send(photo(picture=scene(64, 48, seed=seed))).json() for seed in range(6)]
    assert [one["position"] for one in sent] == [1, 2, 3, 4, 5, 6]
    seventh = story.send(photo(picture=scene(64, 48, seed=7)))
    assert (seventh.status_code, kind_of(seventh)) == (409, "too_many_files")
    assert story.bob.delete(f"{story.address}{sent[2]['id']}/").status_code == 204
    assert story.send(photo(picture=scene(64, 48, seed=7))).json()["position"] == 3
    links = [story.link(f"https://example.org/{number}") for number in range(6)]
    assert [link.status_code for link in links] == [201] * 5 + [409]
    assert kind_of(links[5]) == "too_many_links"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "//example.org/a",
        "example.org",
        "https://",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://example.org/\r\nSet-Cookie: a=b",
        "https://[::1",
        "https://example.org/" + "a" * 2_000,
        "https://ex ample.org/",
        "",
        None,
        7,
        ["https://example.org/"],
        "https://example.org/\x00",
    ],
)
def test_links_lead_to_pages_and_hold_no_secrets(story: Story, url: Any) -> None:
    answer = story.link(url)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["pointer"] == "#/url" or kind_of(answer) == "file_or_link"
    assert not Evidence.objects.filter(finding=story.finding).exists()


def test_one_file_or_one_link(story: Story) -> None:
    for body in ({}, {"file": "no file"}, {"url": "https://example.org", "file": SimpleUploadedFile("a", photo())}):
        assert story.bob.post(story.address, body, format="multipart").status_code == 400
    two = {"file": SimpleUploadedFile("a", photo()), "other": SimpleUploadedFile("b", photo())}
    assert kind_of(story.bob.post(story.address, two, format="multipart")) == "one_file_at_a_time"


def test_evidence_comes_before_the_review_and_when_it_is_asked_for(story: Story) -> None:
    shown = story.send(photo()).json()
    finding = Finding.objects.get(pk=story.finding.pk)
    cast.verify(finding)
    for answer in (
        story.send(photo(picture=scene(seed=1))),
        story.link("https://example.org/"),
        story.bob.delete(f"{story.address}{shown['id']}/"),
    ):
        assert (answer.status_code, kind_of(answer)) == (409, "evidence_closed")
        assert answer.json()["state"] == "verified"
    # The database says so too.
    with pytest.raises(IntegrityError, match="evidence comes and goes"), transaction.atomic():
        Evidence.objects.filter(finding=finding).delete()


def test_only_its_reporter_changes_the_evidence(story: Story) -> None:
    shown = story.send(photo()).json()
    for user in (story.reviewer, story.treasurer, cast.organizer_of(story.campaign)):
        client = story.client(user)
        assert kind_of(client.post(story.address, {"url": "https://example.org"}, format="json")) == "not_your_finding"
        assert client.delete(f"{story.address}{shown['id']}/").status_code == 403
    assert story.client(story.inviter.user).delete(f"{story.address}{shown['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "begin", "end"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, None),
        ("bytes=10-10", 206, 10, 11),
        ("bytes=0-99999999999", 206, 0, None),
        ("bytes=5-2", 200, 0, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("lines=0-1", 200, 0, None),
        ("bytes=-", 200, 0, None),
        ("bytes=999999999-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
    ],
)
def test_a_video_can_be_wound(story: Story, asked: str, status: int, begin: int, end: int | None) -> None:
    shown = story.send(film()).json()
    whole = body_of(story.bob.get(shown["file"]))
    answer = story.bob.get(shown["file"], HTTP_RANGE=asked)
    assert answer.status_code == status
    if status == 416:
        return
    part = body_of(answer)
    assert part == whole[begin:end]
    assert int(answer.headers["Content-Length"]) == len(part)
    if status == 206:
        start = begin % len(whole)
        assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(whole)}"


class Endless(BytesIO):
    """A body that is announced as 500 MB and counts what is read of it; a JPEG, if one believes its beginning."""

    def __init__(self, before: bytes) -> None:
        super().__init__(before)
        self.taken = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert 0 < size <= 1_048_576, "a body is read by pieces"
        piece = super().read(size) or bytes(size)
        self.taken += len(piece)
        assert self.taken < 80_000_000, "read far beyond the limit"
        return piece


@pytest.mark.parametrize(
    ("announced", "begins", "headers", "code", "most"),
    [
        (500_000_000, photo(), {}, "file_too_large", 0),
        (500_000_000, photo(), {"HTTP_IDEMPOTENCY_KEY": "one"}, "upload_too_large", 0),
        (30_000_000, photo(), {}, "file_too_large", 16_000_000),
        (30_000_000, b"MZ this is a program" * 20, {}, "unsupported_file", 100_000),
    ],
    ids=["announced too long", "with a key", "a photograph that grows", "a program"],
)
@pytest.mark.parametrize("enforcing", [True, False], ids=["csrf", "no csrf"])
def test_what_is_too_large_is_not_even_read(
    story: Story, announced: int, begins: bytes, headers: Any, code: str, most: int, enforcing: bool
) -> None:
    before = stored_files()
    client = story.client(story.finder.user, enforce_csrf_checks=enforcing)
    if enforcing:
        token = "a" * 32
        client.cookies["csrftoken"] = token
        headers = {**headers, "HTTP_X_CSRFTOKEN": token}
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    body = Endless(head + begins)
    answer = client.generic(
        "POST",
        story.address,
        b"x",
        "multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": announced, "wsgi.input": body},
        **headers,
    )
    assert answer.status_code in {400, 413}
    assert kind_of(answer) == code
    assert body.taken <= most
    assert stored_files() == before


def test_a_form_goes_through_with_csrf_and_with_a_key(story: Story) -> None:
    client = story.client(story.finder.user, enforce_csrf_checks=True)
    refused = client.post(story.address, {"file": SimpleUploadedFile("a", photo())}, format="multipart")
    assert (refused.status_code, kind_of(refused)) == (403, "csrf_failed")
    client.cookies["csrftoken"] = "a" * 32
    headers = {"HTTP_X_CSRFTOKEN": "a" * 32, "HTTP_IDEMPOTENCY_KEY": "photo-1"}
    answers = [
        client.post(story.address, {"file": SimpleUploadedFile("a", photo())}, format="multipart", **headers)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert Evidence.objects.filter(finding=story.finding).count() == 1


def test_no_file_stays_where_the_row_was_refused(story: Story) -> None:
    before = stored_files()
    with connection.cursor() as cursor:
        # A law that Python does not foresee, which speaks only when the row is written.
        cursor.execute("ALTER TABLE campaigns_evidence ADD CONSTRAINT no_more CHECK (position > 1) NOT VALID")
    with pytest.raises(IntegrityError, match="no_more"), transaction.atomic():
        operations.add_file(finding=story.finding, reporter=None, upload=BytesIO(photo()), at=cast.MOMENT)
    assert stored_files() == before


def test_the_sweep_finds_what_a_crash_left(story: Story) -> None:
    at = timezone.now()
    then = at - timedelta(days=3)
    kept = cast.photograph(story.finding, at=then)
    storage = operations.evidence_storage()
    folder = f"evidence/{then:%Y/%m/%d}"
    left = storage.save(f"{folder}/{'0' * 40}.jpg", BytesIO(b"left behind"))
    fresh = storage.save(f"evidence/{at:%Y/%m/%d}/{'1' * 40}.jpg", BytesIO(b"at work"))
    assert operations.sweep_orphaned_files(at=at) == 1
    assert not storage.exists(left)
    assert storage.exists(fresh)
    assert storage.exists(str(kept.file))
    assert storage.exists(str(kept.preview))
    assert operations.sweep_orphaned_files(at=at) == 0
    storage.delete(fresh)


def test_uploads_at_once_share_the_places(committed: None) -> None:
    """Twelve at once, each file sent twice: six are kept, each in a place of its own, and nothing is left on disk."""
    story = Story()
    before = stored_files()
    files = [photo(picture=scene(64, 48, seed=seed)) for seed in range(8)]

    def add(raw: bytes) -> str:
        try:
            operations.add_file(finding=story.finding, reporter=story.finder.user, upload=BytesIO(raw), at=cast.MOMENT)
        except NotPossibleNow as refused:
            return refused.code
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(add, files * 2))
    kept = Evidence.objects.filter(finding=story.finding)
    assert sorted(kept.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert len(set(kept.values_list("sha256", flat=True))) == 6
    assert set(told) == {"kept", "too_many_files"}
    names = {str(name) for names in kept.values_list("file", "preview") for name in names}
    assert {str(path.relative_to(settings.MEDIA_ROOT)) for path in stored_files() - before} == names
    assert Event.objects.filter(finding_id=story.finding.pk, kind="evidence.added").count() == 6


@pytest.mark.parametrize("bucket", ["x", "Bad Bucket", "a/b", "-evidence-", "../evidence"])
def test_a_bucket_that_is_none_stops_the_start(bucket: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EVIDENCE_BUCKET must be"):
        evidence_storage(bucket)


def test_where_a_file_lies_is_no_address(story: Story) -> None:
    """Not even its reporter gets it by the name that it has in the storage."""
    kept = cast.photograph(story.finding)
    for address in (kept.file.url, f"/media/{kept.file}", f"/static/{kept.file}"):
        assert story.bob.get(address).status_code == 404
