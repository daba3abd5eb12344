"""The core: protocol, decoder, tree, events, session. Standard library only, no input or output."""
