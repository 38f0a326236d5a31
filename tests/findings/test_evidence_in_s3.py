"""Evidence in a bucket: stories over HTTP, on a real server that speaks S3, and what stops an instance's start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.utils import timezone
from moto.server import ThreadedMotoServer

from campaigns.findings import evidence as operations
from campaigns.findings.models import Evidence
from mobilize.environment import evidence_storage
from tests import cast
from tests.findings.files import PLANTED, film, photo
from tests.findings.test_evidence import Story, body_of, stored_files

BUCKET = "evidence.example.org"
KEYS = {"EVIDENCE_ACCESS_KEY": "a-key", "EVIDENCE_SECRET_KEY": "a-secret", "EVIDENCE_REGION": "eu-west-3"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Keep evidence in a bucket, as the settings say of an instance with these variables; gives the bucket."""
    for name, value in {**KEYS, "EVIDENCE_ENDPOINT": endpoint}.items():
        monkeypatch.setenv(name, value)
    bucket = boto3.resource(
        "s3",
        endpoint_url=endpoint,
        region_name=KEYS["EVIDENCE_REGION"],
        aws_access_key_id=KEYS["EVIDENCE_ACCESS_KEY"],
        aws_secret_access_key=KEYS["EVIDENCE_SECRET_KEY"],
    ).Bucket(BUCKET)
    bucket.create(CreateBucketConfiguration={"LocationConstraint": KEYS["EVIDENCE_REGION"]})
    kept = evidence_storage(BUCKET)
    before = stored_files()
    with override_settings(STORAGES={**settings.STORAGES, "default": kept, "evidence": kept}):
        yield bucket
    assert stored_files() == before, "something was kept in the folder as well"
    bucket.objects.all().delete()
    bucket.delete()


@pytest.fixture
def story(db: None, bucket: Any) -> Story:
    return Story()


def names_in(bucket: Any) -> set[str]:
    return {kept.key for kept in bucket.objects.all()}


def test_a_photograph_is_added_read_and_taken_back(
    story: Story, bucket: Any, endpoint: str, django_capture_on_commit_callbacks: Any
) -> None:
    sent = story.send(photo())
    assert sent.status_code == 201, sent.content
    shown = sent.json()
    kept = Evidence.objects.get(public_id=shown["id"])
    names = {str(kept.file), str(kept.preview)}
    assert names_in(bucket) == names
    for reader in (story.finder.user, story.reviewer, cast.organizer_of(story.campaign)):
        client = story.client(reader)
        content = body_of(client.get(shown["file"]))
        assert len(content) == shown["size_bytes"]
        assert content.startswith(b"\xff\xd8\xff")
        assert body_of(client.get(shown["preview"])).startswith(b"\xff\xd8\xff")
    # What is in the bucket is what we wrote, and the row's own field opens it too.
    with kept.file.open() as file:
        assert file.read() == content
    for name in names:
        raw = bucket.Object(name).get()["Body"].read()
        assert not [word for word in PLANTED if word.encode() in raw]
        # Without a signature the bucket gives nothing, even to one who knows the name.
        assert requests.get(f"{endpoint}/{BUCKET}/{name}", timeout=10).status_code == 403
    # The same again is kept once.
    assert story.send(photo()).status_code == 200
    assert names_in(bucket) == names
    with django_capture_on_commit_callbacks(execute=True):
        assert story.bob.delete(f"{story.address}{shown['id']}/").status_code == 204
    assert names_in(bucket) == set()
    assert story.bob.get(shown["file"]).status_code == 404


def test_nobody_else_reads_it_or_learns_where_it_lies(story: Story) -> None:
    shown = story.send(photo()).json()
    assert BUCKET not in str(shown)
    elsewhere = cast.organizer_of(cast.live_campaign())
    for user, status in ((None, 401), (story.inviter.user, 404), (elsewhere, 404)):
        client = story.client(user)
        answers = [client.get(address) for address in (story.address, shown["file"], shown["preview"])]
        assert [answer.status_code for answer in answers] == [status] * 3
        assert not [answer for answer in answers if BUCKET in answer.content.decode() + str(answer.headers)]


