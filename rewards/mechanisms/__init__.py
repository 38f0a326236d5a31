"""How a prize is split: one file for each incentive mechanism, a registry, and the laws they all obey.

Everything here but `api.py` is pure: ids and integers in, an `Allocation` out. Settlement, previews and
simulation call the same code, so that what is shown beforehand is what is paid.

To add a mechanism: one file with a frozen dataclass of its terms, one line in `registry.py`, one line in
the documentation. The property tests run over the registry and pick it up from there.
"""
