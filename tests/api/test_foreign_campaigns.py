"""Every endpoint × whoever is somebody in another campaign: to this one they are strangers, at every address.

Generated from the addresses, which the OpenAPI document must have too; so a new endpoint is asked as well.
"""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from campaigns.people.models import Role
from tests import cast
from tests.api.scene import NOT_OURS, Scene, endpoints
from tests.events.writers import CHECKOUT

NESTED = [(method, path) for method, path in endpoints() if len(re.findall(r"{\w+}", path)) > 1 and "_id}" in path]


def with_all_roles(scene: Scene) -> Scene:
    """Let the organizer be everything that one person can be in a campaign."""
    organizer = scene.accounts["organizer"]
    for kind in ("reviewer", "treasurer"):
        Role.objects.create(campaign=scene.campaign, user=organizer, kind=kind)
    cast.join(organizer, cast.open_link(scene.campaign))
    return scene


@pytest.mark.django_db
def test_whoever_is_everything_elsewhere_is_a_stranger_here(subtests: pytest.Subtests) -> None:
    here, elsewhere = Scene(), with_all_roles(Scene())
    here.people |= {"of elsewhere": elsewhere.people["organizer"], "fresh": cast.make_user("fred")}
    for method, path in endpoints():
        if "{slug}" in path or "_id}" in path:
            with subtests.test(f"{method} {path}"):
                assert here.call("of elsewhere", method, path) == here.call("fresh", method, path)


@pytest.mark.django_db
def test_ones_own_address_opens_nothing_of_another_campaign(subtests: pytest.Subtests) -> None:
    """What stands within something in an address is looked for in that and nowhere else."""
    own, foreign = with_all_roles(Scene()), Scene()
    assert NESTED
    for method, path in NESTED:
        with subtests.test(f"{method} {path}"):
            inner = re.findall(r"{(\w+_id)}", path)[-1]
            theirs, nothing = (
                own.call("organizer", method, path, {inner: name}) for name in (foreign.names[inner], str(uuid4()))
            )
            assert theirs == nothing >= 400


def test_every_address_is_a_view_that_states_who_may_call() -> None:
    included = [found for found in get_resolver().url_patterns if str(found.pattern) == "api/v1/"]
    inner = [one for found in included if isinstance(found, URLResolver) for one in found.url_patterns]
    assert len(inner) > 100
    assert all(isinstance(one, URLPattern) for one in inner)
    views = {str(one.pattern): getattr(one.callback, "view_class", None) for one in inner}
    assert None not in views.values(), [path for path, view in views.items() if view is None]
    for path, view in views.items():
        methods = {method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if hasattr(view, method.lower())}
        assert set(getattr(view, "who", {})) >= methods, f"{path} does not state who may call it"


def test_the_document_has_the_addresses_that_there_are() -> None:
    paths = yaml.load((CHECKOUT / "docs" / "openapi.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["paths"]
    said = {
        (method.upper(), path.removeprefix("/api/v1/")) for path, operations in paths.items() for method in operations
    }
    assert {endpoint for endpoint in said if endpoint[1] not in NOT_OURS} == set(endpoints())
