"""What is told: the catalogue is all that the log knows of, less what is kept back; small, and nobody's secrets."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.outreach.webhooks.catalogue import CATALOGUE, KEPT_BACK, TEST
from campaigns.outreach.webhooks.payloads import MOST_BYTES, write_payload, write_test
from tests.events.documented import documented
from tests.events.writers import CHECKOUT

GUIDE = CHECKOUT / "docs" / "WEBHOOKS.md"
AT = datetime(2026, 6, 1, 14, 30, tzinfo=timezone(timedelta(hours=2)))
# The log's own numbers, and words that somebody typed.
NEVER = {"by_place", "first_place", "error", "from", "event", "letter", "percent", "purpose", "wording", "how"}


def write(kind: str, data: dict[str, Any], **about: UUID | None) -> str:
    names = {"participant": None, "finding": None, **about}
    return write_payload(kind=kind, at=AT, campaign="balloons", data=data, **names)


def rows_of_the_guide() -> dict[str, tuple[int, tuple[str, ...]]]:
    rows = {}
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 3 and re.fullmatch(r"v\d+", cells[1]):
            rows[cells[0].strip("`")] = (int(cells[1][1:]), tuple(re.findall(r"`(\w+)`", cells[2])))
    return rows


def test_every_kind_of_event_is_told_or_kept_back_for_a_reason() -> None:
    assert sorted([*CATALOGUE, *KEPT_BACK]) == sorted(documented())
    assert all(KEPT_BACK.values())


def test_the_guide_has_the_catalogue() -> None:
    assert rows_of_the_guide() == {kind: (told.version, told.data) for kind, told in CATALOGUE.items()} | {
        TEST: (1, ("webhook",))
    }


@pytest.mark.parametrize("kind", CATALOGUE)
def test_what_is_told_is_what_the_event_has_and_nothing_of_the_logs_own(kind: str) -> None:
    row = documented()[kind]
    told = set(CATALOGUE[kind].data)
    assert told <= row.always | row.sometimes
    assert not told & NEVER
    # Free words of a treasurer or a provider.
    assert not (kind.startswith("payout") and "reason" in told)


def test_it_says_what_happened_when_and_to_what() -> None:
    participant, finding = uuid4(), uuid4()
    text = write("finding.verified", {"paid_rank": 1, "by_place": 7}, participant=participant, finding=finding)
    assert json.loads(text) == {
        "type": "finding.verified",
        "version": 1,
        "timestamp": "2026-06-01T12:30:00Z",
        "data": {"campaign": "balloons", "participant": str(participant), "finding": str(finding), "paid_rank": 1},
    }


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(CATALOGUE)),
    st.none() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.integers()),
    st.integers(0, 30_000),
)
def test_a_payload_is_always_below_20_kb(kind: str, value: Any, more: int) -> None:
    data = {name: [value, "ü" * more] for name in CATALOGUE[kind].data}
    text = write(kind, data, participant=uuid4(), finding=uuid4())
    assert len(text.encode()) < MOST_BYTES
    assert json.loads(text)["type"] == kind


def test_what_would_be_larger_is_cut_down_to_ids() -> None:
    link, invited_by, long = str(uuid4()), str(uuid4()), "n" * 20_000
    participant = uuid4()
    data = {"link": link, "invited_by": invited_by, "arm": long, "imported": True}
    cut = json.loads(write("participant.joined", data, participant=participant))["data"]
    assert cut == {
        "campaign": "balloons", "participant": str(participant), "link": link, "invited_by": invited_by, "cut": True
    }  # fmt: skip
    data["arm"] = "north"
    assert json.loads(write("participant.joined", data))["data"] == {"campaign": "balloons", **data}


def test_a_payload_of_the_last_byte_is_whole_and_of_one_more_is_cut() -> None:
    room = MOST_BYTES - 1 - len(write("participant.joined", {"arm": ""}).encode())
    whole = write("participant.joined", {"arm": "a" * room})
    assert (len(whole), "cut" in json.loads(whole)["data"]) == (MOST_BYTES - 1, False)
    assert "cut" in json.loads(write("participant.joined", {"arm": "a" * (room + 1)}))["data"]


def test_a_test_tells_of_nothing() -> None:
    name = uuid4()
    told = json.loads(write_test(at=AT.astimezone(UTC), campaign="balloons", webhook=name))
    assert (told["type"], told["data"]) == (TEST, {"campaign": "balloons", "webhook": str(name)})
