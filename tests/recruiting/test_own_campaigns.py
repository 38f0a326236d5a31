"""Which campaigns are mine: places and roles together, drafts of mine among them, nobody else's."""

from __future__ import annotations

import pytest

from campaigns.people.models import Role
from tests import cast
from tests.api.calling import Caller
from tests.findings.test_anonymous import person


@pytest.mark.django_db
def test_what_one_takes_part_in_and_what_one_runs() -> None:
    joined, run, draft, both = cast.live_campaign(), cast.live_campaign(), cast.draft_campaign(), cast.live_campaign()
    cast.live_campaign()
    alice = cast.make_user("alice")
    for campaign in (joined, both):
        cast.join(alice, cast.open_link(campaign))
    for campaign, kind in ((run, "reviewer"), (run, "organizer"), (draft, "organizer"), (both, "treasurer")):
        Role.objects.create(campaign=campaign, user=alice, kind=kind)
    rows = Caller(alice).get("/me/campaigns/")["results"]
    assert {row["slug"]: (row["takes_part"], row["roles"], row["state"]) for row in rows} == {
        joined.slug: (True, [], "live"),
        run.slug: (False, ["organizer", "reviewer"], "live"),
        draft.slug: (False, ["organizer"], "draft"),
        both.slug: (True, ["treasurer"], "live"),
    }
    assert person("bob").get("/me/campaigns/")["results"] == []
