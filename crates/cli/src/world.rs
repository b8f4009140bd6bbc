//! Where time, chance and the name of the person at the keyboard enter the house.

use app::World;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};
use vocab::Moment;

/// This machine.
pub(crate) struct Machine;

impl World for Machine {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Moment {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        Moment::from_unix(seconds, since.subsec_nanos()).unwrap_or(Moment(jiff::Timestamp::MAX))
    }

    #[expect(clippy::panic, reason = "a key made without chance would be worse than no key")]
    fn random(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("this machine gives no random bytes: {error}");
        }
    }
}

/// The name of the operating system's user who runs this; the environment can't say otherwise.
pub(crate) fn user() -> String {
    let number = rustix::process::getuid().as_raw().to_string();
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number).then(|| name.to_owned())
    });
    name.unwrap_or_else(|| format!("user {number}"))
}
