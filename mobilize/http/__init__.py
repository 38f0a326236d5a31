"""Conventions that every endpoint shares, plugged in by settings so that no app imports them."""
