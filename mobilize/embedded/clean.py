"""Clean: remove an instance's folder, unless a run has it.

The Makefile runs this file by itself with a bare Python, as it does `ports`: whoever wants the disk space
back may have removed the environment already. So it imports the standard library only, and asks for the lock
of `claims` itself.
"""

from __future__ import annotations

import fcntl
import shutil
import sys
from pathlib import Path


def remove_root(root: Path) -> None:
    """Remove everything under the root; BlockingIOError while a run has it."""
    if not root.exists():
        return
    with (root / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(root)


def main(arguments: list[str]) -> int:
    """Remove each folder named."""
    for name in arguments:
        root = Path(name).resolve()
        try:
            remove_root(root)
        except BlockingIOError:
            sys.stderr.write(f"{root} is in use. Stop what runs there with Ctrl-C in its terminal first.\n")
            return 1
        except OSError as error:
            sys.stderr.write(f"{root} could not be removed: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
