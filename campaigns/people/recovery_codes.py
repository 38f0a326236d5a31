"""Recovery codes: what they are made of, sealed, since whoever reads it could sign in by them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from campaigns.sealing import seal_texts, unseal_texts

_OWNER = "recovery codes"


def seal_seed(seed: str) -> str:
    return seal_texts([seed], owner=_OWNER)


def unseal_seed(sealed: str) -> str:
    (seed,) = unseal_texts(sealed, owner=_OWNER)
    return seed


def reseal_recovery_codes() -> int:
    """Seal everybody's with the first key anew; gives how many. Safe to stop and to run again."""
    kept = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    resealed = 0
    for pk in list(kept.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            codes = kept.select_for_update(no_key=True).filter(pk=pk).first()
            if codes is None:
                continue
            codes.data["seed"] = seal_seed(unseal_seed(codes.data["seed"]))
            codes.save(update_fields=["data"])
            resealed += 1
    return resealed
