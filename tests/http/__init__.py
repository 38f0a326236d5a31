"""The conventions that every endpoint shares, tried on small views of our own."""
