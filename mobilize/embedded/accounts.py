"""Accounts: PostgreSQL refuses to run as root, so root hands both servers to an account without rights.

The account is whoever already owns the data, else `nobody`, which every Unix has: no user is ever added.
Only the folders of the data and the sockets change owner. Folders above them that the account can't pass get
search permission and nothing more, and the console says which.
"""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mobilize.embedded.errors import EmbeddedError


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who the servers run as."""

    uid: int
    gid: int
    name: str


def server_account(data: Path) -> Account | None:
    """Return the account for the servers of this data folder; None means: as whoever is asking."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "PostgreSQL does not run as root, and there is no account to run it as: "
            f"neither an owner of {data} nor `nobody`. Run this as an ordinary user."
        ) from None
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, name=entry.pw_name)


def make_private_folder(folder: Path, *, account: Account | None) -> None:
    """Make a folder that only the servers' account may enter, or refuse one that somebody else put there."""
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    found = folder.lstat()
    trusted = {os.geteuid(), *([account.uid] if account else [])}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in trusted:
        raise EmbeddedError(
            f"{folder} belongs to another user or is not a folder. "
            "Run as the user who made it, or remove it to begin anew."
        )
    folder.chmod(0o700)
    if account and found.st_uid != account.uid:
        os.chown(folder, account.uid, account.gid)


def open_the_way(
    targets: Iterable[Path], *, account: Account, silently_under: Path, say: Callable[[str], None]
) -> None:
    """Give the account search permission on every folder on the way to the targets that it could not pass."""
    opened = []
    for target in targets:
        for folder in [*reversed(target.resolve().parents)]:
            mode = folder.stat()
            if not _may(account, mode, stat.S_IXOTH):
                folder.chmod(stat.S_IMODE(mode.st_mode) | stat.S_IXOTH)
                if not folder.is_relative_to(silently_under.resolve()):
                    opened.append(folder)
    if opened:
        say(
            f"Started by root, PostgreSQL and Redis run as the account `{account.name}`. "
            "To reach their files it was given search permission (o+x, nothing else) on: "
            f"{', '.join(map(str, opened))}"
        )


def make_readable(tree: Path, *, account: Account) -> None:
    """Let the account read a wheel's own files, which a strict umask may have closed."""
    for path in (tree, *tree.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat()
        missing = 0 if _may(account, mode, stat.S_IROTH) else stat.S_IROTH
        # Folders and programs, where they are that for their owner.
        if mode.st_mode & stat.S_IXUSR and not _may(account, mode, stat.S_IXOTH):
            missing |= stat.S_IXOTH
        if missing:
            path.chmod(stat.S_IMODE(mode.st_mode) | missing)


def _may(account: Account, found: os.stat_result, bit_for_others: int) -> bool:
    """Tell whether the mode gives the account this right, through whichever class it falls into."""
    if found.st_uid == account.uid:
        return bool(found.st_mode & (bit_for_others << 6))
    if found.st_gid == account.gid:
        return bool(found.st_mode & (bit_for_others << 3))
    return bool(found.st_mode & bit_for_others)
