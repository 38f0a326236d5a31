"""What the tests of killed senders set up: a fake mail server, processes that send by it, an empty broker."""

from tests.outreach.test_killed_senders import broker, server, smtp_env

__all__ = ["broker", "server", "smtp_env"]
