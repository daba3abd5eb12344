"""The core: tables, errors, the door for guest text. Standard library and wcwidth only, no input or output."""
