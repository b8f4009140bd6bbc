//! Keys: the ledger's signing key, the key that closes what lies outside an authorisation, and the key under which
//! the keys of records are kept.

use crate::StoreError;
use ledger::SigningKey;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use zeroize::Zeroizing;

pub(crate) struct Keys {
    pub(crate) signing: SigningKey,
    pub(crate) sealing: Zeroizing<[u8; 32]>,
    pub(crate) records: Zeroizing<[u8; 32]>,
}

impl Keys {
    pub(crate) fn open(folder: &Path, random: &mut dyn FnMut() -> [u8; 32]) -> Result<Self, StoreError> {
        let wrong = |error: ledger::KeyError| StoreError::damaged(format!("the ledger's key: {error}"));
        let pem = kept(&folder.join("ledger.pem"), || {
            SigningKey::from_random(&random()).to_pem().map(|pem| pem.as_bytes().to_vec()).map_err(wrong)
        })?;
        let pem = Zeroizing::new(String::from_utf8_lossy(&pem).into_owned());
        let signing = SigningKey::from_pem(&pem).map_err(wrong)?;
        let public = signing.public().to_pem().map_err(wrong)?;
        kept(&folder.join("ledger.pub.pem"), || Ok(public.into_bytes()))?;
        let sealing = secret(folder, "sealing.key", random)?;
        let records = secret(folder, "records.key", random)?;
        Ok(Self { signing, sealing, records })
    }
}

fn secret(
    folder: &Path,
    name: &str,
    random: &mut dyn FnMut() -> [u8; 32],
) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let bytes = kept(&folder.join(name), || Ok(random().to_vec()))?;
    <[u8; 32]>::try_from(bytes.as_slice())
        .map(Zeroizing::new)
        .map_err(|_| StoreError::damaged(format!("keys/{name} has not 32 bytes")))
}

/// Reads a file that is made once, readable by its owner alone.
fn kept(
    path: &Path,
    make: impl FnOnce() -> Result<Vec<u8>, StoreError>,
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let trouble = |error: std::io::Error| StoreError::file(path, &error);
    if !path.exists() {
        let bytes = Zeroizing::new(make()?);
        let draft = path.with_extension("draft");
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&draft)
            .map_err(trouble)?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(trouble)?;
        // Of two processes that start at once, one key wins and both read it.
        match fs::hard_link(&draft, path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(trouble(error)),
            _ => {}
        }
        fs::remove_file(&draft).map_err(trouble)?;
    }
    fs::read(path).map(Zeroizing::new).map_err(trouble)
}
