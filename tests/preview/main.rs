//! The preview: what it answers, that it follows every change, and that nothing brings it down.
#![allow(clippy::unwrap_used)]

mod follows;
mod helps;
mod hostile;
mod mistakes;
mod noise;
mod replies;
mod row;
mod served;
mod soak;
mod spreads;
mod starts;
