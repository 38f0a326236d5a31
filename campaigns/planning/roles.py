"""Giving roles away and taking them back: an organizer invites an address, its person accepts, and either ends it.

Law: the last organizer stays. An invitation is a letter and a row; whoever signs in with the address that was
written to may accept it, once, within 14 days, and only while the one who sent it is an organizer still.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from campaigns.errors import Gone, InvalidInput, NotAllowed, NotFound, NotPossibleNow
from campaigns.events.operations import record_event, record_events
from campaigns.people.languages import language_of
from campaigns.people.models import Role, RoleInvitation, User
from campaigns.plain import one_line
from campaigns.planning.models import Campaign
from campaigns.planning.operations import lock_campaign

INVITATION_DAYS = 14
# Anybody may draft a campaign and so send letters in the instance's name: a few a day, and none twice in a day.
MOST_INVITATIONS_A_DAY = 20
BETWEEN_LETTERS = timedelta(days=1)

# The subject of the letter, its first sentence, and what whoever has the role does.
_LETTERS = {
    Role.Kind.ORGANIZER: (
        _lazy("You are invited to be organizer of a campaign"),
        _lazy("%(organizer)s invites you to be organizer of the campaign “%(campaign)s”."),
        _lazy("Organizers set the rules, decide on reports and give roles to others."),
    ),
    Role.Kind.REVIEWER: (
        _lazy("You are invited to be reviewer of a campaign"),
        _lazy("%(organizer)s invites you to be reviewer of the campaign “%(campaign)s”."),
        _lazy("Reviewers decide whether what was reported is true."),
    ),
    Role.Kind.TREASURER: (
        _lazy("You are invited to be treasurer of a campaign"),
        _lazy("%(organizer)s invites you to be treasurer of the campaign “%(campaign)s”."),
        _lazy("Treasurers read the books and pay out what people earned."),
    ),
}
_NOT_TO_YOU = "There is no such invitation to the address that you signed in with."


def invite_to_role(
    *, campaign: Campaign, organizer: User, email: str, kind: str, page: str, at: datetime
) -> tuple[RoleInvitation, bool]:
    """Ask whoever reads the mail of an address to take a role; tells whether that is new.

    `page` is where the letter leads, to sign in and accept. An address that is asked already is left in peace for a
    day; after that it is written to again, and has the full time anew.
    """
    email = email.strip().lower()
    with transaction.atomic():
        lock_campaign(campaign.pk)
        if email == organizer.email:
            raise InvalidInput(
                "self_invitation",
                "This is your own address. A role is given by one person to another: invite somebody else, or let"
                " another organizer invite you.",
                field="email",
            )
        if Role.objects.filter(campaign=campaign, user__email=email, kind=kind).exists():
            raise NotPossibleNow(
                "role_already_held", f"Whoever signs in with this address is {kind} here already.", field="email"
            )
        asked = RoleInvitation.objects.filter(campaign=campaign, email=email, kind=kind).unanswered().first()
        is_open = asked is not None and RoleInvitation.objects.open(at).filter(pk=asked.pk).exists()
        if asked is not None and is_open and at < asked.invited_at + BETWEEN_LETTERS:
            return asked, False
        _refuse_haste(organizer, at)
        # One that has run out, or whose sender is no organizer any more, becomes this one.
        invitation = asked or RoleInvitation(campaign=campaign, email=email, kind=kind)
        invitation.invited_by = organizer
        invitation.invited_at = at
        invitation.expires_at = at + timedelta(days=INVITATION_DAYS)
        invitation.save()
        _note("role.invited", campaign, organizer, at, role=kind, invitation=str(invitation.public_id))
        _write_to(invitation, campaign, organizer, page)
    return invitation, not is_open


def accept_invitation(*, invitation: RoleInvitation, user: User, at: datetime) -> tuple[Role, bool]:
    """Take the role that one is invited to; tells whether it is new. Whoever accepted gets the role they have back."""
    with transaction.atomic():
        campaign = lock_campaign(invitation.campaign_id)
        invitation = _lock_invitation(invitation)
        # Signing in has shown that the address is theirs.
        if invitation.email != user.email:
            raise NotFound("unknown_invitation", _NOT_TO_YOU)
        held = Role.objects.filter(campaign=campaign, user=user, kind=invitation.kind).first()
        if invitation.accepted_at is not None:
            if held is not None:
                return held, False
            raise Gone(
                "invitation_used",
                "You accepted this invitation, and the role ended since. Ask an organizer to invite you again.",
            )
        if not RoleInvitation.objects.open(at).filter(pk=invitation.pk).exists():
            raise Gone(
                "invitation_ended",
                "This invitation was withdrawn or has run out. Ask an organizer to invite you again.",
            )
        invitation.accepted_at = at
        invitation.save(update_fields=["accepted_at"])
        role = held or Role.objects.create(campaign=campaign, user=user, kind=invitation.kind)
        _note("role.accepted", campaign, user, at, role=role.kind, invitation=str(invitation.public_id))
    return role, held is None


def withdraw_invitation(*, invitation: RoleInvitation, actor: User, at: datetime) -> RoleInvitation:
    """Take an invitation back before it is accepted."""
    with transaction.atomic():
        campaign = lock_campaign(invitation.campaign_id)
        invitation = _lock_invitation(invitation)
        if invitation.accepted_at is not None:
            raise NotPossibleNow(
                "invitation_used", "The invitation was accepted meanwhile. Remove the role instead, if it should end."
            )
        if invitation.withdrawn_at is None:
            invitation.withdrawn_at = at
            invitation.save(update_fields=["withdrawn_at"])
            _note("role.withdrawn", campaign, actor, at, role=invitation.kind, invitation=str(invitation.public_id))
    return invitation


def remove_role(*, role: Role, actor: User, at: datetime) -> None:
    """End somebody's role, or give up one's own. The last organizer stays."""
    with transaction.atomic():
        campaign = lock_campaign(role.campaign_id)
        if role.user_id != actor.pk and not actor.may(campaign.pk):
            raise NotAllowed("not_your_role", "Organizers remove roles; you can give up your own.")
        # Somebody else may have been quicker.
        held = Role.objects.select_for_update().filter(pk=role.pk).select_related("user").first()
        if held is None:
            return
        organizers = Role.objects.filter(campaign=campaign, kind=Role.Kind.ORGANIZER)
        if held.kind == Role.Kind.ORGANIZER and not organizers.exclude(pk=held.pk).exists():
            raise NotPossibleNow(
                "last_organizer",
                "A campaign keeps its last organizer. Invite another one; once they accepted, this role can end.",
            )
        held.delete()
        _note("role.removed", campaign, actor, at, role=held.kind, person=str(held.user.public_id))


def invitations_of(*, user: User, at: datetime) -> QuerySet[RoleInvitation]:
    """Give what this person is invited to and can accept now."""
    return RoleInvitation.objects.open(at).filter(email=user.email).select_related("campaign", "invited_by")


def find_invitation(*, public_id: Any, user: User) -> RoleInvitation:
    """Find an invitation to this person, open or not; to others there is none."""
    invitation = RoleInvitation.objects.filter(public_id=public_id, email=user.email).first()
    if invitation is None:
        raise NotFound("unknown_invitation", _NOT_TO_YOU)
    return invitation


def forget_invitations(*, at: datetime) -> int:
    """Delete invitations whose time is over, however they ended, so that no address is kept; returns how many."""
    with transaction.atomic():
        over = list(RoleInvitation.objects.filter(expires_at__lte=at).select_for_update().order_by("pk"))
        RoleInvitation.objects.filter(pk__in=[invitation.pk for invitation in over]).delete()
        record_events(
            (
                "role.invitation_forgotten",
                at,
                invitation.campaign_id,
                None,
                None,
                None,
                {"role": invitation.kind, "invitation": str(invitation.public_id)},
            )
            for invitation in over
        )
    return len(over)


def _lock_invitation(invitation: RoleInvitation) -> RoleInvitation:
    found = RoleInvitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise NotFound("unknown_invitation", "There is no such invitation any more.")
    return found


def _refuse_haste(organizer: User, at: datetime) -> None:
    sent = RoleInvitation.objects.filter(invited_by=organizer, invited_at__gt=at - BETWEEN_LETTERS).count()
    if sent >= MOST_INVITATIONS_A_DAY:
        raise NotPossibleNow(
            "too_many_invitations",
            f"You sent {MOST_INVITATIONS_A_DAY} invitations within a day, which is the most. Go on tomorrow.",
        )


def _note(kind: str, campaign: Campaign, actor: User, at: datetime, **data: str) -> None:
    # Never the address: events stay for ever, and addresses do not.
    record_event(kind=kind, at=at, campaign_id=campaign.pk, actor_id=actor.pk, data=data)


def _write_to(invitation: RoleInvitation, campaign: Campaign, organizer: User, page: str) -> None:
    """Write to the address after commit."""
    kind = Role.Kind(invitation.kind)
    asked = User.objects.filter(email=invitation.email).first()
    # Whoever has no account is spoken to as their organizer is.
    with translation.override(language_of(asked or organizer)):
        subject, invites, what_one_does = (str(words) for words in _LETTERS[kind])
        named = {
            "organizer": one_line(organizer.display_name) or _("An organizer"),
            "campaign": one_line(campaign.title),
            "email": invitation.email,
            "page": page,
            "days": INVITATION_DAYS,
        }
        steps = _(
            "Sign in with this address (%(email)s) and accept here:\n\n%(page)s\n\n"
            "If you have no account yet, the page leads you to make one. The invitation works for %(days)d days. If you"
            " do not want the role, do nothing.\n"
        )
        letter = f"{invites % named} {what_one_does}\n\n{steps % named}"
        send = partial(send_mail, subject, letter, None, [invitation.email])
    transaction.on_commit(send, robust=True)
