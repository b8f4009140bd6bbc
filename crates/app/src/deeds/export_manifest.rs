//! Giving out the sealed manifest of a reading, as it was sealed.

use super::case_named::sealed;
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use fingerprint::Digester;
use store::Tx;
use vocab::Sha256;

/// Gives out a manifest.
#[derive(Debug)]
pub struct ExportManifest {
    /// Name of the case.
    pub case: String,
    /// Name or id of the carrier; may be left out where the case has one.
    pub carrier: Option<String>,
}

/// A manifest as sealed.
#[derive(Clone, Debug)]
pub struct ExportedManifest {
    /// The Parquet file.
    pub bytes: Vec<u8>,
    /// Its SHA-256, as in the ledger.
    pub sha256: Sha256,
    /// The Merkle root over its rows, as in the ledger.
    pub root: Sha256,
}

impl Deed for ExportManifest {
    type Done = ExportedManifest;
    type Output = ExportedManifest;

    fn name(&self) -> DeedName {
        DeedName::ExportManifest
    }

    fn subject(&self) -> Subject {
        super::case_named::subject(&self.case, self.carrier.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ExportedManifest, AppError> {
        let found = sealed(act, &self.case, self.carrier.as_deref())?;
        let Some((_, seal)) = found.reading.sealed else {
            return Err(AppError::new(
                AppErrorKind::Missing,
                "the reading is not finished",
                "Finish it first",
            ));
        };
        let bytes = act.store().objects().get(&seal.manifest)?;
        let mut digest = Digester::new();
        digest.update(&bytes);
        if digest.finish().sha256 != seal.manifest_sha256 {
            return Err(AppError::new(
                AppErrorKind::Store,
                format!("{} is not what was sealed", seal.manifest),
                "Restore it from a backup; the ledger holds its digest",
            ));
        }
        Ok(ExportedManifest { bytes, sha256: seal.manifest_sha256, root: seal.root })
    }

    fn keep(
        self,
        manifest: ExportedManifest,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ExportedManifest, AppError> {
        details.insert("manifest_sha256".into(), manifest.sha256.into());
        Ok(manifest)
    }
}
