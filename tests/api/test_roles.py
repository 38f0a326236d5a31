"""Roles: invited to by e-mail, accepted by whoever reads it, ended by either side; the last organizer stays."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.utils import timezone

from campaigns.errors import DomainError, Gone, NotFound, NotPossibleNow
from campaigns.events.models import Event
from campaigns.people.models import Role, RoleInvitation, User
from campaigns.planning.models import Campaign
from campaigns.planning.roles import (
    MOST_INVITATIONS_A_DAY,
    accept_invitation,
    forget_invitations,
    invite_to_role,
    remove_role,
    withdraw_invitation,
)
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT, ONE_DAY, organizer_of

PAGE = "https://mobilize.example/accounts/invitations/"


def invite(campaign: Campaign, email: str, kind: str = "treasurer", *, at: Any = MOMENT) -> RoleInvitation:
    asked = {"email": email, "kind": kind, "page": PAGE, "at": at}
    return invite_to_role(campaign=campaign, organizer=organizer_of(campaign), **asked)[0]


def give(campaign: Campaign, user: User, kind: str) -> Role:
    return Role.objects.create(campaign=campaign, user=user, kind=kind)


def events_of(campaign: Campaign) -> list[str]:
    kinds = Event.objects.filter(campaign=campaign, kind__startswith="role.").order_by("id")
    return list(kinds.values_list("kind", flat=True))


@contextmanager
def refused(kind: type[DomainError], code: str) -> Iterator[None]:
    with pytest.raises(kind) as refusal:
        yield
    assert refusal.value.code == code


@pytest.mark.django_db
class TestOverHttp:
    def test_a_treasurer_is_named(self, django_capture_on_commit_callbacks: Any) -> None:
        """From the organizer's word to the treasurer reading the books."""
        campaign = cast.live_campaign()
        tess = cast.make_user("tess")
        organizer, treasurer = Caller(organizer_of(campaign)), Caller(tess)
        path = f"/campaigns/{campaign.slug}/roles/invitations/"
        assert treasurer.refused("GET", f"/campaigns/{campaign.slug}/books/") == (404, "not_found")

        with django_capture_on_commit_callbacks(execute=True):
            asked = organizer.post(path, {"email": f" {tess.email.upper()}", "role": "treasurer"}, 201)
        assert asked["email"] == tess.email
        (letter,) = mail.outbox
        assert letter.to == [tess.email]
        assert "http://testserver/app/settings/roles" in letter.body
        assert campaign.title in letter.body

        (received,) = treasurer.get("/me/invitations/")["results"]
        assert (received["campaign"], received["role"]) == (campaign.slug, "treasurer")
        accept = f"/me/invitations/{received['id']}/accept/"
        accepted = treasurer.post(accept, status=201)
        assert treasurer.post(accept) == accepted
        assert accepted["role"] == "treasurer"
        assert treasurer.get("/me/invitations/")["results"] == organizer.get(path)["results"] == []
        assert treasurer.get("/me/")["roles"] == [{"campaign": campaign.slug, "role": "treasurer"}]
        assert treasurer.call("GET", f"/campaigns/{campaign.slug}/books/").status_code == 200
        assert events_of(campaign) == ["role.invited", "role.accepted"]

    def test_addresses_are_for_organizers(self) -> None:
        campaign = cast.live_campaign()
        ravi = cast.make_user("ravi")
        give(campaign, ravi, "reviewer")
        seen = Caller(organizer_of(campaign)).get(f"/campaigns/{campaign.slug}/roles/")["results"]
        assert [role["person"]["email"] for role in seen] == [organizer_of(campaign).email, ravi.email]
        seen = Caller(ravi).get(f"/campaigns/{campaign.slug}/roles/")["results"]
        assert [(role["role"], role["person"]["display_name"]) for role in seen] == [
            ("organizer", "Olga"),
            ("reviewer", "Ravi"),
        ]
        assert {role["person"]["email"] for role in seen} == {None}

    def test_ending_roles_and_invitations(self) -> None:
        campaign = cast.live_campaign()
        ravi, tess = cast.make_user("ravi"), cast.make_user("tess")
        roles = [give(campaign, ravi, "reviewer"), give(campaign, tess, "treasurer")]
        reviewer, organizer = Caller(ravi), Caller(organizer_of(campaign))
        base = f"/campaigns/{campaign.slug}/roles/"
        assert reviewer.refused("DELETE", f"{base}{roles[1].public_id}/") == (403, "not_your_role")
        assert reviewer.call("DELETE", f"{base}{roles[0].public_id}/").status_code == 204
        assert reviewer.refused("GET", base) == (404, "not_found")
        assert organizer.call("DELETE", f"{base}{roles[1].public_id}/").status_code == 204
        assert organizer.refused("DELETE", f"{base}{roles[1].public_id}/") == (404, "unknown_role")
        last = Role.objects.get(campaign=campaign)
        assert organizer.refused("DELETE", f"{base}{last.public_id}/") == (409, "last_organizer")
        asked = organizer.post(f"{base}invitations/", {"email": tess.email, "role": "reviewer"}, 201)
        gone = f"{base}invitations/{asked['id']}/"
        assert [organizer.call("DELETE", gone).status_code for _ in range(2)] == [204, 204]
        assert Caller(tess).refused("POST", f"/me/invitations/{asked['id']}/accept/") == (410, "invitation_ended")
        assert events_of(campaign) == ["role.removed", "role.removed", "role.invited", "role.withdrawn"]

    def test_what_belongs_to_another_campaign_is_not_there(self) -> None:
        ours, theirs = cast.live_campaign(), cast.live_campaign()
        role = give(theirs, cast.make_user("ravi"), "reviewer")
        invitation = invite(theirs, "tess@example.org", at=timezone.now())
        organizer, base = Caller(organizer_of(ours)), f"/campaigns/{ours.slug}/roles/"
        assert organizer.refused("DELETE", f"{base}{role.public_id}/") == (404, "unknown_role")
        path = f"{base}invitations/{invitation.public_id}/"
        assert organizer.refused("DELETE", path) == (404, "unknown_invitation")
        assert organizer.get(f"{base}invitations/")["results"] == []

    def test_refusals_of_an_invitation(self) -> None:
        campaign = cast.live_campaign()
        organizer, ravi = organizer_of(campaign), cast.make_user("ravi")
        give(campaign, ravi, "reviewer")
        path = f"/campaigns/{campaign.slug}/roles/invitations/"
        caller = Caller(organizer)
        own = {"email": organizer.email, "role": "treasurer"}
        assert caller.refused("POST", path, own) == (400, "self_invitation")
        held = {"email": ravi.email, "role": "reviewer"}
        assert caller.refused("POST", path, held) == (409, "role_already_held")
        assert caller.call("POST", path, {"email": "nowhere", "role": "owner"}).status_code == 400
        assert caller.expect(201, "POST", path, held | {"role": "treasurer"})["role"] == "treasurer"


