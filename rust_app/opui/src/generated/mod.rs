//! What `spec/generate.py` renders from the protocol's table.

#[cfg(feature = "app")]
pub mod builders;
#[cfg(feature = "app")]
pub mod choices;
pub mod payload;
pub mod protocol;
#[cfg(feature = "app")]
pub mod words;
