"""The agenda: what of a campaign waits for somebody who helps to run it, from the facts and from the money.

Everything here reads; nothing is written.
"""
