"""Tokens of API keys: how one is made, read, and told from a slip of the pen without asking anybody.

    mk_  4Yb0XqTz9KdE  3vM…43 characters…  1aB2cD        a secret key
    mpk_ 4Yb0XqTz9KdE  3vM…43 characters…  1aB2cD        a publishable key
    kind public part   the secret          the checksum

All but the kind is written in 62 letters and digits. The public part names the key and is shown; the secret is 256
bits of chance, of which only a hash is kept. The checksum is the CRC-32 of all before it: whoever searches files for
leaked keys knows one from what only looks like one, and a token with one character changed is refused unasked.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import zlib
from dataclasses import dataclass
from hmac import compare_digest

WORDS = {"secret": "mk_", "publishable": "mpk_"}
PUBLIC_LENGTH = 12
# The least number of characters that hold 256 bits.
SECRET_LENGTH = 43
CHECKSUM_LENGTH = 6
# What scanners search for; the checksum decides.
PATTERN = rf"mp?k_[0-9A-Za-z]{{{PUBLIC_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH}}}"

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_KINDS = {word: kind for kind, word in WORDS.items()}
_WHOLE = re.compile(PATTERN, re.ASCII)


class TokenMalformed(ValueError):
    """This is not written as keys are."""


class ChecksumWrong(ValueError):
    """It looks like a key, and at least one character of it is another than it was."""


@dataclass(frozen=True)
class Token:
    """A whole key, as it is told once; `prefix` is what may be shown of it."""

    kind: str
    prefix: str
    text: str

    def __repr__(self) -> str:
        # The rest ends in no log and no traceback.
        return f"Token({self.prefix}…)"

    @property
    def digest(self) -> str:
        """Hash the whole of it: what is kept, and what is compared."""
        return hashlib.sha256(self.text.encode("ascii")).hexdigest()

    def is_hashed_to(self, digest: str) -> bool:
        """Compare in a time that does not tell how much of it fits."""
        return compare_digest(self.digest, digest)


def make_token(kind: str) -> Token:
    """Draw a new key by chance."""
    prefix = WORDS[kind] + _draw(PUBLIC_LENGTH)
    body = prefix + _draw(SECRET_LENGTH)
    return Token(kind, prefix, body + checksum(body))


def read_token(text: str) -> Token:
    """Take a key apart, or raise TokenMalformed or ChecksumWrong."""
    if not _WHOLE.fullmatch(text):
        raise TokenMalformed
    body, said = text[:-CHECKSUM_LENGTH], text[-CHECKSUM_LENGTH:]
    if checksum(body) != said:
        raise ChecksumWrong
    word = body[: -(PUBLIC_LENGTH + SECRET_LENGTH)]
    return Token(_KINDS[word], body[:-SECRET_LENGTH], text)


def checksum(body: str) -> str:
    """Write the CRC-32 of what stands before it in six letters and digits."""
    number, written = zlib.crc32(body.encode("ascii")), ""
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        written = _ALPHABET[digit] + written
    return written


def _draw(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
