"""What nobody may do to roles and to invitations to them."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_INVITE = """INSERT INTO campaigns_roleinvitation
    (campaign_id, email, kind, invited_by_id, invited_at, expires_at, accepted_at, withdrawn_at)
    VALUES (%(campaign)s, 'tess@example.org', 'treasurer', %(eve_user)s, now(), now() + interval '14 days',
            NULL, NULL)"""
_HAND_OVER = "UPDATE campaigns_role SET user_id = %(alice_user)s WHERE campaign_id = %(campaign)s"
_OF_THE_ORGANIZER = "WHERE campaign_id = %(campaign)s AND kind = 'organizer'"

# Each goes through as it stands.
HARMLESS_ROLES = (_INVITE, _HAND_OVER)

ROLE_REFUSALS = (
    Refusal("the last organizer removed", "last_organizer_stays", f"DELETE FROM campaigns_role {_OF_THE_ORGANIZER}"),
    Refusal(
        "all of a campaign's roles removed",
        "last_organizer_stays",
        "DELETE FROM campaigns_role WHERE campaign_id = %(campaign)s",
    ),
    Refusal(
        "the last organizer made something else",
        "last_organizer_stays",
        f"UPDATE campaigns_role SET kind = 'treasurer' {_OF_THE_ORGANIZER}",
    ),
    Refusal(
        "the last organizer moved to another campaign",
        "last_organizer_stays",
        f"UPDATE campaigns_role SET campaign_id = %(other)s {_OF_THE_ORGANIZER}",
    ),
    Refusal("roles emptied", "role_is_never_truncated", "TRUNCATE campaigns_role"),
    Refusal(
        "an address invited twice",
        "address_is_invited_once_at_a_time",
        _INVITE + ", " + _INVITE.split("VALUES")[1],
    ),
    Refusal(
        "an invited address in capitals",
        "invited_address_is_kept_in_lower_case",
        changed(_INVITE, ("'tess@", "'Tess@")),
    ),
    Refusal(
        "an invitation to a role of one's own making",
        "invitation_is_to_a_known_role",
        changed(_INVITE, ("'treasurer'", "'owner'")),
    ),
    Refusal(
        "an invitation that has run out before it was sent",
        "invitation_lasts_a_while",
        changed(_INVITE, ("now() + interval '14 days'", "now()")),
    ),
    Refusal(
        "an invitation accepted and withdrawn",
        "invitation_is_accepted_or_withdrawn",
        changed(_INVITE, ("NULL, NULL)", "now(), now())")),
    ),
)
