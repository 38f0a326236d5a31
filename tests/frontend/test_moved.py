"""Pages that the app has taken over: their addresses lead to its screens, whoever follows them."""

from __future__ import annotations

import pytest
from django.test import Client

_ID = "7d0e6f0a-6f3f-4a52-9a52-0a4f5f1b2c3d"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("review/", "review"),
        (f"review/{_ID}/", f"review/{_ID}"),
        (f"review/{_ID}/reverse/", f"review/{_ID}"),
        ("trust/", "people/trust"),
        (f"trust/people/{_ID}/", f"people/{_ID}"),
        (f"trust/people/{_ID}/quarantine/", f"people/{_ID}"),
        (f"trust/objections/{_ID}/grant/", "people/trust"),
    ],
)
def test_old_addresses_lead_to_the_apps_screens(client: Client, old: str, new: str) -> None:
    moved = client.get(f"/c/find-the-balloons/{old}")
    assert moved.status_code == 302
    assert moved.headers["Location"] == f"/app/c/find-the-balloons/manage/{new}"
    assert client.post(f"/c/find-the-balloons/{old}").status_code == 405


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("split/", "/split"),
        ("letters/", ""),
        ("qr.png", ""),
        (f"reports/{_ID}/", f"/findings/{_ID}"),
        (f"reports/{_ID}/withdraw/", f"/findings/{_ID}"),
        (f"vouch/{_ID}/", "/trust"),
        (f"object/hold/{_ID}/", "/trust"),
        (f"object/quarantine/{_ID}/", "/trust"),
        (f"object/payout/{_ID}/", "/money"),
    ],
)
def test_ones_own_old_addresses_lead_there_too(client: Client, old: str, new: str) -> None:
    moved = client.get(f"/c/find-the-balloons/me/{old}")
    assert moved.status_code == 302
    assert moved.headers["Location"] == f"/app/c/find-the-balloons/me{new}"
    assert client.post(f"/c/find-the-balloons/me/{old}").status_code == 405
