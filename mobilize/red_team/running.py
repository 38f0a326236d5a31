"""A run: planned, played on rows that are taken back at the end, and told in figures."""

from __future__ import annotations

from random import Random

from django.db import transaction

from mobilize.red_team.attacks import plant_attacks
from mobilize.red_team.figures import Figures, read_figures
from mobilize.red_team.look_alikes import plant_look_alikes
from mobilize.red_team.plan import Plan, plan_background
from mobilize.red_team.stage import play, set_stage

LEAST, MOST = 50, 5_000
# For so many ordinary people one attack and one look-alike of each kind.
_PEOPLE_FOR_EACH = 50


def make_plan(*, seed: int, size: int) -> Plan:
    """Plan ordinary people, attackers and look-alikes; the same seed and size give the same plan."""
    plan = Plan(Random(seed))  # noqa: S311 - a story to be told again, no secret
    plan_background(plan, size)
    each = max(1, size // _PEOPLE_FOR_EACH)
    plant_look_alikes(plan, each)
    plant_attacks(plan, each)
    return plan


def run_red_team(*, seed: int, size: int) -> Figures:
    """Plan, plant, detect and count."""
    return run_plan(make_plan(seed=seed, size=size), seed=seed, size=size)


def run_plan(plan: Plan, *, seed: int, size: int) -> Figures:
    """Play a plan and count; nothing of it stays in the database, whatever happens."""
    with transaction.atomic():
        try:
            stage = set_stage(plan)
            play(stage)
            return read_figures(stage, seed=seed, size=size)
        finally:
            transaction.set_rollback(True)
