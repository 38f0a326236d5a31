"""The examples of docs/CLIENTS.md, as they are printed there."""

from __future__ import annotations

import re

from tests.processes import CHECKOUT

GUIDE = CHECKOUT / "docs" / "CLIENTS.md"


def printed(language: str) -> str:
    """Give the only example in this language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for line in code.splitlines() if line.strip()]
    assert len(lines) <= 10, "a quick start has ten lines"
    return str(code)
