"""The colours of code: what its words are, found by Pygments in a process of its own."""
