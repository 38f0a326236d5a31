"""This will build the app and hold its sources against what is asked of them: format and lint, types, tests.

`python -m frontend.checking` says what is wrong; with `--fix` what can be mended is.
"""

from __future__ import annotations

import argparse
import sys

from frontend.building import BuildError, build, script

_BIOME = ("@biomejs/biome/bin/biome",)


def check(*, fix: bool) -> int:
    """Run every check to the end; gives 0 only when all passed."""
    build(tools=True)
    biome = (*_BIOME, "check", "--write", ".") if fix else (*_BIOME, "ci", ".")
    checks = [biome] if fix else [biome, ("typescript/bin/tsc", "--noEmit"), ("vitest/vitest.mjs", "run")]
    return max(script(*each) for each in checks)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m frontend.checking", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="format, and mend what can be mended")
    try:
        sys.exit(check(fix=parser.parse_args().fix))
    except BuildError as error:
        print(f"The app could not be built:\n{error}", file=sys.stderr)
        sys.exit(1)
