"""The core: the tables, the errors and the door for guest text. Standard library only, no input or output."""
