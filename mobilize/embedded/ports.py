"""Ports: whether the web server's port is free, asked before anything slow.

The Makefile runs this file by itself with a bare Python, before the environment is installed:
`python3 -I mobilize/embedded/ports.py 8000 "make up"`. It therefore imports the standard library only.
"""

from __future__ import annotations

import socket
import sys

HOST = "127.0.0.1"


def port_from_text(text: str) -> int:
    """Return the port that the text names, or raise ValueError with what is wrong and the way out."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError(f"PORT must be a whole number from 1 to 65535, not {text!r}.")
    return int(text)


def port_problem(port: int, *, command: str) -> str | None:
    """Say why the port can't be listened on and what to do about it; None when it is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the web server does, so that connections that are merely winding down don't count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return f"Port {port} is reserved for the system. Choose another, for example: PORT=8000 {command}"
        except OSError:
            other = port + 1 if port < 65535 else 8000
            return (
                f"Port {port} is taken: something already listens on {HOST}:{port}. "
                f"Stop it, or choose another port, for example: PORT={other} {command}"
            )
    return None


def main(arguments: list[str]) -> int:
    """Check the port named by the first argument; the second is the command to suggest."""
    try:
        problem = port_problem(port_from_text(arguments[0]), command=arguments[1])
    except ValueError as error:
        problem = str(error)
    if problem:
        sys.stderr.write(f"{problem}\n")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
