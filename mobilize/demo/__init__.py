"""The demo story: the balloon hunt of December 2009, grown from a seed, and how it is played on an instance.

Nouns of the story, in its order: a *cascade* (who joined when, invited by whom), the *cast* (what those
people are called), the *places* (where the balloons hung), and the *hunt* (who reported what, and what
reviewers said). All of these are pure: a seed goes in and plain values come out, the same ones on every
machine, without a clock, a database or a setting.

Nouns of the playing, above the story: the *stage* (the campaign, and how far the demo got), the *replay* (the
story, step by step, through the operations of the house), the *sign-ins* (who can be tried, and the file that
says so), and the *summary* (what came of it, read back from the database).
"""
