"""The bare limit of joining: a plain Django view that does a join's INSERTs, and nothing else. And who hears webhooks.

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

urlpatterns = [path("bare/join/", join), path("bare/hook/", hear), path("health/live/", answer)]


# Apps want their middleware to be there while they are set up.
django.setup(set_prefix=False)
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application = WSGIHandler()
