//! The outside world, as far as the deeds need it.

use vocab::{Moment, RecordId};

/// Clock and chance. Everything else is handed in by name.
pub trait World: Send + Sync {
    /// The present moment.
    fn now(&self) -> Moment;

    /// Fills `bytes` from a generator fit for keys.
    fn random(&self, bytes: &mut [u8]);

    /// A new id.
    fn record_id(&self) -> RecordId {
        let mut random = [0; 10];
        self.random(&mut random);
        RecordId::new(self.now().millis(), random)
    }
}
