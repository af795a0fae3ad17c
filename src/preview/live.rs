//! What is shown now, and those who wait for the next.

use super::Shown;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is shown now. The builder puts the next one in; replies and event streams take it out.
#[derive(Debug)]
pub struct Live {
    shown: Mutex<Arc<Shown>>,
    changed: Condvar,
}

impl Live {
    /// Shows `shown` first.
    pub fn new(shown: Shown) -> Self {
        Self { shown: Mutex::new(Arc::new(shown)), changed: Condvar::new() }
    }

    /// What is shown now.
    pub fn now(&self) -> Arc<Shown> {
        self.lock().clone()
    }

    /// Shows `next` from now on.
    pub fn show(&self, next: Shown) {
        *self.lock() = Arc::new(next);
        self.changed.notify_all();
    }

    /// Waits until something newer than `number` is shown, for at most `patience`, and gives what
    /// is shown then.
    pub fn wait_past(&self, number: u64, patience: Duration) -> Arc<Shown> {
        let guard = self.lock();
        let waited = self.changed.wait_timeout_while(guard, patience, |shown| shown.number <= number);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
