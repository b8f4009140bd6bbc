//! `carrier manifest`.

use super::written::{Place, write};
use crate::args::{CarrierArgs, House};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::ExportManifest;
use serde_json::json;
use std::path::Path;

pub(super) fn manifest(house: &House, carrier: CarrierArgs, out: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let door = Door::open(house, "carrier manifest", First::Expects)?;
    let manifest = door.perform(ExportManifest { case: carrier.case, carrier: carrier.carrier })?;
    write(out, Place::Empty, &manifest.bytes)?;
    if house.json {
        return screen.json(&json!({
            "file": out.display().to_string(),
            "size_bytes": manifest.bytes.len(),
            "sha256": manifest.sha256,
            "root": manifest.root,
        }));
    }
    writeln!(screen, "the manifest is in {}", out.display())?;
    writeln!(screen, "  SHA-256      {}", manifest.sha256)?;
    writeln!(screen, "  Merkle root  {}", manifest.root)
}
