"""Retention: what is kept for a time only goes when it is over and not before, and somebody sees to each kind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.utils import timezone

from campaigns.people.holdings import REVOKED_KEY_LASTS, UNUSED_LASTS, forget_dead_keys, forget_unused_accounts
from campaigns.people.keys import make_key, revoke_key
from campaigns.people.models import ApiKey, User
from campaigns.people.personal import HOLDINGS, RETENTIONS, Retention
from campaigns.privacy.retention import enforce_retention
from frontend.holdings import ADMIN_LOG_LASTS
from tests import cast
from tests.cast import MOMENT

A_MOMENT = timedelta(microseconds=1)


def test_somebody_forgets_every_kind_that_is_kept_for_a_time() -> None:
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "campaigns.privacy.tasks.enforce_retention" in scheduled
    for retention in RETENTIONS.values():
        if retention.lasts is not None:
            assert retention.forget or retention.swept_by in scheduled, retention.name
    assert set(RETENTIONS) == {holding.retention for holding in HOLDINGS} | UNDER_OTHER_NAMES


# What is told of an account, a session or a file under another kind.
UNDER_OTHER_NAMES = {"unused account", "trace key", "job file", "webhook message"}


@pytest.mark.django_db
def test_each_goes_when_its_time_is_over() -> None:
    typed = User.objects.create_user("typed@example.org")
    User.objects.filter(pk=typed.pk).update(date_joined=MOMENT)
    came = cast.make_user()
    User.objects.filter(pk=came.pk).update(date_joined=MOMENT, last_login=MOMENT)
    assert forget_unused_accounts(MOMENT + UNUSED_LASTS - A_MOMENT) == 0
    assert forget_unused_accounts(MOMENT + UNUSED_LASTS) == 1
    assert not User.objects.filter(pk=typed.pk).exists()
    key, _ = make_key(owner=came, name="Field", kind="secret", scopes=["findings:write"], at=MOMENT)
    live, _ = make_key(owner=came, name="Live", kind="secret", scopes=["findings:write"], at=MOMENT)
    revoke_key(key=key, actor=came, at=MOMENT)
    assert forget_dead_keys(MOMENT + REVOKED_KEY_LASTS - A_MOMENT) == 0
    assert forget_dead_keys(MOMENT + REVOKED_KEY_LASTS) == 1
    assert ApiKey.objects.get(owner=came) == live


@pytest.mark.django_db
def test_one_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    Session.objects.create(session_key="over", session_data="", expire_date=now - A_MOMENT)
    Session.objects.create(session_key="good", session_data="", expire_date=now + timedelta(days=1))
    kept = LogEntry.objects.create(user=cast.make_user(), object_repr="", action_flag=2)
    LogEntry.objects.filter(pk=kept.pk).update(action_time=now - ADMIN_LOG_LASTS + timedelta(minutes=1))
    for name in list(RETENTIONS):
        monkeypatch.setitem(RETENTIONS, name, RETENTIONS[name])

    def fail(at: object) -> int:
        raise LookupError("the disk is gone")

    monkeypatch.setitem(RETENTIONS, "broken", Retention("broken", "never", forget=fail))
    forgotten = enforce_retention(at=now)
    assert "broken" not in forgotten
    assert "broken could not be forgotten" in caplog.text
    assert list(Session.objects.values_list("session_key", flat=True)) == ["good"]
    assert LogEntry.objects.filter(pk=kept.pk).exists()
    assert enforce_retention(at=now + timedelta(minutes=1))["admin log"] == 1
