"""My inbox, my choices, my language, and a campaign's news, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from campaigns.events.models import Event
from campaigns.people.models import User
from campaigns.planning.models import News
from tests import cast
from tests.cast import Cast
from tests.notices.stage import HOUR, NOON, campaign_of_notices, happen, tell, user_of

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def people() -> Cast:
    return cast.full_cast(campaign_of_notices())


@pytest.fixture
def alice(people: Cast) -> User:
    return user_of(people.alice)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def unread(client: Client) -> int:
    return int(client.get("/api/v1/me/inbox/unread/").json()["unread"])


def test_pages_stay_right_while_more_arrives(people: Cast, alice: User) -> None:
    def earn(hour: int) -> None:
        tell(happen("reward.earned", people.alice, at=NOON + hour * HOUR, amount_minor=100 + hour))

    for hour in range(5):
        earn(hour)
    client, seen = browser(alice), []
    address: str | None = "/api/v1/me/inbox/?limit=2"
    while address:
        page = client.get(address).json()
        seen += [row["amount"]["amount_minor"] for row in page["results"]]
        earn(5 + len(seen))
        address = page["next"]
    assert seen == [104, 103, 102, 101, 100]


def test_a_notice_as_it_is_told(people: Cast, alice: User) -> None:
    tell(
        happen("reward.earned", people.alice, amount_minor=100), happen("reward.earned", people.alice, amount_minor=50)
    )
    (row,) = browser(alice).get("/api/v1/me/inbox/").json()["results"]
    slug = people.alice.campaign.slug
    assert row | {"id": ""} == {
        "id": "",
        "kind": "reward_held",
        "campaign": slug,
        "sentence": "You earned 1.50\N{NO-BREAK SPACE}USD in “Find the balloons” by 2 shares. "
        "They are held until they can be paid.",
        "path": f"/app/c/{slug}/me",
        "count": 2,
        "amount": {"amount_minor": 150, "currency": "USD"},
        "at": "2031-03-05T12:00:00Z",
        "read_at": None,
    }


def test_marking(people: Cast, alice: User) -> None:
    for hour in range(3):
        tell(happen("reward.earned", people.alice, at=NOON + hour * HOUR, amount_minor=5))
    client = browser(alice)
    last, middle, _first = (row["id"] for row in client.get("/api/v1/me/inbox/").json()["results"])
    assert unread(client) == 3
    assert client.patch(f"/api/v1/me/inbox/{last}/", {"read": True}, JSON).json()["read_at"]
    assert len(client.get("/api/v1/me/inbox/?unread=true").json()["results"]) == 2
    assert len(client.get(f"/api/v1/me/inbox/?campaign={people.alice.campaign.slug}").json()["results"]) == 3
    assert client.get("/api/v1/me/inbox/?campaign=another").json()["results"] == []
    assert client.patch(f"/api/v1/me/inbox/{last}/", {"read": False}, JSON).json()["read_at"] is None
    assert client.post("/api/v1/me/inbox/read/", {"up_to": middle}, JSON).json() == {"unread": 1}
    assert client.post("/api/v1/me/inbox/read/", {}, JSON).json() == {"unread": 0}
    bob = browser(user_of(people.bob))
    assert bob.patch(f"/api/v1/me/inbox/{last}/", {"read": False}, JSON).status_code == 404
    assert bob.post("/api/v1/me/inbox/read/", {"up_to": last}, JSON).status_code == 404
    assert client.get("/api/v1/me/inbox/?unread=perhaps").status_code == 400
    assert unread(client) == 0


def test_choosing(alice: User) -> None:
    client = browser(alice)

    def kinds(answer: Any) -> dict[str, tuple[bool, str]]:
        return {row["kind"]: (row["inbox"], row["mail"]) for row in answer.json()["kinds"]}

    first = client.get("/api/v1/me/notices/")
    assert all(
        row["help"].endswith(".") and row["title"] and row["usual_mail"] == row["mail"] for row in first.json()["kinds"]
    )
    said = {"kinds": {"recruit_joined": {"mail": "never"}, "campaign_news": {"inbox": False}}}
    changed = {**kinds(first), "recruit_joined": (True, "never"), "campaign_news": (False, "daily")}
    for _ in range(2):
        assert kinds(client.patch("/api/v1/me/notices/", said, JSON)) == changed
    for bad in (
        {"nonsense": {"mail": "now"}},
        {"address_stopped": {"inbox": False}},
        {"recruit_joined": {"mail": "x"}},
    ):
        assert client.patch("/api/v1/me/notices/", {"kinds": bad}, JSON).status_code == 400
    assert kinds(client.get("/api/v1/me/notices/")) == changed


def test_name_language_and_time_zone(alice: User) -> None:
    client = browser(alice)
    told = client.patch("/api/v1/me/", {"language": "es", "time_zone": "Asia/Tokyo"}, JSON).json()
    assert (told["language"], told["time_zone"], told["display_name"]) == ("es", "Asia/Tokyo", "Alice")
    assert client.patch("/api/v1/me/", {"display_name": " Alice  B. "}, JSON).json()["display_name"] == "Alice B."
    for bad, field in (
        ({"language": "tlh"}, "#/language"),
        ({"time_zone": "Mars/Base"}, "#/time_zone"),
        ({"display_name": "\u202e"}, "#/display_name"),
    ):
        refused = client.patch("/api/v1/me/", bad, JSON)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, field)
    alice.refresh_from_db()
    assert (alice.language, alice.time_zone, alice.display_name) == ("es", "Asia/Tokyo", "Alice B.")


def test_news(people: Cast) -> None:
    campaign = people.alice.campaign
    olga, address = browser(cast.organizer_of(campaign)), f"/api/v1/campaigns/{campaign.slug}/updates/"
    for bad, field in (({"title": " ", "text": "x"}, "#/title"), ({"title": "x", "text": "a\x00b"}, "#/text")):
        refused = olga.post(address, bad, JSON)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, field)
    made = olga.post(address, {"title": "Three\nleft", "text": "Look.\r\n\r\nIn Ohio."}, JSON)
    assert (made.status_code, made.json()["title"], made.json()["text"]) == (201, "Three left", "Look.\n\nIn Ohio.")
    one = f"{address}{made.json()['id']}/"
    assert Client().get(address).json()["results"] == [made.json()] == [Client().get(one).json()]
    assert olga.patch(one, {"title": "Two left"}, JSON).json()["corrected_at"]
    assert olga.patch(one, {}, JSON).status_code == 200
    assert olga.delete(one).status_code == 204
    assert [Client().get(one).status_code, olga.patch(one, {"title": "x"}, JSON).status_code] == [404, 404]
    assert Client().get(address).json()["results"] == []
    news = News.objects.get(campaign=campaign)
    assert (news.title, news.text) == ("", "")
    kinds = Event.objects.filter(kind__startswith="news.", campaign=campaign).order_by("pk").values_list("kind", "data")
    name = {"news": made.json()["id"]}
    assert list(kinds) == [
        ("news.published", name),
        ("news.corrected", {**name, "fields": ["title"]}),
        ("news.taken_back", name),
    ]
    draft = cast.draft_campaign()
    owner = browser(cast.organizer_of(draft))
    refused = owner.post(f"/api/v1/campaigns/{draft.slug}/updates/", {"title": "x", "text": "y"}, JSON)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/campaign-not-launched/")


def test_the_page_of_before_leads_to_the_app() -> None:
    assert Client().get("/accounts/notices/").headers["Location"] == "/app/inbox"
