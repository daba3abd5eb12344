"""The load gate: what a module's bytes say before anything is compiled."""
