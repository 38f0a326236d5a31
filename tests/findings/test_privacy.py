"""Where findings are shown to be: stable, far enough, near enough, the right way round the earth, and never exactly."""

from __future__ import annotations

import json
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.findings.models import Finding
from campaigns.findings.privacy import DECIMALS, EARTH_RADIUS_M, LEAST_OFFSET_M, MOST_OFFSET_M, fuzz_place
from campaigns.findings.reporting import report_finding
from campaigns.people.models import Role
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from tests import cast
from tests.api.calling import Caller

LATITUDES = st.floats(-90, 90) | st.sampled_from([-90.0, -89.9999, 0.0, 89.99, 89.9999, 90.0])
LONGITUDES = st.floats(-180, 180) | st.sampled_from([-180.0, -179.999, 0.0, 179.999, 180.0])
HERE = {"latitude": 45.4641943, "longitude": 9.1919265, "accuracy_m": 7.25, "source": "device"}


def metres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """By the haversine, which loses nothing over short ways."""
    north, other_north = radians(latitude), radians(other_latitude)
    turned = radians(longitude - other_longitude) / 2
    half = sin((north - other_north) / 2) ** 2 + cos(north) * cos(other_north) * sin(turned) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


class TestOffset:
    @settings(max_examples=300)
    @given(LATITUDES, LONGITUDES, st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32))
    def test_it_is_stable_and_within_its_bounds_anywhere_on_earth(
        self, latitude: float, longitude: float, name: bytes, key: bytes
    ) -> None:
        shown = fuzz_place(latitude=latitude, longitude=longitude, name=name, key=key)
        assert fuzz_place(latitude=latitude, longitude=longitude, name=name, key=key) == shown
        assert -90 <= shown.latitude <= 90
        assert -180 <= shown.longitude <= 180
        away = metres(latitude, longitude, shown.latitude, shown.longitude)
        assert LEAST_OFFSET_M <= away <= MOST_OFFSET_M
        assert round(shown.latitude, DECIMALS) == shown.latitude
        assert shown.accuracy_m == MOST_OFFSET_M

    def test_it_leads_to_all_sides_alike_and_fills_its_ring(self) -> None:
        places = [
            fuzz_place(latitude=0.0, longitude=0.0, name=number.to_bytes(16, "big"), key=b"k" * 32)
            for number in range(4_000)
        ]
        quarters = [sum((p.latitude >= 0) == north and (p.longitude >= 0) == east for p in places)
                    for north in (True, False) for east in (True, False)]  # fmt: skip
        assert all(850 < quarter < 1_150 for quarter in quarters), quarters
        # As many beyond the circle that halves the ring's area as within it.
        halving = sqrt((380**2 + 1_420**2) / 2)
        beyond = sum(metres(0, 0, place.latitude, place.longitude) > halving for place in places)
        assert 1_800 < beyond < 2_200, beyond

    def test_another_key_or_another_finding_is_moved_another_way(self) -> None:
        names = [bytes([number]) * 16 for number in range(50)]
        by_name = {fuzz_place(latitude=10, longitude=10, name=name, key=b"k") for name in names}
        by_key = {fuzz_place(latitude=10, longitude=10, name=names[0], key=bytes([key])) for key in range(50)}
        assert len(by_name) > 40
        assert len(by_key) > 40


def found(privacy: str, **place: Any) -> tuple[Campaign, Participant, Finding]:
    """A verified finding of an objective with this privacy, with a note that tells the way."""
    campaign = cast.live_campaign([(4_000, 3)])
    Objective.objects.filter(campaign=campaign).update(location_privacy=privacy)
    (finder,) = cast.join_in_turn(campaign, "bob")
    finding, _ = report_finding(
        objective=cast.objective_of(campaign),
        participant=finder,
        at=cast.MOMENT,
        note="Behind the blue door",
        location={**HERE, **place},
    )
    cast.verify(finding)
    return campaign, finder, finding


