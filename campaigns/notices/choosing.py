"""Choosing which kinds to be told of by which channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campaigns.errors import InvalidInput
from campaigns.notices.kinds import KINDS, UNCHOSEN, wishes_of_one
from campaigns.notices.models import NoticeChoice
from campaigns.people.models import User


def choose(*, user: User, chosen: Mapping[str, Mapping[str, Any]]) -> bool:
    """Keep what a person chose of some kinds: `inbox`, `mail` or both of each; tells whether anything is new.

    Raises InvalidInput for a kind that there is not, or about which nothing can be chosen.
    """
    for kind in chosen:
        if kind not in KINDS or kind in UNCHOSEN:
            known = ", ".join(name for name in KINDS if name not in UNCHOSEN)
            raise InvalidInput("unknown_notice", f"There is no choice about {kind!r}; choose of {known}.", field=kind)
    with transaction.atomic():
        # Whoever hands a letter over locks the person too, so a choice comes wholly before it or after it.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        wishes = wishes_of_one(user)
        changed = False
        for kind, said in chosen.items():
            kept = {"inbox": wishes[kind].inbox, "mail": wishes[kind].mail}
            wanted = {**kept, **said}
            if wanted != kept:
                NoticeChoice.objects.update_or_create(user=user, kind=kind, defaults=wanted)
                changed = True
    return changed
