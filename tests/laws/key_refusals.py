"""What nobody may do to keys of programs, and to the tokens of places."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_MAKE = """INSERT INTO campaigns_apikey
    (owner_id, campaign_id, name, kind, scopes, prefix, digest, created_at, expires_at, last_used_at, revoked_at)
    VALUES (%(eve_user)s, NULL, 'Field', 'secret', '{campaigns:read,findings:write}', 'mk_Az09Az09Az09',
            repeat('0f', 32), now(), now() + interval '1 day', NULL, NULL)"""
_PUBLISH = """INSERT INTO campaigns_apikey
    (owner_id, campaign_id, name, kind, scopes, prefix, digest, created_at)
    VALUES (%(eve_user)s, %(campaign)s, 'Page', 'publishable', '{findings:write}', 'mpk_Az09Az09Az09',
            repeat('0f', 32), now())"""
_USE = "UPDATE campaigns_apikey SET last_used_at = now() WHERE id = %(key)s"
_REVOKE = "UPDATE campaigns_apikey SET revoked_at = now() WHERE id = %(key)s"
_END_TOKENS = "UPDATE campaigns_participant SET token_number = token_number + 1 WHERE id = %(alice)s"
_OF_REVOKED = "WHERE id = %(revoked_key)s"

# Each goes through as it stands.
HARMLESS_KEYS = (_MAKE, _PUBLISH, _USE, _REVOKE, _END_TOKENS)

KEY_REFUSALS = (
    Refusal(
        "a key shown as another kind",
        "api_key_shows_its_kind",
        changed(_MAKE, ("'mk_", "'mpk_")),
    ),
    Refusal(
        "a key of a kind of its own",
        "api_key_shows_its_kind",
        changed(_MAKE, ("'secret'", "'master'")),
    ),
    Refusal(
        "a key kept as it is", "api_key_is_kept_as_a_hash", changed(_MAKE, ("repeat('0f', 32)", "'mk_Az09Az09Az09'"))
    ),
    Refusal(
        "a key for nothing", "api_key_is_for_something_known", changed(_MAKE, ("{campaigns:read,findings:write}", "{}"))
    ),
    Refusal(
        "a key for everything",
        "api_key_is_for_something_known",
        changed(_MAKE, ("campaigns:read", "*")),
    ),
    Refusal(
        "a key that has run out already", "api_key_lasts_a_while", changed(_MAKE, ("now() + interval '1 day'", "now()"))
    ),
    Refusal(
        "a publishable key that reads",
        "publishable_key_only_reports_in_one_campaign",
        changed(_PUBLISH, ("{findings:write}", "{findings:read,findings:write}")),
    ),
    Refusal(
        "a publishable key of every campaign",
        "publishable_key_only_reports_in_one_campaign",
        changed(_PUBLISH, ("%(campaign)s", "NULL")),
    ),
    *(
        Refusal(
            f"a key's {column} changed",
            "api_key_stays_as_it_was_made",
            changed(_USE, ("last_used_at = now()", f"{column} = {value}")),
        )
        for column, value in (
            ("owner_id", "%(alice_user)s"),
            ("campaign_id", "%(other)s"),
            ("scopes", "'{payouts:write}'"),
            ("digest", "repeat('1e', 32)"),
            ("expires_at", "now() + interval '1 day'"),
        )
    ),
    Refusal(
        "a revoked key in force again",
        "api_key_is_revoked_for_good",
        f"UPDATE campaigns_apikey SET revoked_at = NULL {_OF_REVOKED}",
    ),
    Refusal(
        "a revoked key revoked later",
        "api_key_is_revoked_for_good",
        f"UPDATE campaigns_apikey SET revoked_at = now() {_OF_REVOKED}",
    ),
    Refusal(
        "an ended token good again",
        "ended_token_stays_ended",
        "UPDATE campaigns_participant SET token_number = 0 WHERE id = %(alice)s",
    ),
)