@pytest.mark.django_db
class TestInviting:
    def test_again_within_a_day_writes_no_second_letter(self, django_capture_on_commit_callbacks: Any) -> None:
        campaign = cast.live_campaign()
        with django_capture_on_commit_callbacks(execute=True):
            first = invite(campaign, "tess@example.org")
            assert invite(campaign, "Tess@example.org", at=MOMENT + ONE_DAY / 2) == first
        assert len(mail.outbox) == 1
        assert events_of(campaign) == ["role.invited"]
        with django_capture_on_commit_callbacks(execute=True):
            later = invite(campaign, "tess@example.org", at=MOMENT + ONE_DAY)
        assert (later, later.expires_at) == (first, MOMENT + 15 * ONE_DAY)
        assert len(mail.outbox) == 2

    def test_letters_hold_one_line_of_what_others_wrote(self, django_capture_on_commit_callbacks: Any) -> None:
        campaign = cast.live_campaign(title="Find\n\nbuy here", organizer=User.objects.create_user("o@example.org"))
        with django_capture_on_commit_callbacks(execute=True):
            invite(campaign, "tess@example.org")
        assert "An organizer invites you to be treasurer of the campaign “Find buy here”." in mail.outbox[0].body

    def test_so_many_a_day(self) -> None:
        campaign = cast.live_campaign()
        for number in range(MOST_INVITATIONS_A_DAY):
            asked = invite(campaign, f"guest{number}@example.org")
            withdraw_invitation(invitation=asked, actor=organizer_of(campaign), at=MOMENT)
        with refused(NotPossibleNow, "too_many_invitations"):
            invite(campaign, "one.more@example.org")
        assert invite(campaign, "one.more@example.org", at=MOMENT + ONE_DAY).accepted_at is None

    def test_what_has_run_out_is_forgotten_and_can_be_sent_anew(self) -> None:
        campaign = cast.live_campaign()
        invitation = invite(campaign, "tess@example.org")
        assert invite(campaign, "tess@example.org", at=MOMENT + 20 * ONE_DAY) == invitation
        assert forget_invitations(at=MOMENT + 33 * ONE_DAY) == 0
        assert forget_invitations(at=MOMENT + 34 * ONE_DAY) == 1