@pytest.mark.django_db
class TestShown:
    @pytest.mark.parametrize("privacy", ["fuzzed", "hidden"])
    def test_nothing_public_tells_the_place_the_note_or_the_finder(self, privacy: str) -> None:
        campaign, finder, finding = found(privacy)
        treasurer = cast.make_user("tess")
        Role.objects.create(campaign=campaign, user=treasurer, kind=Role.Kind.TREASURER)
        path, objective = f"/campaigns/{campaign.slug}/", cast.objective_of(campaign)
        public = [f"{path}findings/map/", f"{path}ledger/", path, f"/objectives/{objective.public_id}/"]
        answers = [Caller(None).call("GET", asked).content for asked in public]
        of_staff = [f"{path}findings/", f"/findings/{finding.public_id}/"]
        answers += [Caller(treasurer).call("GET", asked).content for asked in of_staff]
        geo = Caller(treasurer).client.get(f"/api/v1{path}findings/", headers={"Accept": "application/geo+json"})
        page = Caller(None).client.get(f"/c/{campaign.slug}/").content
        for answer in [*answers, geo.content, page]:
            assert answer
            for secret in (b"45.4641", b"9.1919", b"7.25", b"blue door"):
                assert secret not in answer
        assert finder.display_name.encode() not in answers[0]
        assert str(finding.public_id).encode() not in answers[0]

    def test_the_map_moves_what_is_fuzzed_the_same_way_every_time(self) -> None:
        campaign, _, finding = found("fuzzed")
        path = f"/campaigns/{campaign.slug}/findings/map/"
        asked = [Caller(None).get(path)["features"] for _ in range(5)]
        assert all(features == asked[0] for features in asked)
        (feature,) = asked[0]
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 300 <= metres(HERE["latitude"], HERE["longitude"], latitude, longitude) <= 1_500  # type: ignore[arg-type]  # numbers beside a word
        assert feature["properties"] == {
            "objective": str(finding.objective.public_id),
            "title": "Balloon 1",
            "seen_on": "2009-12-05",
            "accuracy_m": 1_500.0,
            "exact": False,
        }

    def test_the_map_has_what_is_exact_and_nothing_that_is_hidden_or_unverified(self) -> None:
        campaign, finder, _ = found("exact")
        report_finding(
            objective=cast.objective_of(campaign),
            participant=finder,
            at=cast.MOMENT,
            location={**HERE, "latitude": 1.0},
        )
        (feature,) = Caller(None).get(f"/campaigns/{campaign.slug}/findings/map/")["features"]
        assert feature["geometry"] == {"type": "Point", "coordinates": [9.1919265, 45.4641943]}
        assert feature["properties"]["exact"] is True
        assert Caller(None).get(f"/campaigns/{found('hidden')[0].slug}/findings/map/")["features"] == []

    def test_reviewers_and_the_reporter_see_the_place_itself(self) -> None:
        campaign, finder, finding = found("hidden")
        reviewer = cast.make_user("rita")
        Role.objects.create(campaign=campaign, user=reviewer, kind=Role.Kind.REVIEWER)
        exact = {**HERE, "exact": True}
        for user in (reviewer, finder.user, cast.organizer_of(campaign)):
            seen = Caller(user).get(f"/findings/{finding.public_id}/")
            assert seen["location"] == exact
            assert seen["note"] == "Behind the blue door"
            (listed,) = Caller(user).get(f"/campaigns/{campaign.slug}/findings/")["results"]
            assert listed["location"] == exact

    def test_reviewers_get_their_list_as_geojson(self) -> None:
        campaign, finder, finding = found("hidden")
        report_finding(objective=cast.objective_of(campaign), participant=finder, at=cast.MOMENT)
        client = Caller(cast.organizer_of(campaign)).client
        address = f"/api/v1/campaigns/{campaign.slug}/findings/?limit=1"
        answer = client.get(address, headers={"Accept": "application/geo+json"})
        assert answer.headers["Content-Type"].startswith("application/geo+json")
        first = json.loads(answer.content)
        assert first["type"] == "FeatureCollection"
        assert [feature["geometry"] for feature in first["features"]] == [None]
        second = json.loads(client.get(first["next"], headers={"Accept": "application/geo+json"}).content)
        (feature,) = second["features"]
        assert feature["id"] == str(finding.public_id)
        assert feature["geometry"]["coordinates"] == [9.1919265, 45.4641943]
        assert feature["properties"]["state"] == "verified"
        assert "location" not in feature["properties"]
        assert client.get(address).headers["Content-Type"] == "application/json"
        refused = client.get(f"{address}&state=lost", headers={"Accept": "application/geo+json"})
        assert refused.headers["Content-Type"] == "application/problem+json"

    def test_how_far_it_is_off_says_nothing_of_how_well_it_was_measured(self) -> None:
        shown = {found("fuzzed", accuracy_m=accuracy)[0].slug for accuracy in (1.0, 40_000.0)}
        told = [Caller(None).get(f"/campaigns/{slug}/findings/map/")["features"][0]["properties"] for slug in shown]
        assert [properties["accuracy_m"] for properties in told] == [1_500.0, 1_500.0]


def test_the_yardstick_measures() -> None:
    assert metres(0, 0, 0, degrees(1_000 / EARTH_RADIUS_M)) == pytest.approx(1_000)
    assert metres(0, 179.999, 0, -179.999) == pytest.approx(222.4, rel=0.01)
