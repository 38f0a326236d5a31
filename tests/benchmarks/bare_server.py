"""The bare limits of joining and of reporting: plain Django views that do the INSERTs. And who hears webhooks.

It runs behind the same server command, on the same database and into the same tables. There is no middleware: it
asks nobody who they are, holds nothing, checks nothing, and answers in a few bytes. The body says all that
the statements need.
"""

from __future__ import annotations

import json
import os
import secrets

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilize.settings")


def join(request: HttpRequest) -> JsonResponse:
    said = json.loads(request.body) | {"at": timezone.now(), "code": secrets.token_hex(5)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE_PLACE, said)
        place, public_id = cursor.fetchone()
        cursor.execute(_GIVE_LINK, said | {"place": place})
        cursor.execute(_TELL, said | {"place": place, "data": json.dumps({"invited_by": said["inviter"]})})
    return JsonResponse({"id": public_id}, status=201)


def report(request: HttpRequest) -> JsonResponse:
    said = json.loads(request.body)
    row = {**said.pop("location"), **said, "at": timezone.now(), "name": request.headers["Idempotency-Key"]}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_REPORT, row)
        finding, public_id = cursor.fetchone()
        cursor.execute(_TELL_OF_REPORT, row | {"finding": finding})
        response = JsonResponse({"id": public_id}, status=201)
        row |= {"scope": (row["name"] * 2)[:64], "headers": json.dumps({"Content-Type": "application/json"})}
        cursor.execute(_KEEP_ANSWER, row | {"body": response.content})
    return response


def hear(request: HttpRequest) -> HttpResponse:
    """Take what a webhook says."""
    return HttpResponse(status=204 if request.body else 400)


def answer(request: HttpRequest) -> HttpResponse:
    """Say that the server is up."""
    return HttpResponse()


_TAKE_PLACE = """
INSERT INTO campaigns_participant (campaign_id, user_id, invited_by_id, via_link_id, display_name, depth, joined_at)
VALUES (%(campaign)s, %(user)s, %(inviter)s, %(link)s, %(display_name)s, 0, %(at)s) RETURNING id, public_id
"""
_GIVE_LINK = """
INSERT INTO campaigns_referrallink (campaign_id, participant_id, code, expires_at, max_uses, uses, created_at)
VALUES (%(campaign)s, %(place)s, %(code)s, NULL, NULL, 0, %(at)s)
"""
_TELL = """
INSERT INTO campaigns_event (kind, at, campaign_id, actor_id, participant_id, finding_id, data)
VALUES ('participant.joined', %(at)s, %(campaign)s, %(user)s, %(place)s, NULL, %(data)s)
"""

_REPORT = """
INSERT INTO campaigns_finding (campaign_id, objective_id, participant_id, note, observed_at, received_at, latitude,
                               longitude, accuracy_m, location_source, client_id, state)
VALUES (%(campaign)s, %(objective)s, %(participant)s, %(note)s, %(at)s, %(at)s, %(latitude)s, %(longitude)s,
        %(accuracy_m)s, %(source)s, %(client_id)s, 'submitted') RETURNING id, public_id
"""
_TELL_OF_REPORT = """
INSERT INTO campaigns_event (kind, at, campaign_id, actor_id, participant_id, finding_id, data)
VALUES ('finding.submitted', %(at)s, %(campaign)s, NULL, %(participant)s, %(finding)s, '{}')
"""
_KEEP_ANSWER = """
INSERT INTO mobilize_http_storedresponse (scope, principal, fingerprint, status, headers, body)
VALUES (%(scope)s, 'bare', %(scope)s, 201, %(headers)s, %(body)s)
"""

urlpatterns = [
    path("bare/join/", join),
    path("bare/report/", report),
    path("bare/hook/", hear),
    path("health/live/", answer),
]


# Apps want their middleware to be there while they are set up.
django.setup(set_prefix=False)
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application = WSGIHandler()
