"""Measurements that decide: each prints its figure beside the bar it has to pass."""
