"""Reading the log to its end, whoever else writes on the server."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from campaigns.events.reading import read_lag
from tests.processes import wait_until


def read_to_the_end(read: Callable[[], int], *, reader: str) -> int:
    """Read page after page until nothing is left; gives how many events were read.

    Whoever writes anywhere on the server holds back what came later, until they are done. A test that commits nothing
    is such a writer itself, and reads what there is.
    """
    total = 0

    def is_done() -> bool:
        nonlocal total
        while events := read():
            total += events
        lag = read_lag(reader=reader)
        return connection.in_atomic_block or lag.unread + lag.blocked == 0

    assert wait_until(is_done, seconds=240)
    return total
