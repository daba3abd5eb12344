"""Bytes, records and text: one batch in its three forms. It knows the tables, not the tree."""
