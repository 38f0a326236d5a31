"""The screens of whoever takes part: their link, their money, their tree, their split, where they stand, and trust."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from campaigns.people.models import Role, User
from campaigns.recruiting.models import Participant
from campaigns.trust.operations import place_hold
from rewards.payouts.caps import hold_person
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from tests import cast
from tests.browser.judging import PHONE, SCREENS, forgive, judge, visiting
from tests.participation.test_rollup import read_all
from tests.planting import plant
from tests.statements.story import tell

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def user_of(place: Participant) -> User:
    assert isinstance(place.user, User)
    return place.user


def test_my_link(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign([(400_000, 1), (100_000, 2)])
    people = cast.full_cast(campaign)
    with visiting(chromium, server, user=user_of(people.bob), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/me")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("One person joined by your link.")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy the link").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.fullmatch(rf"{server}/r/\w+/", copied)
        # The link shares by plain addresses, and is drawn to be scanned.
        share = page.get_by_role("link", name="Telegram").get_attribute("href")
        assert share
        assert share.startswith("https://t.me/share/url?url=http%3A%2F%2F")
        qr = page.get_by_role("img", name="QR code of the link").evaluate_handle("image => image")
        page.wait_for_function("image => image.naturalWidth > 0", arg=qr)
        expect(page.get_by_text("finds Balloon 1, they get $2,000.00 and you get $1,000.00.")).to_be_visible()
        page.get_by_text("You find it").click()
        expect(page.get_by_text("If you find Balloon 1, you get $2,000.00.")).to_be_visible()
        page.get_by_label("Prize", exact=True).select_option(label="Balloon 2: $1,000.00")
        expect(page.get_by_text("If you find Balloon 2, you get $500.00.")).to_be_visible()
        expect(page.get_by_text("Alice brought you in")).to_be_visible()
        letters = page.get_by_role("switch")
        expect(letters).not_to_be_checked()
        letters.focus()
        page.keyboard.press("Space")
        expect(letters).to_be_checked()
        expect(page.get_by_text("You said so on")).to_be_visible()
        judge(page, "my_link")


def test_who_has_no_place_is_told_how_to_get_one(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    with visiting(chromium, server, user=cast.make_user("eve"), width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me")
        expect(page.get_by_role("heading", level=1)).to_have_text("You do not take part in this campaign.")
        expect(page.get_by_role("link", name="To the campaign’s page")).to_be_visible()
        forgive(page, "status of 404")
        judge(page, "no_place")


def test_my_money(chromium: Browser, server: str) -> None:
    story = tell(names=("Alice", "Bob", "Carol", "Dave"))
    alice, carol = story.root, story.chain[1]
    treasurer = cast.make_user("tess")
    Role.objects.create(campaign=story.campaign, user=treasurer, kind=Role.Kind.TREASURER)
    hold = hold_person(participant=carol, treasurer=treasurer, reason="The account is checked.", at=cast.MOMENT)
    # The audit of what was committed asks for what is long due.
    release_due(at=timezone.now())
    with visiting(chromium, server, user=user_of(alice), width=PHONE) as page:
        page.goto(f"/app/c/{story.campaign.slug}/me/money")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile(r"You have earned \$[\d.]+; \$[\d.]+ of it can be paid out."))
        told = page.get_by_text("You invited Bob, who invited Carol, who invited Dave, who found Balloon 1.")
        expect(told.first).to_be_visible()
        expect(page.get_by_text("Taken back since: the finding was found wrong. The proof was false.")).to_be_visible()
        # Nothing is said to be held until a day that is over.
        expect(page.get_by_text("Held until")).to_have_count(0)
        expect(page.get_by_text('The bank said: "no such account"')).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename.endswith(".csv")
        # Where it goes: a slip is told at its field, and what was typed stays.
        page.get_by_role("button", name="Say where your money goes").click()
        page.get_by_label("IBAN").fill("DE00 1234")
        page.get_by_label("Whose account it is").fill("Alice Doe")
        page.get_by_role("button", name="Send my money there").click()
        expect(page.get_by_label("IBAN")).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Whose account it is")).to_have_value("Alice Doe")
        forgive(page, "status of 400")
        judge(page, "my_money")
        page.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
        page.get_by_role("button", name="Send my money there").click()
        expect(page.get_by_text("Bank account DE")).to_be_visible()
        page.get_by_role("button", name="Remove Bank account").click()
        expect(page.get_by_text("No later payout goes there.")).to_be_visible()
        judge(page, "my_money_remove")
        page.get_by_role("button", name="Send no more money there").click()
        expect(page.get_by_text("Nowhere yet.")).to_be_visible()
        page.get_by_label("Percent of every reward").fill("10")
        page.get_by_label("It goes to").select_option("solidarity")
        page.get_by_role("button", name="Give it").click()
        page.get_by_role("button", name="Give 10 %").click()
        expect(page.get_by_text("You give 10 % of every reward to the solidarity pool.")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", name="Where your money goes")).to_be_hidden()
        page.screenshot(path=SCREENS / f"my_money_print-{PHONE}.png", full_page=True)
    with visiting(chromium, server, user=user_of(carol), width=PHONE) as page:
        page.goto(f"/app/c/{story.campaign.slug}/me/money")
        expect(page.get_by_text("Nothing is paid out to you for now.")).to_be_visible()
        page.get_by_role("button", name="Say that this is wrong").click()
        page.get_by_role("textbox", name="What is wrong about it").fill("It is mine alone.")
        page.get_by_role("button", name="Send the objection").click()
        expect(page.get_by_text("Your objection waits for its answer.")).to_be_visible()
    hold.refresh_from_db()
    assert hold.objection.text == "It is mine alone."


def test_a_held_share_says_until_when(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign(hold_days=3)
    people, now = cast.full_cast(campaign), timezone.now()
    cast.verify(cast.report(people.dave, at=now), at=now)
    assert settle_due(at=now) == 1
    with visiting(chromium, server, user=user_of(people.bob), width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/me/money")
        expect(page.get_by_text("You invited Carol, who invited Dave, who found Balloon 1.").first).to_be_visible()
        expect(page.get_by_text(re.compile(f"Held until .*{(now + timedelta(days=3)).year}"))).to_be_visible()


def test_my_tree(chromium: Browser, server: str) -> None:
    now = timezone.now()
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    (_, _, dave) = cast.join_in_turn(campaign, "bob", "carol", "dave", under=alice)
    cast.join(cast.make_user("zoe"), cast.link_of(alice), at=now)
    with visiting(chromium, server, user=user_of(alice), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/me/tree")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("4 people came through you; . of them"))
        expect(page.get_by_role("heading", name="One person joined in the last seven days")).to_be_visible()
        picture = page.get_by_role("application")
        picture.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile("who="))
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        told = page.get_by_text("3 steps below you, through Bob")
        expect(told).to_be_visible()
        judge(page, "my_tree")
        # Turned from wide to narrow it is as large as its place, whatever was to be drawn meanwhile.
        page.wait_for_function(_IS_SHARP)
        page.get_by_role("searchbox").fill("zo")
        page.get_by_role("button", name="Zoe", exact=True).last.click()
        expect(page.locator("[aria-live=polite]").get_by_text("Zoe")).to_be_visible()
        page.get_by_text("List", exact=True).click()
        tree = page.get_by_role("tree")
        expect(tree.get_by_role("treeitem")).to_have_count(5)
        tree.focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowLeft")
        expect(tree.get_by_role("treeitem")).to_have_count(1)
        page.keyboard.press("ArrowRight")
        expect(tree.get_by_role("treeitem")).to_have_count(5)
        page.keyboard.press("End")
        expect(tree.get_by_role("treeitem", selected=True)).to_contain_text("Zoe")
        judge(page, "my_tree_list")
    with visiting(chromium, server, user=user_of(dave), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/me/tree")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nobody has come through you yet.")
        judge(page, "my_tree_empty")


def test_ten_thousand_people_zoom(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    places = plant(
        campaign,
        inviters=[-1, *((n - 1) // 3 for n in range(1, 10_000))],
        joined_at=[cast.MOMENT] * 10_000,
        at=cast.MOMENT,
    )
    # The first of them is Alice's own from here on.
    root = Participant.objects.get(pk=places[0])
    Participant.objects.filter(pk=root.pk).update(user=cast.make_user("rosa"))
    root.refresh_from_db()
    assert alice.pk != root.pk
    with visiting(chromium, server, user=user_of(root)) as page:
        page.goto(f"/app/c/{campaign.slug}/me/tree")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("9,999 people came through you"))
        page.get_by_role("button", name="Unfold all").click()
        page.get_by_role("button", name="See all of it").click()
        picture = page.get_by_role("application")
        expect(picture).to_have_attribute("data-scale", re.compile("0.00"))
        drawn = picture.evaluate(_COLOURED)
        assert drawn > 500
        page.wait_for_timeout(300)
        frames, seconds = picture.evaluate(_ZOOMING)
        assert frames > 0
        print(f"{frames / seconds:.0f} frames a second while zooming into 10,000 people")
        # A bar of the browser that comes makes the picture lower, and circles stay round.
        canvas = picture.element_handle()
        high = picture.evaluate("canvas => canvas.clientHeight")
        page.set_viewport_size({"width": 1280, "height": 600})
        page.wait_for_function("([canvas, before]) => canvas.clientHeight < before", arg=[canvas, high])
        page.wait_for_function(_IS_SHARP)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("button", name="Nearer").click()
        assert float(picture.get_attribute("data-scale") or 0) > 0
        page.get_by_text("List", exact=True).click()
        tree = page.get_by_role("tree")
        tree.focus()
        page.keyboard.press("End")
        expect(tree.get_by_role("treeitem", selected=True)).to_be_visible()
        # Only those rows are there that are seen.
        assert tree.get_by_role("treeitem").count() < 60


# Whether the picture has as many points each way as its place on the screen.
_IS_SHARP = """() => {
  const canvas = document.querySelector("canvas");
  const isAsLarge = (points, length) => Math.abs(points - length * devicePixelRatio) <= 1;
  return isAsLarge(canvas.width, canvas.clientWidth) && isAsLarge(canvas.height, canvas.clientHeight);
}"""

# How many of the picture's points are drawn on.
_COLOURED = """canvas => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  for (let at = 3; at < data.length; at += 4) drawn += data[at] > 0 ? 1 : 0;
  return drawn;
}"""

# A turn of the wheel for every frame: how many frames there were, in how many seconds.
_ZOOMING = """canvas => new Promise((resolve) => {
  const box = canvas.getBoundingClientRect();
  const began = performance.now();
  let frames = 0;
  const turn = () => {
    const now = performance.now();
    if (now - began > 2000 && frames > 0) return resolve([frames, (now - began) / 1000]);
    frames += 1;
    const deltaY = frames % 80 < 40 ? -18 : 18;
    canvas.dispatchEvent(new WheelEvent("wheel", {
      deltaY, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, cancelable: true,
    }));
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
})"""


def test_split_leaderboard_and_trust(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign([(400_000, 2)], "split_contract", {"default_split": "1/2", "max_split": "2/3"})
    people = cast.full_cast(campaign)
    cast.verify(cast.report(people.dave))
    cast.report(people.dave)
    settle_due(at=cast.MOMENT)
    organizer = cast.organizer_of(campaign)
    place_hold(participant=people.carol, reason="A tip.", placed_by=organizer, at=timezone.now())
    read_all(20_000)
    base = f"/app/c/{campaign.slug}/me"
    with visiting(chromium, server, user=user_of(people.carol), width=PHONE) as page:
        heading = page.get_by_role("heading", level=1)
        page.goto(f"{base}/split")
        expect(heading).to_have_text(re.compile("what the campaign says: 1/2"))
        field = page.get_by_label("What you ask of your recruits")
        field.fill("1/4")
        expect(page.get_by_text("would keep about $3,000.00")).to_be_visible()
        judge(page, "my_split")
        field.fill("9/10")
        page.get_by_role("button", name="Ask this").click()
        expect(field).to_have_attribute("aria-invalid", "true")
        forgive(page, "status of 400")
        field.fill("1/4")
        page.get_by_role("button", name="Ask this").click()
        expect(heading).to_have_text("Your recruits hand up to you 1/4 of what reaches them.")

        page.goto(f"{base}/trust")
        expect(heading).to_have_text("Your rewards wait; nothing is lost, and you can go on.")
        expect(page.get_by_text("While your rewards wait you cannot vouch.")).to_be_visible()
        page.get_by_role("button", name="Say that this is wrong").click()
        page.get_by_role("textbox", name="What is wrong about it").fill("I was at work.")
        page.get_by_role("button", name="Send the objection").click()
        expect(page.get_by_text("Your objection waits for its answer.")).to_be_visible()
        judge(page, "my_trust")
    assert people.carol.objections.get().text == "I was at work."
    with visiting(chromium, server, user=user_of(people.bob), width=PHONE) as page:
        page.goto(f"{base}/trust")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing of yours is held back.")
        page.get_by_role("button", name="Vouch for it: Balloon 1").click()
        expect(page.get_by_text("It cannot be taken back.")).to_be_visible()
        judge(page, "my_vouch")
        page.get_by_role("dialog").get_by_role("button", name="Vouch for it").click()
        expect(page.get_by_text("You vouch for it")).to_be_visible()
    with visiting(chromium, server, user=user_of(people.dave), width=PHONE) as page:
        heading = page.get_by_role("heading", level=1)
        page.goto(f"{base}/leaderboard")
        expect(heading).to_have_text("You stand at place 1 of 1.")
        page.get_by_text("This period").click()
        expect(page.get_by_text(re.compile("^Since "))).to_be_visible()
        expect(page.get_by_role("radio", name="This period")).to_be_focused()
        page.get_by_text("How it is counted").click()
        expect(page.get_by_text("One point for everybody")).to_be_visible()
        judge(page, "leaderboard")
        page.get_by_role("switch").focus()
        page.keyboard.press("Space")
        expect(heading).to_have_text("You are not on the leaderboard.")
        judge(page, "leaderboard_off")
