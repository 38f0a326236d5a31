"""Conventions that every endpoint shares, plugged in through Django and DRF settings so that no app imports them."""
