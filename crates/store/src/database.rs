//! The database: opening, migrating, and the only door to a transaction.

use crate::keys::Keys;
use crate::{Objects, StoreError, StoreErrorKind};
use rusqlite::{Connection, TransactionBehavior};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// In order; each runs once. The number applied is SQLite's `user_version`.
const MIGRATIONS: [&str; 4] = [
    include_str!("migrations/0001_house.sql"),
    include_str!("migrations/0002_records.sql"),
    include_str!("migrations/0003_settings.sql"),
    include_str!("migrations/0004_networks.sql"),
];

/// How long one process waits for another to finish writing.
pub(crate) const WAIT: Duration = Duration::from_secs(20);

/// Everything that Hoeder keeps, in one folder.
pub struct Store {
    root: PathBuf,
    connection: Mutex<Connection>,
    pub(crate) keys: Keys,
    objects: Objects,
}

/// A transaction under way. It can only be had from [`Store::transact`], and commits only there.
pub struct Tx<'a> {
    pub(crate) rows: rusqlite::Transaction<'a>,
    pub(crate) keys: &'a Keys,
}

impl Store {
    /// Opens the store in `root`, making it where there is none. `random` gives key material.
    ///
    /// # Errors
    /// When the folder can't be made or its database is damaged or newer than this program.
    pub fn open(root: &Path, random: &mut dyn FnMut() -> [u8; 32]) -> Result<Self, StoreError> {
        for folder in ["", "keys", "objects", "known", "staging"] {
            let path = root.join(folder);
            fs::create_dir_all(&path).map_err(|error| StoreError::file(&path, &error))?;
        }
        let keys = Keys::open(&root.join("keys"), random)?;
        let path = root.join("hoeder.sqlite");
        let mut connection = Connection::open(&path)?;
        connection.busy_timeout(WAIT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // An intent must be on the disk before the act: no line, no act.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // What is destroyed is overwritten, not only unlinked.
        connection.pragma_update(None, "secure_delete", true)?;
        migrate(&mut connection)?;
        let objects = Objects::local(&root.join("objects"))?;
        Ok(Self { root: root.to_owned(), connection: Mutex::new(connection), keys, objects })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Sealed manifests and other blobs.
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic while a transaction was open has rolled it back; the connection itself is sound.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `act` in one transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// What `act` gives, or a failure of the database.
    pub fn transact<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection();
        let rows = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| E::from(error.into()))?;
        let mut tx = Tx { rows, keys: &self.keys };
        let value = act(&mut tx)?;
        tx.rows.commit().map_err(|error| E::from(error.into()))?;
        Ok(value)
    }

    pub(crate) fn read<T>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        look(&self.connection())
    }
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let applied: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let pending = MIGRATIONS.get(usize::try_from(applied).unwrap_or(usize::MAX)..).ok_or_else(|| {
        StoreError::new(
            StoreErrorKind::Database,
            format!("the data folder has migration {applied}, this program knows {}", MIGRATIONS.len()),
            "Use the newer program that wrote it",
        )
    })?;
    for migration in pending {
        tx.execute_batch(migration)?;
    }
    tx.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    tx.commit()?;
    Ok(())
}
