"""A process that kills itself at a chosen step of reading the log into notices, gathering letters, or sending one.

python -m tests.notices.killing read 1 2 3         kills the n-th reading of the log before its n-th step
python -m tests.notices.killing gather 1 2 3       kills the n-th gathering of letters before its n-th step
python -m tests.notices.killing send 11 12 13      kills the n-th letter's sending before its n-th step
"""

from __future__ import annotations

import json
import sys
from functools import partial
from importlib import import_module
from random import Random

import django
from django.core.mail.utils import DNS_NAME
from django.urls import reverse

from tests.faults.killing import in_a_child, kill_each, killer_at
from tests.outreach.killing import send, watch_letters

# About as many as there are; whoever is to die later lives.
SENDING_STEPS = 30


def read(_: int) -> None:
    """Read the log as the task does."""
    from campaigns.notices.tasks import read_notices

    read_notices.apply(throw=True)


def gather(_: int) -> None:
    """Gather letters as the task does."""
    from campaigns.notices.tasks import gather_notices

    gather_notices.apply(throw=True)


if __name__ == "__main__":
    django.setup()
    # Once here and not in every child: the name of this machine, and all that letters and their links need.
    DNS_NAME.get_fqdn()
    for module in ("campaigns.notices.tasks", "campaigns.outreach.tasks"):
        import_module(module)
    reverse("place", args=["x"])
    named = [int(each) for each in sys.argv[2:]]
    if sys.argv[1] == "drawn":
        killers = [partial(killer_at, Random().randint(1, SENDING_STEPS)) for _ in named]
        ends = [in_a_child(how, one, run=send, watching=watch_letters) for how, one in zip(killers, named, strict=True)]
    else:
        ends = kill_each(named, run={"read": read, "gather": gather}[sys.argv[1]], watching=watch_letters)
    print(json.dumps(ends))
