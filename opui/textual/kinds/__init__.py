"""The kinds on a screen: a module per kind with its widget and adapter, and the registry of them."""
