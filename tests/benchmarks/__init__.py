"""The benchmarks: what the platform costs above the bare limit of the parts it stands on.

Each compares ours with a *bare* side that does the same work on the same servers, in the same run, and nothing
beyond it: no laws, no checks, nobody asked who they are. The ratio of the two is what is to be watched, since it
says the same on a slow machine as on a fast one. Timings never decide whether a run passes; what is checked is
that the work was done, and done right.
"""
