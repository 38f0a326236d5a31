"""What has the app installed and opened without a connection: its manifest, its icons, its worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image, ImageChops

from frontend import icons
from tests.frontend.conftest import Browser

CHUNKS = {
    "src/main.tsx": {
        "file": "assets/main-1.js",
        "imports": ["_shared.js"],
        "dynamicImports": ["src/pages/participant/Report.tsx", "src/pages/organizer/Pulse.tsx"],
        "css": ["assets/main-1.css"],
        "assets": ["assets/inter-latin-wght-normal-1.woff2", "assets/inter-greek-wght-normal-1.woff2"],
    },
    "_shared.js": {"file": "assets/shared-1.js"},
    "src/pages/participant/Report.tsx": {"file": "assets/Report-1.js", "imports": ["_shared.js", "_dates.js"]},
    "_dates.js": {"file": "assets/dates-1.js", "imports": ["_shared.js"]},
    "src/map/MapView.tsx": {"file": "assets/MapView-1.js", "assets": ["assets/countries-1.json"]},
    "src/pages/Home.tsx": {"file": "assets/Home-1.js"},
    "src/pages/organizer/Pulse.tsx": {"file": "assets/Pulse-1.js", "imports": ["_shared.js", "_charts.js"]},
    "_charts.js": {"file": "assets/charts-1.js"},
}


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> Path:
    settings.FACE_DIR = tmp_path
    app = tmp_path / "app"
    app.mkdir()
    (app / "manifest.json").write_text(json.dumps(CHUNKS), encoding="utf-8")
    (app / "sw.js").write_text("work();", encoding="utf-8")
    return app


@pytest.mark.django_db
def test_the_worker_knows_the_files_of_the_screens_that_open_off_line(built: Path) -> None:
    answer: Any = Browser().get(reverse("app_worker"))
    first, script = answer.content.decode().split("\n", 1)
    assert script == "work();"
    files = json.loads(first.removeprefix("self.FILES = ").removesuffix(";"))
    # Not the organizer's, nor letters that neither language is written in.
    assert [file.removeprefix("/static/app/assets/") for file in files] == [
        "Home-1.js",
        "MapView-1.js",
        "Report-1.js",
        "countries-1.json",
        "dates-1.js",
        "inter-latin-wght-normal-1.woff2",
        "main-1.css",
        "main-1.js",
        "shared-1.js",
    ]
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_there_is_no_worker_before_the_app_is_built(built: Path) -> None:
    (built / "sw.js").unlink()
    assert Browser().get(reverse("app_worker")).status_code == 404


@pytest.mark.django_db
def test_the_manifest_names_what_is_there() -> None:
    answer: Any = Browser().get(reverse("app_manifest"), HTTP_ACCEPT_LANGUAGE="es")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert (said["start_url"], said["scope"], said["display"]) == ("/app/", "/app/", "standalone")
    assert said["description"] == "Tus campañas: invitar, informar, verificar, pagar."
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        found = finders.find(icon["src"].removeprefix("/static/"))
        assert found
        with Image.open(found) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]


@pytest.mark.parametrize("name", icons.ICONS)
def test_icons_are_as_they_are_drawn(name: str) -> None:
    size, width = icons.ICONS[name]
    drawn = icons.draw_icon(size, width_of_logo=width)
    with Image.open(icons.FOLDER / name) as kept:
        apart = ImageChops.difference(drawn, kept.convert("RGB")).convert("L")
    # Another version of the library may make edges a shade softer.
    assert apart.point(lambda shade: 255 if shade > 8 else 0).getbbox() is None
