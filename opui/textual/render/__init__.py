"""One frame's changes → operations on mounted widgets."""
