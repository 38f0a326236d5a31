"""E-mail addresses: which of them reach one mailbox, as far as the providers say so. PURE.

What stands behind a plus sign is a tag at nearly every provider. Dots in the name count nowhere among Google's, and
its two domains are one.
"""

from __future__ import annotations

_SAME_DOMAIN = {"googlemail.com": "gmail.com"}
_IGNORES_DOTS = {"gmail.com"}
# At these the tag stands behind a hyphen; elsewhere a hyphen is part of people's names.
_HYPHEN_TAGS = {"yahoo.com", "ymail.com", "rocketmail.com"}


def mailbox(address: str) -> str:
    """Give the address that all aliases of this one reach."""
    name, at, domain = address.strip().lower().rpartition("@")
    if not at or not name:
        return address.strip().lower()
    domain = _SAME_DOMAIN.get(domain, domain)
    name = name.partition("+")[0] or name
    if domain in _HYPHEN_TAGS:
        name = name.partition("-")[0] or name
    if domain in _IGNORES_DOTS:
        name = name.replace(".", "") or name
    return f"{name}@{domain}"


def stem(address: str) -> str:
    """Give what all aliases of an address have in common whatever the provider, to look for candidates by."""
    name = address.strip().lower().rpartition("@")[0]
    return name.partition("+")[0].partition("-")[0].replace(".", "")


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().lower()


def is_disposable(address: str, disposable: frozenset[str]) -> bool:
    """Tell whether the domain, or one that it belongs to, is on the list; never by a top-level domain alone."""
    parts = domain_of(address).split(".")
    return any(".".join(parts[start:]) in disposable for start in range(len(parts) - 1))
