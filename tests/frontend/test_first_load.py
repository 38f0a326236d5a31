"""How much is loaded before a screen of the app stands there, compressed; charts and maps come later.

A dashboard, which is what one opens first, has at most 250 kB. Where somebody sits down to set something up, the fields
for it may come on top.
"""

from __future__ import annotations

import json
import re
from typing import Any

from frontend.building import BUILT

MOST_BYTES = 250_000
MOST_BYTES_OF_WORKSHOPS = 320_000
_WORKSHOPS = re.compile(
    r"src/pages/organizer/(create|settings)/|/money/(Payouts|Batch|ResultsFile|Holds|Promises|Books)\.|/KeyList\."
)


def manifest() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    return read


def files_of(chunks: dict[str, Any], *begin: str) -> set[str]:
    """Follow what is imported at once; what is imported on demand is left out."""
    seen: set[str] = set()
    waiting = list(begin)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += chunks[name].get("imports", [])
    return {file for name in seen for file in (chunks[name]["file"], *chunks[name].get("css", []))}


def compressed(file: str) -> int:
    path = BUILT / file
    smaller = path.with_name(f"{path.name}.gz")
    return (smaller if smaller.exists() else path).stat().st_size


def screens() -> list[str]:
    chunks = manifest()
    return sorted(name for name in chunks if name.startswith("src/pages/") and chunks[name].get("isDynamicEntry"))


def test_every_screen_is_light() -> None:
    chunks = manifest()
    assert screens()
    # The frame of an area comes with each of its screens.
    frames = {"participant": "src/pages/participant/Participant.tsx", "organizer": "src/pages/organizer/Organizer.tsx"}
    heavy, sizes = {}, {}
    for screen in screens():
        frame = [path for area, path in frames.items() if f"/{area}/" in screen and path in chunks]
        sizes[screen] = size = sum(map(compressed, files_of(chunks, "src/main.tsx", screen, *frame)))
        if size > (MOST_BYTES_OF_WORKSHOPS if _WORKSHOPS.search(screen) else MOST_BYTES):
            heavy[screen] = size
    print(f"The heaviest screen: {max(sizes.values()):,} bytes, {max(sizes, key=lambda name: sizes[name])}")
    assert heavy == {}
