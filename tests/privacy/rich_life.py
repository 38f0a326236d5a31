"""A rich life: somebody who did everything that leaves something of a person, twice, in two campaigns and around them.

Everything that names them is a word that stands nowhere else, so that it can be looked for.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import redis
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client, RequestFactory
from PIL import Image

from campaigns.events.models import Event
from campaigns.exchange.models import Job, JobFile
from campaigns.findings.evidence import add_file, add_link
from campaigns.findings.facts import add_fact, answer_facts
from campaigns.findings.models import Finding, Gold, GoldAnswer
from campaigns.findings.operations import reject_finding, request_info, respond_to_request
from campaigns.findings.reporting import report_finding
from campaigns.findings.vouching import vouch_for_finding
from campaigns.notices.models import Notice, NoticeItem
from campaigns.outreach.models import Letter
from campaigns.outreach.webhooks.models import WebhookEndpoint
from campaigns.participation.activities import Told, report_activity
from campaigns.participation.models import Alert, Report
from campaigns.people.consents import say_consent
from campaigns.people.keys import make_key
from campaigns.people.models import Role, RoleInvitation, User
from campaigns.people.traces import connection_of, record_trace
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant, PendingJoin
from campaigns.recruiting.operations import change_place
from campaigns.trust.models import Signal
from campaigns.trust.operations import lift_quarantine, make_objection, place_hold, quarantine_branch
from mobilize.http.models import StoredResponse
from rewards.contracts.operations import close_campaign
from rewards.payouts.caps import hold_person, lift_hold, object_to_hold, set_payout_rules
from rewards.payouts.models import Batch
from rewards.payouts.owning import add_destination
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import MOMENT

IBAN = "DE89370400440532013000"


@dataclass
class RichLife:
    """The person, their two campaigns, and every word by which they could be found."""

    user: User
    campaigns: list[Campaign]
    places: list[Participant]
    words: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    others: list[User] = field(default_factory=list)
    closed: Campaign | None = None
    secret: str = ""


def live_richly(*, mail: Path | None = None) -> RichLife:
    """Live it. What is payable is left in the first campaign, and what is held in the second."""
    tag = secrets.token_hex(4)
    user = User.objects.create_user(f"zebedee.{tag}@quillon.example", "a long password", display_name=f"Zebedee{tag}")
    campaigns = [cast.live_campaign([(400_000, 4)], hold_days=days, review_minutes=60) for days in (0, 30)]
    life = RichLife(user, campaigns, [])
    life.words |= {user.email, user.display_name, str(user.public_id), "Quillon"}
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    EmailAddress.objects.create(user=user, email=f"second.{tag}@quillon.example", verified=True)
    life.secret = IBAN
    add_destination(user=user, kind="iban", value=IBAN, holder_name=f"Zebedee{tag} Quillon", country="DE", at=MOMENT)
    life.words |= set(user.destinations.values_list("sealed", "fingerprint", "masked")[0])
    for number, campaign in enumerate(campaigns):
        _take_part(life, campaign, tag, number)
    _work(life, tag)
    _sign_in(life, tag, mail)
    life.words.discard("")
    return life


def _take_part(life: RichLife, campaign: Campaign, tag: str, number: int) -> None:
    user, at = life.user, MOMENT + timedelta(minutes=number)
    (alice,) = cast.join_in_turn(campaign, "alice")
    place = cast.join(user, cast.link_of(alice), at=at)
    life.places.append(place)
    life.others.append(alice.user or user)
    bob, _ = cast.join_in_turn(campaign, "bob", "carol", under=place)
    # For a while they were seen by another name, which stays in what was written then.
    former = f"Zebulon{tag}"
    life.words.add(former)
    for name in (former, user.display_name):
        change_place(participant=place, display_name=name, at=at)
    own_link = cast.link_of(place)
    life.words.add(own_link.code)
    say_consent(user=user, campaign_id=campaign.pk, given=True, how="join", at=at)
    fact = add_fact(
        objective=cast.objective_of(campaign),
        actor=cast.organizer_of(campaign),
        question="What is written on it?",
        answer="7",
        at=at,
    )
    # In both campaigns the same, from the same place, with the same picture; nobody else's are like them.
    odd = int(tag, 16) % 999_983
    finding, _ = report_finding(
        objective=cast.objective_of(campaign),
        participant=place,
        at=at,
        observed_at=MOMENT - timedelta(minutes=7, microseconds=odd),
        note=f"Beside my house, zebranote{tag}",
        client_id=f"zebraphone-{tag}-1",
        location={
            "latitude": 52.5 + odd / 1e8,
            "longitude": 13.4 + odd / 1e8,
            "accuracy_m": 7 + odd / 1e7,
            "source": "device",
        },
    )
    answer_facts(finding=finding, answers={fact.public_id: "7"}, at=at)
    picture = BytesIO()
    picture_of = Image.linear_gradient("L").convert("RGB").resize((91, 57))
    picture_of.putpixel((40, 30), (odd % 251, odd % 239, odd % 233))
    picture_of.save(picture, "JPEG", quality=98)
    file, _ = add_file(finding=finding, reporter=user, upload=picture, at=at)
    add_link(finding=finding, reporter=user, url=f"https://zebralink-{tag}.example/", at=at)
    life.words |= {f"zebranote{tag}", f"zebraphone-{tag}", f"zebralink-{tag}", file.sha256, file.perceptual_hash}
    life.files |= {str(file.file), str(file.preview)}
    reviewer = cast.organizer_of(campaign)
    request_info(finding=finding, reviewer=reviewer, note=f"zebraquestion{tag}?", at=at)
    respond_to_request(finding=finding, reporter=user, note=f"zebraanswer{tag}", at=at)
    cast.verify(finding, at=at)
    settle_finding(finding_id=finding.pk, at=at)
    open_report = cast.report(place, at=at)
    assert open_report.state == Finding.State.SUBMITTED
    below = cast.report(bob, at=at)
    vouch_for_finding(finding=below, participant=place, note=f"zebravouch{tag}", at=at)
    report_activity(
        campaign=campaign, told=Told(place.public_id, "attended", at, f"zebra-act-{tag}"), reporter=reviewer, at=at
    )
    signal = Signal.objects.create(
        campaign=campaign,
        kind="disposable_address",
        severity=1,
        key=f"person:{place.pk}",
        participant=place,
        facts={"numbers": {"people": 1, "domains": [f"zebradomain{tag}.example"]}, "people": [str(place.public_id)]},
        noticed_at=at,
    )
    hold = place_hold(
        participant=place, signal=signal, reason=f"zebrareason{tag}", placed_by=cast.organizer_of(campaign), at=at
    )
    make_objection(participant=place, hold=hold, text=f"zebraobjection{tag}", at=at)
    treasurer = cast.make_user("tess")
    Role.objects.create(campaign=campaign, user=treasurer, kind="treasurer")
    payout_hold = hold_person(participant=place, treasurer=treasurer, reason=f"zebratip{tag}", at=at)
    object_to_hold(hold=payout_hold, text=f"zebraprotest{tag}", at=at)
    lift_hold(hold=payout_hold, treasurer=treasurer, at=at)
    branch = quarantine_branch(root=place, reason=f"zebrabranch{tag}", placed_by=reviewer, at=at)
    lift_quarantine(quarantine=branch, lifted_by=reviewer, note=f"zebralifted{tag}", at=at)
    if number == 0:
        cast.pay_out(place, 30_000, at=at)
    Letter.objects.create(
        kind="told",
        key=str(finding.public_id),
        user=user,
        campaign=campaign,
        participant=place,
        due_at=at,
        written_at=at,
    )
    Report.objects.update_or_create(
        campaign=campaign, defaults={"body": {"cascade": [{"name": user.display_name, "size": 3}]}}
    )
    Alert.objects.create(
        campaign=campaign,
        kind="concentration",
        key=f"k{number}",
        sentence=f"Half of all joins are in the branch of {user.display_name}.",
        numbers={"source": f"the branch of {former}"},
        raised_at=at,
    )
    record_trace(
        campaign_id=campaign.pk,
        participant_id=place.pk,
        kind="join",
        connection=connection_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Zebra/1")),
        at=at,
    )
    told = Notice.objects.create(
        user=user, kind="reward_paid", campaign=campaign, hour=MOMENT, last_at=MOMENT, in_inbox=True
    )
    NoticeItem.objects.create(
        notice=told, user=user, kind="reward_paid", event=Event.objects.filter(participant=place)[0], written_at=MOMENT
    )
    job = Job.objects.create(
        campaign=campaign, kind="export", table="participants", form="csv", asked_at=at, state="done", ended_at=at
    )
    stored = storages["exchange"].save(f"exchange/{secrets.token_hex(8)}", ContentFile(user.display_name))
    JobFile.objects.create(
        job=job, role="export", stored=stored, size_bytes=9, sha256="0f" * 32, kept_until=at + timedelta(days=7)
    )
    life.words |= {
        f"{word}{tag}"
        for word in (
            "zebraquestion", "zebraanswer", "zebravouch", "zebra-act-", "zebradomain", "zebrareason", "zebraobjection",
            "zebratip", "zebraprotest", "zebrabranch", "zebralifted",
        )
    }  # fmt: skip


def _work(life: RichLife, tag: str) -> None:
    """Review in two campaigns, organize one that is closed, and keep keys."""
    user = life.user
    for number in range(2):
        campaign = cast.live_campaign([(1_000, 9)])
        life.others.append(cast.organizer_of(campaign))
        life.campaigns.append(campaign)
        Role.objects.create(campaign=campaign, user=user, kind="reviewer")
        dora, emil = cast.join_in_turn(campaign, "dora", "emil")
        seen = cast.verify(cast.report(dora), by=user, at=MOMENT)
        settle_finding(finding_id=seen.pk, at=MOMENT)
        reject_finding(finding=cast.report(emil), reviewer=user, reason="other", note=f"zebraverdict{tag}", at=MOMENT)
        gold = Gold.objects.create(
            campaign=campaign,
            finding=campaign.findings.get(state="verified"),
            is_true=True,
            made_by=user,
            made_at=MOMENT + timedelta(seconds=number),
        )
        GoldAnswer.objects.create(gold=gold, reviewer=user, said_true=True, at=MOMENT + timedelta(seconds=number))
        Batch.objects.create(
            campaign=campaign,
            provider="sepa",
            currency="USD",
            drafted_by=user,
            drafted_at=MOMENT + timedelta(days=number),
        )
        WebhookEndpoint.objects.create(
            campaign=campaign, url="https://receiver.example/", sealed="sealed", created_by=user, created_at=MOMENT
        )
        Job.objects.create(
            campaign=campaign,
            kind="export",
            table="ledger",
            form="csv",
            asked_by=user,
            asked_at=MOMENT,
            state="done",
            ended_at=MOMENT,
        )
    life.words.add(f"zebraverdict{tag}")
    life.closed = cast.live_campaign(organizer=user)
    set_payout_rules(campaign=life.closed, organizer=user, at=MOMENT, most_per_day_minor=5_000)
    close_campaign(campaign=life.closed, actor=user, at=MOMENT)
    key, _ = make_key(owner=user, name=f"zebrakey{tag}", kind="secret", scopes=["findings:write"], at=MOMENT)
    RoleInvitation.objects.create(
        campaign=life.campaigns[0],
        email=user.email,
        kind="reviewer",
        invited_by=cast.organizer_of(life.campaigns[0]),
        invited_at=MOMENT,
        expires_at=MOMENT + timedelta(days=7),
    )
    PendingJoin.objects.create(
        campaign=life.campaigns[2],
        email=f"second.{tag}@quillon.example",
        display_name=user.display_name,
        asked_at=MOMENT,
        expires_at=MOMENT + timedelta(days=7),
    )
    life.words |= {f"zebrakey{tag}", key.prefix, key.digest, f"second.{tag}"}
    organizer = cast.organizer_of(life.campaigns[0])
    for scope, principal, said in (
        ("a", f"user:{user.pk}", "zebrastored"),
        ("b", f"user:{user.pk} key:{key.pk}", "zebrastored"),
        ("c", f"user:{organizer.pk}", f'{{"display_name": "{user.display_name}"}}'),
        ("d", f"user:{organizer.pk}", '{"display_name": "Somebody"}'),
    ):
        StoredResponse.objects.create(
            scope=f"{scope}{tag}", principal=principal, fingerprint="f", status=201, headers={}, body=said.encode()
        )
    life.words.add("zebrastored")


def _sign_in(life: RichLife, tag: str, mail: Path | None) -> None:
    client = Client()
    client.force_login(life.user)
    stranger = Client()
    session = stranger.session
    session["account_login_code"] = {"email": life.user.email}
    session.save()
    LogEntry.objects.create(
        user=cast.make_user("opal", operator=True),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(life.user.pk),
        object_repr=life.user.email,
        action_flag=CHANGE,
        change_message=f"zebraadmin{tag}",
    )
    life.words.add(f"zebraadmin{tag}")
    if mail is not None:
        EmailMessage("Your code", "123456", None, [life.user.email]).send()


def found_in_tables(words: set[str]) -> list[str]:
    """Look through every column of every row of every table; gives where which word stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for word in sorted(words):
            said = [f"%{form}%" for form in (word.lower(), word.lower().replace("@", "\\u0040"), word.encode().hex())]
            for table in tables:
                cursor.execute(f"SELECT COUNT(*) FROM {table} AS t WHERE lower(t::text) LIKE ANY(%s)", [said])  # noqa: S608
                if cursor.fetchone()[0]:
                    found.append(f"{word} in {table}")
    for session in Session.objects.all():
        decoded = str(session.get_decoded()).lower()
        found += [f"{word} in a session" for word in words if word.lower() in decoded]
    return found


def found_in_files(words: set[str], *folders: Path) -> list[str]:
    found = []
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                said = file.read_bytes().lower()
                found += [f"{word} in {file.name}" for word in words if word.lower().encode() in said]
    return found


def found_in_redis(words: set[str]) -> list[str]:
    client = redis.Redis.from_url(settings.REDIS_URL)
    found = []
    for key in client.scan_iter():
        kind = client.type(key).decode()  # type: ignore[union-attr]  # bytes, as nothing else is asked for
        read: Any = {
            "string": client.get,
            "hash": client.hgetall,
            "list": lambda name: client.lrange(name, 0, -1),
            "set": client.smembers,
            "zset": lambda name: client.zrange(name, 0, -1),
        }.get(kind, client.dump)
        said = f"{key!r} {read(key)!r}".lower()
        found += [f"{word} in {key!r}" for word in words if word.lower() in said]
    client.close()
    return found