def test_a_video_is_wound(story: Story) -> None:
    shown = story.send(film()).json()
    assert shown["media_type"] == "video/mp4", shown
    whole = body_of(story.bob.get(shown["file"]))
    assert len(whole) == shown["size_bytes"]
    for asked, part in (("bytes=0-99", whole[:100]), ("bytes=100-", whole[100:]), ("bytes=-50", whole[-50:])):
        answer = story.bob.get(shown["file"], HTTP_RANGE=asked)
        assert (answer.status_code, body_of(answer)) == (206, part)
        assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")
    assert story.bob.get(shown["file"], HTTP_RANGE="bytes=999999999-").status_code == 416


def test_a_file_that_went_missing_is_not_found(story: Story, bucket: Any) -> None:
    shown = story.send(photo()).json()
    bucket.objects.all().delete()
    assert story.bob.get(shown["file"]).status_code == 404


def test_no_file_stays_where_the_row_was_refused(story: Story, bucket: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE campaigns_evidence ADD CONSTRAINT no_more CHECK (position > 1) NOT VALID")
    with pytest.raises(IntegrityError, match="no_more"), transaction.atomic():
        operations.add_file(finding=story.finding, reporter=None, upload=BytesIO(photo()), at=cast.MOMENT)
    assert names_in(bucket) == set()


def test_the_sweep_finds_what_a_crash_left(story: Story, bucket: Any) -> None:
    at = timezone.now()
    then = at - timedelta(days=3)
    kept = cast.photograph(story.finding, at=then)
    storage = operations.evidence_storage()
    left = storage.save(f"evidence/{then:%Y/%m/%d}/{'0' * 40}.jpg", BytesIO(b"left behind"))
    fresh = storage.save(f"evidence/{at:%Y/%m/%d}/{'1' * 40}.jpg", BytesIO(b"at work"))
    assert left in names_in(bucket)
    assert operations.sweep_orphaned_files(at=at) == 1
    assert names_in(bucket) == {str(kept.file), str(kept.preview), fresh}
    assert operations.sweep_orphaned_files(at=at) == 0


@pytest.mark.parametrize(
    "address", ["s3.example.org", "ftp://s3.example.org", "https://", "https:///evidence", "file:"]
)
def test_an_endpoint_that_is_none_stops_the_start(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_ENDPOINT", address)
    with pytest.raises(ImproperlyConfigured, match="EVIDENCE_ENDPOINT must be an address"):
        evidence_storage(BUCKET)


@pytest.mark.parametrize("missing", ["storages", "boto3"])
def test_a_bucket_without_what_speaks_to_it_stops_the_start(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mobilize.environment.find_spec", lambda name: None if name == missing else find_spec(name))
    with pytest.raises(ImproperlyConfigured, match="not installed: pip install django-storages boto3"):
        evidence_storage(BUCKET)


def test_an_instance_says_at_its_start_what_is_wrong() -> None:
    """For real: a process that does not come up, and says the reason in its last line."""
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={**os.environ, "EVIDENCE_BUCKET": BUCKET, "EVIDENCE_ENDPOINT": "s3.example.org"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert started.returncode != 0
    assert (
        started.stderr.strip()
        .splitlines()[-1]
        .endswith("EVIDENCE_ENDPOINT must be an address such as https://s3.example.org.")
    )


def test_what_the_readme_has_installed_is_what_is_tested() -> None:
    pinned = Path("requirements-dev.txt").read_text().splitlines()
    speaks = [line for line in pinned if line.startswith(("django-storages==", "boto3=="))]
    assert len(speaks) == 2
    assert f"pip install {' '.join(speaks)}`" in Path("README.md").read_text()
