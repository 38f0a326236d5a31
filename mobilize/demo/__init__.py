"""The demo story: the balloon hunt of December 2009, grown from a seed.

Nouns, in the order of the story: a *cascade* (who joined when, invited by whom), the *cast* (what those
people are called), the *places* (where the balloons hung), and the *hunt* (who reported what, and what
reviewers said).

The law: everything in this package is pure. A seed goes in and plain values come out, the same ones on
every machine. Nothing here reads a clock, a database or a setting; replaying the story through the
operations of the house is somebody else's work.
"""
