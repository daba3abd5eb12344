"""The app that the command line runs: one view with the host's own chrome around it."""