@pytest.mark.django_db
class TestAccepting:
    @pytest.fixture
    def tess(self) -> User:
        return cast.make_user("tess")

    def test_by_somebody_else(self, tess: User) -> None:
        invitation = invite(cast.live_campaign(), tess.email)
        with refused(NotFound, "unknown_invitation"):
            accept_invitation(invitation=invitation, user=cast.make_user("eve"), at=MOMENT)
        eve = Caller(cast.make_user("eve"))
        for pk in (invitation.public_id, uuid4()):
            assert eve.refused("POST", f"/me/invitations/{pk}/accept/") == (404, "unknown_invitation")

    def test_to_the_last_moment_and_no_longer(self, tess: User) -> None:
        invitation, other = (invite(cast.live_campaign(), tess.email) for _ in range(2))
        end = MOMENT + 14 * ONE_DAY
        _, is_new = accept_invitation(invitation=invitation, user=tess, at=end - timedelta(seconds=1))
        assert is_new
        with refused(Gone, "invitation_ended"):
            accept_invitation(invitation=other, user=tess, at=end)

    def test_a_role_that_ended_is_not_taken_again(self, tess: User) -> None:
        campaign = cast.live_campaign()
        invitation = invite(campaign, tess.email)
        role, _ = accept_invitation(invitation=invitation, user=tess, at=MOMENT)
        with refused(NotPossibleNow, "invitation_used"):
            withdraw_invitation(invitation=invitation, actor=organizer_of(campaign), at=MOMENT)
        remove_role(role=role, actor=organizer_of(campaign), at=MOMENT)
        with refused(Gone, "invitation_used"):
            accept_invitation(invitation=invitation, user=tess, at=MOMENT)

    def test_invitations_of_a_removed_organizer_are_void(self, tess: User) -> None:
        campaign = cast.live_campaign()
        mallory, founder = organizer_of(campaign), cast.make_user("olga")
        give(campaign, founder, "organizer")
        invitation = invite(campaign, tess.email, "organizer")
        remove_role(role=Role.objects.get(campaign=campaign, user=mallory), actor=founder, at=MOMENT)
        with refused(Gone, "invitation_ended"):
            accept_invitation(invitation=invitation, user=tess, at=MOMENT)
        again, is_new = invite_to_role(
            campaign=campaign, organizer=founder, email=tess.email, kind="organizer", page=PAGE, at=MOMENT
        )
        assert (again, is_new) == (invitation, True)
        accept_invitation(invitation=again, user=tess, at=MOMENT)


def in_two_threads(one: Any, other: Any) -> list[str | None]:
    """Do both from the same moment on, each by a connection of its own; gives the refusals."""
    start = Barrier(2)

    def act(do: Any) -> str | None:
        try:
            # Connected before the start, so that they meet.
            connection.ensure_connection()
            start.wait(10)
            do()
        except DomainError as refusal:
            return refusal.code
        except IntegrityError as refusal:
            return str(refusal.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg2's own error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(act, (one, other)))


def remove_by_operation(role: Role, actor: User) -> None:
    remove_role(role=role, actor=actor, at=MOMENT)


def remove_past_the_code(role: Role, actor: User) -> None:
    Role.objects.filter(pk=role.pk).delete()


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    ("remove", "refusals"),
    [(remove_by_operation, {"last_organizer", "not_your_role"}), (remove_past_the_code, {"last_organizer_stays"})],
)
def test_two_organizers_removing_each_other(remove: Any, refusals: set[str]) -> None:
    """Whether the operation or only the trigger stands in the way: one of the two stays."""
    for _ in range(10):
        campaign = cast.draft_campaign()
        first, second = Role.objects.get(campaign=campaign), give(campaign, cast.make_user("otto"), "organizer")

        answers = in_two_threads(partial(remove, second, first.user), partial(remove, first, second.user))

        assert answers.count(None) == 1, answers
        assert set(answers) - {None} <= refusals
        assert Role.objects.filter(campaign=campaign, kind="organizer").count() == 1


@pytest.mark.usefixtures("committed")
def test_accepting_twice_at_once() -> None:
    campaign, tess = cast.draft_campaign(), cast.make_user("tess")
    invitation = invite(campaign, tess.email)

    def accept() -> None:
        accept_invitation(invitation=invitation, user=tess, at=MOMENT)

    assert in_two_threads(accept, accept) == [None, None]
    assert events_of(campaign) == ["role.invited", "role.accepted"]
