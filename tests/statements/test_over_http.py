"""Downloads over real HTTP, sent in pieces by the real server while money goes on moving."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from campaigns.people.models import User
from rewards.ledger.models import Transfer
from rewards.settlement.releasing import release_due
from tests import cast
from tests.journeys.client import Client
from tests.statements.story import tell

pytestmark = pytest.mark.journey


def test_statement_and_books_are_loaded_down(committed: None, server: str, tmp_path: Path) -> None:
    story = tell()
    person, organizer = story.root.user, cast.organizer_of(story.campaign)
    assert person is not None
    slug = story.campaign.slug
    with Client(server) as client:
        sign_in(client, person)
        table = client.call("GET", f"/campaigns/{slug}/me/rewards/", params={"format": "csv"})
        assert len(list(csv.DictReader(io.StringIO(table.text, newline="")))) > 12
        assert table.headers["Cache-Control"] == "private, no-cache"
        printed = client.call("GET", "/me/statement/", headers={"Accept": "application/pdf"})
        assert printed.content.startswith(b"%PDF-")
    with Client(server) as client:
        sign_in(client, organizer)
        books = client.call("GET", f"/campaigns/{slug}/books/", headers={"Accept": "text/x-beancount"})
        assert books.text.count(" #") == Transfer.objects.filter(campaign=story.campaign).count()
        path = tmp_path / "books.beancount"
        path.write_bytes(books.content)
        command = [sys.executable, "-m", "beancount.scripts.check", "--no-cache", str(path)]
        assert subprocess.run(command, check=False).returncode == 0
    # The audit of what was committed asks for what is long due.
    release_due(at=timezone.now())


def sign_in(client: Client, person: User) -> None:
    person.set_password("correct horse battery")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.sign_in(person.email, "correct horse battery")
