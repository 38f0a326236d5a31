"""The map: the world's outlines are whole, the view has every spot in it, and nobody is shown where they may not be."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from campaigns.planning.models import Objective
from frontend.maps.convert import convert
from frontend.maps.drawing import Spot, draw_map
from frontend.maps.outlines import HEIGHT, OUTLINES, WIDTH, draw_outlines, view_of, world_view
from frontend.progress import spots_of
from frontend.reads import promises_of
from tests import cast
from tests.browser.stage import found
from tests.frontend.conftest import Browser

PARIS, TOKYO, SUVA, LIMA = (2.35, 48.86), (139.69, 35.69), (178.44, -18.14), (-77.04, -12.05)


def walked(steps: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def test_the_outlines_are_closed_rings_and_lines_on_the_globe() -> None:
    world = json.loads(OUTLINES.read_text())
    assert len(world["land"]) > 100
    assert len(world["borders"]) > 200
    for ring in map(walked, world["land"]):
        assert ring[0] == ring[-1]
    for x, y in (point for line in (*world["land"], *world["borders"]) for point in walked(line)):
        assert abs(x) <= 18_000
        assert abs(y) <= 9_000


def test_what_two_countries_share_is_border_and_what_one_has_is_coast() -> None:
    square = {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        # The line between two halves of an island, and the coast of each.
        "arcs": [[[2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4], [2, 0]], [[2, 0], [2, 0], [0, 4], [-2, 0]]],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "Polygon", "arcs": [[~0, 2]]}],
            },
            "land": {"type": "MultiPolygon", "arcs": [[[1, 2]]]},
        },
    }
    made = convert(square)
    assert [walked(line) for line in made["borders"]] == [[(1100, 2000), (1100, 2200)]]
    coast = walked(made["land"][0])
    assert coast[0] == coast[-1]
    assert set(coast) == {(1100, 2200), (1000, 2200), (1000, 2000), (1100, 2000), (1200, 2000), (1200, 2200)}


@pytest.mark.parametrize(
    "places", [[PARIS], [PARIS, LIMA], [PARIS, TOKYO, SUVA, LIMA], [SUVA, LIMA], [(0.0, 89.0)], []]
)
def test_every_place_is_inside_the_view(places: list[tuple[float, float]]) -> None:
    view = view_of(places)
    assert view.scale >= world_view().scale
    for longitude, latitude in places:
        x, y = view.place(longitude, latitude)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT or latitude > 80


def test_the_outlines_are_cut_to_the_view() -> None:
    near, whole = draw_outlines(view_of([PARIS])), draw_outlines(world_view())
    assert len(near.land) + len(near.borders) < 2_000
    assert len(whole.land) + len(whole.borders) < 25_000
    for path in (near.land, whole.land):
        for ring in filter(None, path.split("M")):
            start, _, steps = ring.rstrip("z").partition("l")
            numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
            x, y = (int(n) for n in re.findall(r"-?\d+", start))
            for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + step_x, y + step_y
                assert -12 <= x <= 2 * WIDTH + 12
                assert -12 <= y <= 2 * HEIGHT + 12


def test_spots_stand_in_their_order_and_are_said_in_words() -> None:
    spots = [Spot(*PARIS, 1, '1. <b>"Paris"'), Spot(*LIMA, 2, "2. Lima")]
    drawn = draw_map(spots, title="Found", description="1, 2")
    xs = [float(x) for x in re.findall(r'class="map-spot" cx="([\d.]+)"', drawn)]
    assert [a > b for a, b in pairwise(xs)] == [True]
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert 'aria-label="Found: 1, 2"' in drawn
    area = draw_map([Spot(*PARIS, 1, "1", is_found=False, radius_m=100_000)], title="Look", description="")
    assert 'class="map-look"' in area
    radius = re.search(r'class="map-area"[^>]* r="([\d.]+)"', area)
    assert radius
    # A hundred kilometres are nine tenths of a degree of latitude, and all of the area is in the view.
    assert float(radius.group(1)) == pytest.approx(view_of([PARIS]).scale * 0.9, rel=0.01)
    wide = draw_map([Spot(*PARIS, 1, "1", is_found=False, radius_m=1_000_000)], title="Look", description="")
    radius = re.search(r'class="map-area"[^>]* r="([\d.]+)"', wide)
    assert radius
    assert HEIGHT / 4 < float(radius.group(1)) < HEIGHT / 2
    many = draw_map([Spot(*PARIS, n, str(n)) for n in range(40)], title="Found", description="")
    assert "-number" not in many


@pytest.mark.django_db
@pytest.mark.parametrize(("places", "are_drawn"), [(25, True), (26, False)])
def test_only_numbers_that_are_drawn_are_spoken_of(browser: Browser, places: int, are_drawn: bool) -> None:
    campaign = cast.live_campaign(prizes=((1_000, 1),) * places)
    campaign.objectives.update(latitude=40.0, longitude=-3.0)
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    assert ("map-look-number" in page) is are_drawn
    assert ("The numbers are those of the list" in page) is are_drawn
    assert "open where to look." in page


@pytest.mark.django_db
def test_places_are_shown_as_exactly_as_the_public_may_see_them(browser: Browser) -> None:
    campaign = cast.live_campaign(prizes=((1_000, 1),) * 3)
    alice = cast.join_in_turn(campaign, "alice")[0]
    privacies = ("exact", "fuzzed", "hidden")
    for objective, privacy in zip(campaign.objectives.order_by("pk"), privacies, strict=True):
        Objective.objects.filter(pk=objective.pk).update(location_privacy=privacy)
        found(alice, (48.8566, 2.3522), objective)
    spots = spots_of(campaign, promises_of(campaign, at=cast.MOMENT))
    assert all(spot.is_found for spot in spots)
    assert [spot.number for spot in spots] == [1, 2]
    exact, fuzzed = spots
    assert (exact.latitude, exact.longitude) == (48.8566, 2.3522)
    assert (fuzzed.latitude, fuzzed.longitude) != (48.8566, 2.3522)
    assert abs(fuzzed.latitude - 48.8566) < 0.02
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    assert page.count('class="map-spot"') == 2
    assert "3. Balloon 3" not in page


@pytest.mark.django_db
def test_where_to_look_is_open_until_every_place_is_taken(browser: Browser) -> None:
    campaign = cast.live_campaign(prizes=((1_000, 1), (1_000, 1)))
    alice = cast.join_in_turn(campaign, "alice")[0]
    first = campaign.objectives.order_by("pk")[0]
    Objective.objects.filter(pk=first.pk).update(latitude=40.0, longitude=-3.0, radius_m=50_000)
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    assert 'class="map-look"' in page
    assert 'class="map-spot"' not in page
    found(alice, (40.1, -3.1), first)
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    assert 'class="map-look"' not in page
    assert "1. Balloon 1, found" in page


@pytest.mark.django_db
def test_there_is_no_map_before_anything_is_found(browser: Browser) -> None:
    campaign = cast.live_campaign()
    assert 'class="map"' not in browser.get(f"/c/{campaign.slug}/").content.decode()
