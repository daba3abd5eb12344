"""The program's terminal: what it sends, what is written to it, and how it is left."""
