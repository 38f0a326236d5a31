"""What the money did, told to those it concerns: a person's statement, and a campaign's books.

Everything here reads; nothing is written. Pure are all modules but `reading`, `ledger_reading`, `documents` and `api`.
"""
