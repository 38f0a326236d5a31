"""What the database refused, said as a problem.

Constraint names are sentences (`escrow_never_goes_below_zero`), so a refusal that no Python check foresaw
still tells its law. Names that the framework made up are not shown: they say nothing to a caller.
"""

from __future__ import annotations

import re

from django.db import DatabaseError, DataError, OperationalError

from mobilize.http.documents import Problem

_GENERATED = re.compile(r"(_[0-9a-f]{8}(_.*)?|_(pkey|key|fkey|check|excl|uniq|not_null))$")
_NOT_NULL = "23502"
# lock timeout, deadlock, serialization failure: the same request may succeed a moment later.
_MOMENTARY = {"55P03", "40P01", "40001"}


def problem_of_database_error(error: DatabaseError) -> Problem | None:
    """Say why the database refused; None where the refusal is a defect of ours."""
    cause = error.__cause__
    state = getattr(cause, "pgcode", None) or ""
    name = getattr(getattr(cause, "diag", None), "constraint_name", None)
    if isinstance(error, DataError):
        return Problem(
            status=400,
            code="value_out_of_range",
            detail="A value is larger, longer or further away than can be kept.",
        )
    if state == _NOT_NULL:
        return None
    if name or state.startswith("23"):
        return _conflict(name or "")
    if state in _MOMENTARY:
        return Problem(
            status=503,
            code="busy",
            detail="Others are changing the same things at this moment. Nothing was changed; try again.",
            headers={"Retry-After": "1"},
        )
    if isinstance(error, OperationalError):
        return Problem(
            status=503,
            code="database_unavailable",
            detail="The database does not answer at the moment. Try again shortly.",
            headers={"Retry-After": "5"},
        )
    return None


def _conflict(name: str) -> Problem:
    if not name or _GENERATED.search(name) or "_" not in name:
        return Problem(
            status=409,
            code="conflict",
            detail="This contradicts something that is already recorded. Nothing was changed.",
        )
    law = name.replace("_", " ").capitalize()
    return Problem(
        status=409,
        code=name,
        title=law,
        detail=f"{law}: the database keeps this law, so nothing was changed.",
        data={"constraint": name},
    )
