"""The same list in several frameworks, for `benchmarks.terminal`."""
