"""How money leaves: destinations, sealed; providers, one file each; and the states of a payout on its way.

Pure are `secret`, `states` and everything in `providers`; only `sealing` reads settings.
"""
