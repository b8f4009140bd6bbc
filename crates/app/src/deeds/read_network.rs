//! Reading the dump of a forum or chat service: its records become sealed tables.
//!
//! A reading that is stopped leaves nothing that counts; the same command begins it anew.

use super::case_named::in_force;
use crate::gate::{Act, Deed, Details, count};
use crate::network::{Network, NetworkSeal, SourceFile, TableSet};
use crate::worker::{Answer, Begin, Reader, Task, Tell};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use evidence::Limits;
use evidence::dump::{Format, Report};
use fingerprint::Digester;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use store::Tx;
use vocab::NetworkId;

/// Reads a dump as a network of a case.
pub struct ReadNetwork<'a> {
    /// Name of the case.
    pub case: String,
    /// The dump: a file, or a folder of CSV tables.
    pub source: PathBuf,
    /// Name of the network.
    pub network: String,
    /// Form of the dump, where it can't be recognised.
    pub format: Option<Format>,
    /// Go on with the other fences where the kernel has no Landlock.
    pub landlock_optional: bool,
    /// Told how many records there are so far; breaks off to stop.
    pub watch: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
}

/// Records between two looks at whether to go on.
const WATCH_RECORDS: u64 = 4096;

impl Deed for ReadNetwork<'_> {
    type Done = Network;
    type Output = Network;

    fn name(&self) -> DeedName {
        DeedName::ReadNetwork
    }

    fn subject(&self) -> Subject {
        Subject::Network { case: self.case.clone(), network: self.network.clone() }
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Network, AppError> {
        let case = act.store().case_named(&self.case)?;
        in_force(act, &case)?;
        self.check()?;
        let known: Vec<Network> = act.store().networks(case.id)?;
        if known.iter().any(|network| network.name == self.network) {
            return Err(AppError::invalid(format!(
                "case {} has a network {:?} already; what was read is never replaced",
                case.name, self.network
            )));
        }
        let files = self.digests()?;
        let id = NetworkId(act.world().record_id());
        let mut tables = TableSet::begin(act.store(), id)?;
        let (report, confined) = match self.read(act, &mut tables) {
            Ok(read) => read,
            Err(error) => {
                tables.abandon();
                return Err(error);
            }
        };
        let tables = tables.finish()?;
        Ok(Network {
            id,
            case: case.id,
            name: self.network.clone(),
            source: self.source.display().to_string(),
            intent: act.intent(),
            read_at: act.now(),
            read_by: act.permit().caller().name().to_owned(),
            seal: NetworkSeal { files, report, tables, confined },
        })
    }

    fn keep(
        self,
        network: Network,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Network, AppError> {
        tx.add_network(&network)?;
        details.insert("network".into(), network.id.to_string().into());
        for file in &network.seal.files {
            details.insert(format!("source_sha256:{}", file.name), file.sha256.into());
        }
        for table in &network.seal.tables {
            details.insert(format!("rows:{}", table.table), count(table.sealed.rows));
            details.insert(format!("root:{}", table.table), table.sealed.root.into());
        }
        Ok(network)
    }
}

impl ReadNetwork<'_> {
    fn check(&mut self) -> Result<(), AppError> {
        let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "-_. ".contains(c));
        let name = self.network.trim();
        if name.is_empty() || name != self.network || name.chars().count() > 60 || !plain(name) {
            return Err(AppError::invalid(format!(
                "{:?} is no name for a network: 1 to 60 letters, digits, spaces, '-', '_' and '.'",
                self.network
            )));
        }
        self.source = std::path::absolute(&self.source)
            .map_err(|error| AppError::invalid(format!("{}: {error}", self.source.display())))?;
        Ok(())
    }

    /// Digests of what is read, taken before it is.
    fn digests(&self) -> Result<Vec<SourceFile>, AppError> {
        let digest = |path: &Path, name: String| {
            let (mut digest, mut size_bytes) = (Digester::new(), 0);
            store::each_chunk(path, &mut |chunk| {
                digest.update(chunk);
                size_bytes += chunk.len() as u64;
            })?;
            Ok::<_, AppError>(SourceFile { name, sha256: digest.finish().sha256, size_bytes })
        };
        let inside = store::files_in(&self.source)?;
        match inside {
            None => Ok(vec![digest(&self.source, String::new())?]),
            Some(names) => {
                names.into_iter().map(|name| digest(&self.source.join(&name), name.clone())).collect()
            }
        }
    }

    fn read(
        &mut self,
        act: &Act<'_>,
        tables: &mut TableSet,
    ) -> Result<(Report, evidence::confine::Confined), AppError> {
        let begin = Begin {
            source: self.source.clone(),
            limits: Limits::default(),
            scratch: act.store().root().join("staging"),
            families: None,
            video: false,
            landlock_optional: self.landlock_optional,
            parent: std::process::id(),
            task: Task::Dump(self.format),
        };
        let mut reader = Reader::start(act.worker(), &begin)?;
        let mut taken = 0_u64;
        loop {
            match reader.next() {
                Answer::Tell(Tell::Dump(record)) => {
                    tables.take(&record)?;
                    taken += 1;
                    if taken.is_multiple_of(WATCH_RECORDS) && (self.watch)(taken).is_break() {
                        return Err(AppError::new(
                            AppErrorKind::Stopped,
                            "stopped on request; nothing of the network was kept",
                            "Give the same command again",
                        ));
                    }
                }
                Answer::Tell(Tell::DumpEnded(report)) => return Ok((*report, reader.confined.clone())),
                Answer::Tell(Tell::Refused(what, why, hint)) => {
                    return Err(AppError::new(AppErrorKind::Source, format!("{what}: {why}"), hint));
                }
                Answer::Tell(_) => {
                    return Err(AppError::reader("the reader said something else than records"));
                }
                Answer::Died(how) => {
                    return Err(AppError::reader(format!("the reader ended in the dump: {how}")));
                }
            }
        }
    }
}
