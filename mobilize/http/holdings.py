"""What the HTTP conventions hold of people: answers that are kept for a day, so that a request is not done twice."""

from __future__ import annotations

import json

from django.db import connection
from django.db.models import Q, QuerySet

from campaigns.people.personal import DELETED, Erasing, Holding, Person, Retention, erase_by, hold, not_personal, retain
from mobilize.http.models import KEPT_FOR, StoredResponse

# Told to whoever sends the request again: it was done, and the answer named somebody who is not here any more.
GONE = {
    "type": "about:blank",
    "title": "Gone",
    "status": 410,
    "detail": "This was done; its answer named a person who was erased since, and is not kept.",
}


def answers_to(person: Person) -> QuerySet[StoredResponse]:
    """What was answered to the person, or to a program by a key of theirs."""
    name = f"user:{person.user_id}"
    return StoredResponse.objects.filter(Q(principal=name) | Q(principal__startswith=f"{name} "))


def forget_answers_about(erasing: Erasing) -> None:
    """Empty the answers to others in which the person's address, names or places stand."""
    words = {*erasing.person.addresses, *erasing.names, *(public_id for _, public_id in erasing.places.values())}
    written = [json.dumps(word, ensure_ascii=False)[1:-1].encode() for word in sorted(words) if word]
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY, [json.dumps(GONE).encode(), '{"Content-Type": "application/problem+json"}', written])


_EMPTY = """
UPDATE mobilize_http_storedresponse SET status = 410, body = %s, headers = %s
 WHERE EXISTS (SELECT FROM unnest(%s::bytea[]) AS said(word) WHERE position(said.word IN body) > 0)
"""


def declare() -> None:
    retain(
        Retention("stored answer", "24 hours", lasts=KEPT_FOR, swept_by="mobilize.http.tasks.purge_stored_responses")
    )
    hold(
        Holding(
            "mobilize_http.StoredResponse",
            of="",
            rows=answers_to,
            says="answers that are kept for a day",
            why="to do once what is asked twice",
            retention="stored answer",
            fields={
                "principal": "who asked",
                "body": "what was answered",
                "scope": "a hash of who asked for what",
                "fingerprint": "a hash of what was asked",
            },
            on_erasure=DELETED,
            shown=("status", "created_at"),
            kept_back={
                "principal": "the number of the account",
                "scope": "a hash is of use to nobody",
                "fingerprint": "a hash is of use to nobody",
            },
        )
    )
    erase_by(forget_answers_about)
    not_personal("mobilize_http.StoredResponse", headers="the kind of what was answered")
