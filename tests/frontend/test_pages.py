"""The pages of campaigns and places: what they say in every state, and what they never do."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import pause_campaign
from campaigns.recruiting.models import Participant
from frontend.refusals import STATUS_OF_REFUSAL
from mobilize.http import refusals
from rewards.contracts.operations import close_campaign
from rewards.ledger.pseudonyms import pseudonym
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.frontend.conftest import Browser

pytestmark = pytest.mark.django_db

MOST_BYTES = 30_000
# Files of our own, and what one of them reads: data, which runs nowhere.
OWN_SCRIPT = re.compile(
    r'<script (?:src="/static/[a-z/-]+\.js"(?: defer)?|data-allauth-onload="[\w.]+" type="application/json")>'
)
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def text(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def numbers(page: str) -> list[str]:
    """Read the cells that hold numbers, in their order."""
    return re.findall(r'<td class="num">([^<]*)</td>', page)


def paid(campaign: Campaign, finder: Participant) -> Finding:
    finding = cast.verify(cast.report(finder))
    settle_finding(finding_id=finding.pk, at=cast.MOMENT)
    return finding


def signed_in(place: Participant) -> Browser:
    assert place.user is not None
    browser = Browser()
    browser.force_login(place.user)
    return browser


def stylesheet() -> bytes:
    found = finders.find("frontend/site.css")
    assert isinstance(found, str)
    return Path(found).read_bytes()


# The start page


def test_an_empty_start_page_teaches_how_a_campaign_begins(browser: Browser) -> None:
    page = text(browser, "/")
    assert "No campaign is open now." in page
    assert "How one begins" in page


def test_the_start_page_counts_and_tells_states_apart(browser: Browser) -> None:
    live = cast.live_campaign(title="Live one", prizes=((1_000, 2), (1_000, 1)))
    paid(live, cast.full_cast(live).dave)
    paused = cast.live_campaign(title="Paused one")
    pause_campaign(campaign=paused, actor=cast.organizer_of(paused), at=timezone.now())
    closed = cast.live_campaign(title="Closed one")
    close_campaign(campaign=closed, actor=cast.organizer_of(closed), at=timezone.now())
    cast.draft_campaign(title="Drafted one")
    page = text(browser, "/")
    assert "2 campaigns are open now." in page
    assert "4 people take part. 2 things to find, 1 found." in page
    assert page.index("Paused one") < page.index("Paused</span>")
    assert page.index("<h2>Ended</h2>") < page.index("Closed one")
    assert "Drafted one" not in page


def test_the_start_page_leads_to_ones_places() -> None:
    place = cast.join_in_turn(cast.live_campaign(), "alice")[0]
    assert f'href="/app/c/{place.campaign.slug}/me"' in text(signed_in(place), "/")


# A campaign


def test_a_campaigns_page_says_what_is_promised_and_where_the_money_is(browser: Browser) -> None:
    campaign = cast.live_campaign(prizes=((400_000, 1), (400_000, 2)), charity_name="The Lifeboats")
    paid(campaign, cast.full_cast(campaign).dave)
    page = text(browser, f"/c/{campaign.slug}/")
    assert numbers(page)[:4] == ["4,000.00", "1 of 1", "4,000.00", "0 of 2"]
    # The worked chain of four under the half rule.
    assert numbers(page)[4:9] == ["2,000.00", "1,000.00", "500.00", "250.00", "250.00"]
    assert "goes to The Lifeboats" in page
    money = dict(re.findall(r'<th scope="row">([^<]*)</th><td class="num">([^<]*)</td>', page))
    assert money["Received"] == "12,000.00"
    assert money["Promised to what may still be found"] == "8,000.00"
    assert money["Free"] == "0.00"
    assert money["Earned by people"] == "3,750.00"
    assert money["To charity: The Lifeboats"] == "250.00"


def test_the_public_ledger_names_nobody(browser: Browser) -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    paid(campaign, people.dave)
    page = text(browser, f"/c/{campaign.slug}/")
    ledger = page.partition("The last movements")[2]
    assert f"escrow to participant {pseudonym(participant_id=people.dave.pk)}" in ledger
    assert not re.search(r"Dave|Carol|Bob|Alice|example\.org", ledger)
    assert ledger.count("a share of a prize") == 4


def test_a_private_ledger_shows_no_lines_and_says_so(browser: Browser) -> None:
    campaign = cast.live_campaign(ledger_public=False)
    paid(campaign, cast.full_cast(campaign).dave)
    page = text(browser, f"/c/{campaign.slug}/")
    assert "keeps the single lines of the ledger private" in page
    assert "a share of a prize" not in page


def test_each_way_of_splitting_is_shown_once(browser: Browser) -> None:
    same = cast.live_campaign(prizes=((1_000, 1), (1_000, 1)))
    assert "For each of the 2 prizes" in text(browser, f"/c/{same.slug}/")
    different = cast.live_campaign(prizes=((1_000, 1), (3_000, 1)))
    page = text(browser, f"/c/{different.slug}/")
    assert page.count('<figure class="split">') == 2


def test_money_is_written_in_the_currencys_own_units(browser: Browser) -> None:
    campaign = cast.live_campaign(currency="JPY", prizes=((400_000, 1),))
    assert "400,000" in numbers(text(browser, f"/c/{campaign.slug}/"))


def test_a_draft_is_shown_to_its_organizer_and_to_nobody_else(browser: Browser) -> None:
    draft = cast.draft_campaign()
    for address in (f"/c/{draft.slug}/", f"/c/{draft.slug}/join/"):
        assert draft.title not in text(browser, address, 404)
        assert draft.title not in text(signed_in(cast.join_in_turn(cast.live_campaign(), "alice")[0]), address, 404)
    browser.force_login(cast.organizer_of(draft))
    page = text(browser, f"/c/{draft.slug}/")
    assert "<strong>Draft.</strong>" in page
    assert 'id="join"' not in page


@pytest.mark.parametrize(("stop", "says"), [(pause_campaign, "Paused."), (close_campaign, "Ended.")])
def test_a_stopped_campaign_says_so_and_offers_no_form(stop, says: str, browser: Browser) -> None:  # type: ignore[no-untyped-def]  # one of the two operations
    campaign = cast.live_campaign()
    stop(campaign=campaign, actor=cast.organizer_of(campaign), at=timezone.now())
    page = text(browser, f"/c/{campaign.slug}/")
    assert f"<strong>{says}</strong>" in page
    assert 'id="join"' not in page


def test_a_campaign_to_come_says_when(browser: Browser) -> None:
    campaign = cast.live_campaign(starts_at=timezone.now() + timedelta(days=9), time_zone="Europe/Rome")
    page = text(browser, f"/c/{campaign.slug}/")
    assert "<strong>Not started.</strong>" in page
    assert "(Europe/Rome)" in page


# Reporting


def report_form(campaign: Campaign, page: str, **fields: str) -> dict[str, str]:
    hidden = dict(re.findall(r'name="(client_id|claim_secret)" value="([^"]+)"', page))
    assert len(hidden) == 2
    objective = str(cast.objective_of(campaign).public_id)
    return {"objective": objective, "note": "Red, above the station.", **hidden, **fields}


def test_a_report_is_received_once_however_often_it_is_sent() -> None:
    campaign, browser = cast.live_campaign(time_zone="America/New_York", anonymous_reports=True), Browser()
    address = f"/c/{campaign.slug}/report/"
    said = report_form(campaign, text(browser, address), latitude="40.7", longitude="-74", seen_at="2009-12-05T09:30")
    for _ in range(2):
        assert "Your report of Balloon 1 is in." in browser.post(address, said).content.decode()
    finding = Finding.objects.get(campaign=campaign)
    assert finding.observed_at.isoformat() == "2009-12-05T14:30:00+00:00"
    assert (finding.latitude, finding.longitude) == (40.7, -74.0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"note": ""}, "Describe what you saw"),
        ({"latitude": "91", "longitude": "0"}, "less than or equal to 90"),
        ({"latitude": "5"}, "Give both latitude and longitude"),
        ({"latitude": "nan", "longitude": "nan"}, "Enter a number"),
        ({"seen_at": "2999-01-01T00:00"}, "lies in the future"),
        ({"seen_at": "yesterday"}, "Enter a valid date/time"),
        ({"objective": str(uuid4())}, "Select a valid choice"),
        ({"objective": "x"}, "not a valid UUID"),
    ],
)
def test_a_wrong_report_is_refused_beside_its_field(wrong: dict[str, str], says: str) -> None:
    campaign, browser = cast.live_campaign(anonymous_reports=True), Browser()
    address = f"/c/{campaign.slug}/report/"
    refused = browser.post(address, report_form(campaign, text(browser, address), **wrong))
    assert refused.status_code == 400
    assert says in refused.content.decode()
    assert not Finding.objects.filter(campaign=campaign).exists()


def test_a_paused_campaign_takes_no_reports() -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    pause_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=timezone.now())
    assert "The campaign is paused." in text(Browser(), f"/c/{campaign.slug}/report/", 409)


# What pages never do


def test_what_people_wrote_is_never_markup(browser: Browser) -> None:
    campaign = cast.live_campaign(
        title=NASTY, description=f"{NASTY}\n\n{NASTY}", charity_name=NASTY, anonymous_reports=True
    )
    user = User.objects.create_user("nasty@example.org", display_name=NASTY[:80])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    alice = cast.join(user, cast.open_link(campaign))
    bob = cast.join_in_turn(campaign, "bob", under=alice)[0]
    objective = cast.objective_of(campaign)
    objective.title, objective.description, objective.area = NASTY, NASTY, NASTY
    objective.save(update_fields=["title", "description", "area"])
    paid(campaign, bob)
    reject_finding(finding=cast.report(alice), reviewer=cast.organizer_of(campaign), at=cast.MOMENT, note=NASTY)
    pages = [
        text(browser, "/"),
        text(browser, f"/c/{campaign.slug}/"),
        browser.follow_link(cast.link_of(alice).code).content.decode(),
        text(browser, f"/c/{campaign.slug}/join/"),
        text(browser, f"/c/{campaign.slug}/report/"),
    ]
    browser.force_login(cast.make_user("erin"))
    pages.append(text(browser, f"/c/{campaign.slug}/join/"))
    for page in pages:
        assert "alert(1)" in page
        assert "<script" not in OWN_SCRIPT.sub("", page)
        assert set(re.findall(r"<img [^ ]*", page)) <= {f'<img src="/c/{campaign.slug}/qr.svg"'}


def every_page() -> list[tuple[str, bytes, str]]:
    """Give each page of a busy campaign: its address, what goes over the wire, and its text."""
    campaign = cast.live_campaign(
        prizes=((400_000, 1),) * 10,
        description="A long story about ten balloons. " * 60,
        charity_name="The Lifeboats",
        anonymous_reports=True,
    )
    people = cast.full_cast(campaign)
    for _ in range(30):
        cast.join_in_turn(campaign, "recruit", under=people.carol)
    for objective in campaign.objectives.all()[:8]:
        finding = cast.verify(cast.report(people.dave, objective))
        settle_finding(finding_id=finding.pk, at=cast.MOMENT)
    pages = []
    for browser, address in [
        (Browser(), "/"),
        (Browser(), f"/c/{campaign.slug}/"),
        (Browser(), f"/r/{cast.link_of(people.dave).code}/"),
        (Browser(), f"/c/{campaign.slug}/join/"),
        (Browser(), "/r/nosuchcode/"),
        (Browser(), "/accounts/login/"),
        (Browser(), f"/c/{campaign.slug}/report/"),
    ]:
        answer = browser.get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert answer.headers["Content-Encoding"] == "gzip"
        pages.append((address, answer.content, gzip.decompress(answer.content).decode()))
    return pages


def test_every_page_is_light_self_contained_and_still() -> None:
    css = stylesheet()
    assert b"url(" not in css
    assert b"@import" not in css
    for address, sent, page in every_page():
        # The stylesheet is counted as it is served where nothing has compressed it beforehand.
        assert len(sent) + len(css) < MOST_BYTES, address
        assert "<script" not in OWN_SCRIPT.sub("", page), address
        assert "<style" not in page, address
        assert not re.search(r"\s(?:style|on\w+)=", page), address
        loaded = re.findall(r'<(?:link|img|source|iframe|object)[^>]*(?:href|src)="([^"]+)"', page)
        assert loaded, address
        # The address of a campaign is a picture of its own.
        assert all(re.match(r"/static/|/c/[\w-]+/qr\.svg$", target) for target in loaded), address
        assert '<html lang="en">' in page, address
        assert len(re.findall(r"<h1\b", page)) == 1, address


def test_every_field_has_a_label() -> None:
    for address, _, page in every_page():
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
            if 'type="hidden"' in field:
                continue
            name = re.search(r'\bid="([^"]+)"', field)
            assert name, (address, field)
            assert f'for="{name.group(1)}"' in page, (address, field)


def test_cards_for_sharing_are_absolute_and_name_nobody_but_the_inviter(browser: Browser) -> None:
    campaign = cast.live_campaign(description="Ten balloons.")
    people = cast.full_cast(campaign)
    for address, title in [
        (f"/c/{campaign.slug}/", "Find the balloons"),
        (f"/r/{cast.link_of(people.bob).code}/", "Bob invites you to Find the balloons"),
    ]:
        page = text(browser, address)
        cards = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:]+)" content="([^"]*)">', page))
        assert cards["og:title"] == cards["twitter:title"] == title
        assert cards["og:url"] == f"{settings.PUBLIC_ADDRESS}{address}"
        assert cards["og:image"] == cards["twitter:image"] == f"{settings.PUBLIC_ADDRESS}{address}card.png?lang=en"
        assert cards["twitter:card"] == "summary_large_image"
        assert cards["og:description"]
        assert not re.search(r"Alice|Carol|Dave|example\.org", " ".join(cards.values()))


def test_the_pages_and_the_api_give_refusals_the_same_statuses() -> None:
    assert STATUS_OF_REFUSAL == refusals.STATUS_OF_REFUSAL


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/login/code/", "Get a sign-in code"),
        ("/accounts/signup/", "Make an account"),
        ("/accounts/password/reset/", "Password Reset"),
        ("/accounts/inactive/", "Account Inactive"),
        ("/no/such/page/", "There is nothing here."),
    ],
)
def test_sign_in_and_error_pages_wear_the_same_clothes(address: str, heading: str, browser: Browser) -> None:
    page = browser.get(address).content.decode()
    assert re.search(rf"<h1>\s*{heading}\s*</h1>", page)
    assert "frontend/site" in page
    assert "<script" not in OWN_SCRIPT.sub("", page)


def test_pages_of_the_account_work_for_whoever_is_signed_in() -> None:
    place = cast.join_in_turn(cast.live_campaign(), "alice")[0]
    browser = signed_in(place)
    for address in ("/accounts/email/", "/accounts/logout/"):
        page = text(browser, address)
        assert "frontend/site" in page
        assert "<script" not in OWN_SCRIPT.sub("", page)
    # The app's worker sees whoever goes this way, and keeps nothing of them.
    assert 'value="/c/"' not in text(browser, "/accounts/logout/?next=/c/")
    assert browser.post("/accounts/logout/").headers["Location"] == "/app/signed-out"
    assert browser.get("/app/signed-out").headers["Location"] == "/"
    assert "Sign in" in text(browser, "/")


def test_operators_who_sign_out_in_the_admins_pages_go_the_same_way(admin_client: Client) -> None:
    assert admin_client.post("/admin/logout/").headers["Location"] == "/app/signed-out"


def test_the_code_page_says_where_mail_goes_when_it_goes_to_files(
    browser: Browser, settings: object, tmp_path: Path
) -> None:
    campaign = cast.live_campaign()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # type: ignore[attr-defined]  # any name
    settings.EMAIL_FILE_PATH = str(tmp_path)  # type: ignore[attr-defined]  # any name
    browser.ask_to_join(campaign.slug, email=f"{campaign.slug}@example.org")
    page = text(browser, "/accounts/login/code/confirm/")
    assert f"under <code>{tmp_path}</code>" in page
    assert len(list(tmp_path.iterdir())) == 1
