"""This will write mobilize_client/generated anew from docs/openapi.yaml (or into the folder that is named).

Refusals become exceptions in `problems`, and the headers of the conventions are `client`'s, so both are left out of
what the generator reads: what remains are bodies, answers and parameters.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "docs" / "openapi.yaml"
TARGET = HERE / "mobilize_client" / "generated"
_OURS = {"If-None-Match", "Idempotency-Key"}
_FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
# The generator's own client, which `client` stands in for.
_NOT_NEEDED = ("client.py", "errors.py", "py.typed")


def main(target: Path) -> None:
    with DOCUMENT.open(encoding="utf-8") as file:
        document = yaml.load(file, yaml.CSafeLoader)
    with tempfile.TemporaryDirectory() as folder:
        slim = Path(folder) / "openapi.yaml"
        slim.write_text(yaml.dump(slimmed(document), Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
        made = Path(folder) / "generated"
        tool: list[str | Path] = [
            Path(sys.executable).with_name("openapi-python-client"),
            "generate",
            "--meta",
            "none",
            "--fail-on-warning",
        ]
        how: list[str | Path] = ["--config", HERE / "config.yml", "--custom-template-path", HERE / "templates"]
        subprocess.run([*tool, "--path", slim, *how, "--output-path", made], check=True)
        for name in _NOT_NEEDED:
            (made / name).unlink(missing_ok=True)
        ruff = [sys.executable, "-m", "ruff"]
        settings = ["--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", "120"]
        subprocess.run([*ruff[:3], "check", *settings[:5], "--select", "F401,I", "--fix", made], check=True)
        subprocess.run([*ruff, "format", *settings, made], check=True)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def slimmed(document: dict[str, Any]) -> dict[str, Any]:
    """Leave what the generator is to see."""
    for methods in document["paths"].values():
        for operation in methods.values():
            parameters = [each for each in operation.get("parameters", []) if each["name"] not in _OURS]
            operation["parameters"] = parameters
            good = {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
            operation["responses"] = {status: _answer(answer) for status, answer in good.items() if status != "206"}
            operation.pop("description", None)
            for body in operation.get("requestBody", {}).get("content", {}).values():
                body.pop("example", None)
                body.pop("examples", None)
    for kind in ("responses", "examples", "headers"):
        document["components"].pop(kind, None)
    document["components"]["schemas"].pop("Problem", None)
    return document


def _answer(answer: dict[str, Any]) -> dict[str, Any]:
    """Choose one form of each answer: JSON where there is any, else the bytes of a file."""
    content = answer.get("content")
    if not content:
        return {"description": answer["description"]}
    told = content.get("application/json") or content.get("application/geo+json")
    kept = {"application/json": {"schema": told["schema"]}} if told else _FILE
    return {"description": answer["description"], "content": kept}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
