"""One file for each way by which money leaves, a small protocol that they share, and a registry."""
