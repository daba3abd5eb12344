//! What `spec/generate.py` renders from the protocol's table.

pub mod protocol;
