"""The retained nodes: what a guest has built, what it may build and what showing it costs."""
