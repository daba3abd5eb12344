"""Structure-aware fuzzing: hostile bytes made from good ones, and oracles that say what may come of them.

`python -m tests.fuzz` runs long; the tests of this folder run the same targets for a few seconds.
"""
