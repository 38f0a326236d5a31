"""Static files in production: named by their content and compressed, each exactly once.

Vite has already named the app's files by their content and written those names into them. Named once more, the page
would ask for one name and the files for another, and the browser would run the same module twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_BUILT = "app/"


class FaceStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has types for itself only
    """Name and compress what is ours; leave alone what Vite built, and compressed, already."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        ours = {name: where for name, where in paths.items() if not name.startswith(_BUILT)}
        yield from super().post_process(ours, *args, **options)

    def stored_name(self, name: str) -> str:
        return name if name.startswith(_BUILT) else str(super().stored_name(name))
