//! placeholder
pub mod diagnostic;
pub mod hash;
pub mod source;
pub mod text;
