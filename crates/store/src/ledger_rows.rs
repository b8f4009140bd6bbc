//! The ledger's entries as rows, and the tape made of them.

use crate::{Store, StoreError, Tx};
use ledger::{Chain, Draft, Entry, PublicKey, SignedHead, TapeWriter};
use rusqlite::{OptionalExtension as _, params};
use std::io::Write;
use vocab::Moment;

impl Tx<'_> {
    /// Appends a line to the ledger and gives its index.
    ///
    /// # Errors
    /// When the line can't stand in the ledger.
    pub fn append(&mut self, draft: Draft) -> Result<u64, StoreError> {
        let mut chain = self.chain()?;
        let appended =
            chain.append(draft).map_err(|error| StoreError::damaged(format!("ledger: {error}")))?;
        self.rows.execute(
            "INSERT INTO ledger_entry (position, body) VALUES ($1, $2)",
            params![number(appended.entry.index), String::from_utf8_lossy(&appended.bytes)],
        )?;
        self.keep_chain(&chain)?;
        Ok(appended.entry.index)
    }

    /// Signs the ledger as it now stands.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn seal(&mut self, at: Moment) -> Result<SignedHead, StoreError> {
        let mut chain = self.chain()?;
        let head = chain
            .seal(&self.keys.signing, at)
            .map_err(|error| StoreError::damaged(format!("ledger: {error}")))?;
        self.rows.execute(
            "INSERT INTO ledger_head (number, size, body) VALUES ($1, $2, $3)",
            params![number(head.head.number), number(head.head.size), serde_json::to_string(&head)?],
        )?;
        self.keep_chain(&chain)?;
        Ok(head)
    }

    /// Entries so far.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn ledger_size(&self) -> Result<u64, StoreError> {
        Ok(self.chain()?.size())
    }

    fn chain(&self) -> Result<Chain, StoreError> {
        let body: Option<String> = self
            .rows
            .query_row("SELECT body FROM ledger_chain WHERE one = 1", [], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?.unwrap_or_default())
    }

    fn keep_chain(&self, chain: &Chain) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO ledger_chain (one, body) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET body = excluded.body",
            params![serde_json::to_string(chain)?],
        )?;
        Ok(())
    }
}

/// What a tape was made of.
#[derive(Debug)]
pub struct TapeExport<W> {
    /// Where it went.
    pub out: W,
    /// The head that covers all of it.
    pub head: SignedHead,
}

impl Store {
    /// Writes the whole ledger as a tape; `None` where it has no signed head yet.
    ///
    /// # Errors
    /// When a row can't be read or `out` can't be written.
    pub fn tape<W: Write>(&self, out: W) -> Result<Option<TapeExport<W>>, StoreError> {
        self.read(|rows| {
            let trouble = |error: ledger::TapeError| StoreError::damaged(format!("tape: {error}"));
            let heads: Vec<String> = rows
                .prepare("SELECT body FROM ledger_head ORDER BY number")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let heads: Vec<SignedHead> =
                heads.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?;
            let Some(last) = heads.last().cloned() else { return Ok(None) };
            let mut tape = TapeWriter::new(out).map_err(trouble)?;
            let mut pending = heads.iter().take(heads.len() - 1).peekable();
            let mut entries =
                rows.prepare("SELECT body FROM ledger_entry WHERE position < $1 ORDER BY position")?;
            let mut found = entries.query(params![number(last.head.size)])?;
            let mut position = 0;
            while let Some(row) = found.next()? {
                let body: String = row.get(0)?;
                tape.entry_bytes(body.as_bytes()).map_err(trouble)?;
                position += 1;
                while let Some(head) = pending.next_if(|head| head.head.size <= position) {
                    tape.head(head).map_err(trouble)?;
                }
            }
            let out = tape.close(&last).map_err(trouble)?;
            Ok(Some(TapeExport { out, head: last }))
        })
    }

    /// The newest entries before the position `size` that `wanted` holds for, newest first, at most `count`.
    ///
    /// # Errors
    /// When a row can't be read, or is no entry.
    pub fn latest_entries(
        &self,
        size: u64,
        count: usize,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Result<Vec<Entry>, StoreError> {
        self.read(|rows| {
            let mut latest = Vec::new();
            let mut newest =
                rows.prepare("SELECT body FROM ledger_entry WHERE position < $1 ORDER BY position DESC")?;
            let mut found = newest.query(params![number(size)])?;
            while latest.len() < count {
                let Some(row) = found.next()? else { break };
                let body: String = row.get(0)?;
                let entry = Entry::from_canonical_bytes(body.as_bytes())
                    .map_err(|error| StoreError::damaged(format!("ledger: {error}")))?;
                if wanted(&entry) {
                    latest.push(entry);
                }
            }
            Ok(latest)
        })
    }

    /// The public half of the key that signs heads.
    pub fn public_key(&self) -> PublicKey {
        self.keys.signing.public()
    }

    /// The latest signed head.
    ///
    /// # Errors
    /// When the row can't be read.
    pub fn latest_head(&self) -> Result<Option<SignedHead>, StoreError> {
        self.read(|rows| {
            let body: Option<String> = rows
                .query_row("SELECT body FROM ledger_head ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
                .optional()?;
            Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
        })
    }
}

/// Numbers of rows and entries fit easily; one that did not would be refused by its constraint.
pub(crate) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
