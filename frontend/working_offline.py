"""What makes the app one that can be installed and opens without a connection: its manifest and its worker.

The worker is `frontend/src/worker/sw.ts`, built to one file; in front of it stand the names of the files that the app
needs to open and to report. So the worker changes, and is fetched anew, whenever one of them does.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.speaking import speaks

# What opens without a connection: one's campaigns and all of a participant's screens, with their dialogs.
_SCREENS = ("src/main.tsx", "src/words/spanish.ts", "src/pages/Home.tsx")
_FOLDERS = ("src/pages/participant/", "src/findings/", "src/outbox/", "src/map/", "src/components/", "src/app/")
# Of the typeface what English and Spanish are written in.
_LETTERS = ("inter-latin-wght",)
_POLICY = "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that runs behind the app. It holds nothing of anybody, so it is given without signing in."""
    built = Path(settings.FACE_DIR) / "app"
    try:
        files = _files(built, (built / "manifest.json").stat().st_mtime_ns)
        script = (built / "sw.js").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Http404 from None
    body = f"self.FILES = {json.dumps(files)};\n{script}"
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@require_safe
@speaks
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the app is called and looks where it is installed."""
    sizes = (("192", "any"), ("512", "any"), ("512", "maskable"))
    return JsonResponse(
        {
            "name": "Mobilize",
            "short_name": "Mobilize",
            "description": _("Your campaigns: invite, report, verify, pay."),
            "id": "/app/",
            "start_url": "/app/",
            "scope": "/app/",
            "display": "standalone",
            "background_color": "#FBFAF8",
            "theme_color": "#FBFAF8",
            "icons": [
                {
                    "src": static(f"frontend/{'maskable' if purpose == 'maskable' else 'icon'}-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size, purpose in sizes
            ],
        },
        content_type="application/manifest+json",
    )


@lru_cache(maxsize=2)
def _files(built: Path, _changed: int) -> tuple[str, ...]:
    """Gather the screens' files, with all that they load before they run."""
    chunks: dict[str, dict[str, Any]] = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    names: set[str] = set()
    seen: set[str] = set()
    waiting = [name for name in chunks if name in _SCREENS or name.startswith(_FOLDERS)]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        chunk = chunks[name]
        names.update([chunk["file"], *chunk.get("css", []), *filter(_is_needed, chunk.get("assets", []))])
        waiting.extend(chunk.get("imports", []))
    return tuple(f"{settings.STATIC_URL}app/{name}" for name in sorted(names))


def _is_needed(name: str) -> bool:
    return not name.endswith(".woff2") or any(letters in name for letters in _LETTERS)
