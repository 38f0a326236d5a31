"""This will run a whole instance on which the balloon hunt was played, in front of the terminal until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from campaigns.planning.models import Campaign
from campaigns.recruiting.models import ReferralLink
from mobilize.demo.errors import DemoError
from mobilize.demo.hunt import story
from mobilize.demo.movement import set_movement
from mobilize.demo.progress import Progress
from mobilize.demo.replay import replay_story, wait_until_settled
from mobilize.demo.signins import (
    ROLES,
    Remembered,
    SignIn,
    make_crew,
    open_api,
    open_signin,
    take_back_signins,
    write_signins,
)
from mobilize.demo.stage import Crew, Stage, find_stage, hold_report, mark_finished, release_report, set_stage
from mobilize.demo.summary import ShownChain, read_shown_chain, read_totals, tell_chain, tell_totals
from mobilize.demo.watch import people_of_watch, set_watch, tell_watch
from mobilize.embedded.errors import EmbeddedError
from mobilize.embedded.ports import port_from_text
from mobilize.embedded.running import run_services
from rewards.settlement.audit import find_differences

# The worker settles while the story is told; a lost message waits for the next sweep.
SETTLED_WITHIN_SECONDS = 30.0 + 2 * settings.SWEEP_SECONDS


class Command(BaseCommand):
    """`manage.py demo`."""

    help = (
        "Runs what `up` runs, with data of its own, and replays the balloon hunt of December 2009 on it. "
        "A second run reuses the data; a replay that was cut short goes on where it stopped. PORT chooses the port."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="default: PORT, or 8000")
        parser.add_argument(
            "--signins",
            type=Path,
            default=Path(settings.BASE_DIR) / ".local" / "demo.json",
            help="where to write the address and the sign-ins; default: .local/demo.json",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo makes thousands of invented people and writes passwords to a file, so it runs on local "
                "instances only. Set DEBUG=on if this database is for trying things out."
            )
        # People of the story write themselves in many scripts, and not every terminal knows them all.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        demo = _Demo(options["signins"])
        try:
            run_services(
                port=port_from_text(options["port"]),
                before_web=demo.prepare,
                on_ready=demo.play,
                command="make demo",
            )
        except (DemoError, EmbeddedError, ValueError) as error:
            raise CommandError(str(error)) from error


class _Demo:
    """One run of the demo."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._remembered = Remembered()

    def prepare(self) -> None:
        """Take the sign-ins of the last run back, since their address may not be this one's."""
        find_stage()
        self._remembered = take_back_signins(self._path)

    def play(self, base_url: str) -> None:
        """Replay what is left of the story, then tell who can sign in and what came of it."""
        base_url = base_url.rstrip("/")
        print(f"\nThe instance is running: {base_url}/", flush=True)
        crew = make_crew()
        stage = find_stage()
        if stage is None or not stage.finished:
            stage = _replay(stage, crew)
        else:
            print("The hunt has been played here already. `make clean-demo` removes its data.", flush=True)
            _settle_and_check(stage)
        chain = read_shown_chain(stage)
        watch = set_watch(
            crew=crew, people=people_of_watch(stage.campaign, voucher=chain.connector), now=timezone.now()
        )
        movement = set_movement(crew=crew, now=timezone.now())
        people = {role: getattr(crew, role) for role in ROLES if role != "participant"}
        people["participant"] = chain.connector
        known = self._remembered
        signins = {role: open_signin(user, remembered=known.signins.get(role)) for role, user in people.items()}
        api_key = open_api(crew.organizer, remembered=known.api_key, at=timezone.now())
        write_signins(self._path, base_url=base_url, campaign=stage.campaign.slug, signins=signins, api_key=api_key)
        _tell(stage, chain=chain, watch=watch, movement=movement, base_url=base_url, signins=signins, path=self._path)


def _replay(stage: Stage | None, crew: Crew) -> Stage:
    began = time.monotonic()
    hunt = story()
    if stage is None:
        print(f"Replaying the balloon hunt of December 2009: {len(hunt.people):,} people.", flush=True)
        stage = set_stage(story=hunt, crew=crew, now=timezone.now())
    else:
        print("A replay was cut short here. It goes on where it stopped.", flush=True)
    hold_report(stage=stage, now=timezone.now())
    with Progress(steps=sum(1 for _ in hunt.steps())) as progress:
        replay_story(story=hunt, stage=stage, reviewer=crew.reviewer, on_step=progress.show)
    _settle_and_check(stage)
    release_report(stage=stage)
    mark_finished(stage=stage, crew=crew, now=timezone.now())
    print(f"Replayed and settled in {time.monotonic() - began:.0f} s.", flush=True)
    return stage


def _settle_and_check(stage: Stage) -> None:
    """Wait until the worker has settled what is to be paid, then have the books looked through."""
    wait_until_settled(campaign=stage.campaign, seconds=SETTLED_WITHIN_SECONDS)
    differences = find_differences(stage.campaign.pk)
    if differences:
        raise DemoError("check_ledger finds the books wrong:\n" + "\n".join(differences))
    print("check_ledger: no differences.", flush=True)


def _tell(
    stage: Stage,
    *,
    chain: ShownChain,
    watch: Campaign,
    movement: Campaign,
    base_url: str,
    signins: Mapping[str, SignIn],
    path: Path,
) -> None:
    campaign = stage.campaign
    link = ReferralLink.objects.filter(campaign=campaign, participant__user=chain.connector).order_by("pk")[0]
    lines = [
        "",
        *tell_chain(chain, campaign=campaign),
        "",
        *tell_totals(read_totals(campaign), campaign=campaign),
        *tell_watch(watch, at=timezone.now()),
        "",
        f"Campaign       {base_url}{reverse('campaign', args=[campaign.slug])}",
        f"Be invited     {base_url}{reverse('referral', args=[link.code])}   by {chain.connector.get_full_name()}",
        f"Taking part    {base_url}{reverse('app_at', args=[f'c/{campaign.slug}/me'])}   as the participant",
        f"Running it     {base_url}{reverse('app_at', args=[f'c/{movement.slug}/manage'])}   as the organizer",
        f"To review      {base_url}{reverse('app_at', args=[f'c/{watch.slug}/manage/review'])}   as the reviewer",
        f"API            {base_url}{reverse('docs')}   with the organizer's key, in the file of sign-ins",
        f"Mail goes to   {settings.MAIL_DIR}/",
        f"Sign-ins are in {path}, logs in {settings.LOCAL_DIR}/log/.",
        "",
        f"Sign in        {base_url}{reverse('account_login')}",
        *(f"  {role:<12} {signins[role].email:<34} {signins[role].password}" for role in ROLES),
        "",
        "Stop with Ctrl-C.",
        "",
    ]
    print("\n".join(lines), flush=True)
