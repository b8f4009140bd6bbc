//! Ties by files: who fetched a file from whom, and who offered again what another offered first.

use super::act::Loom;
use crate::tie::TieKind;
use crate::world::{FileReference, World};

/// Fetching ties to the member who offered that very row. Offering again ties to the first who offered the file.
pub(super) fn exchanges(world: &World, loom: &mut Loom) {
    let tables = world.tables();
    for download in &tables.downloads {
        let offered = &tables.files[download.offered as usize];
        loom.tie(TieKind::FileExchange, Some(download.member), offered.member.get(), download.at, 1.0);
    }
    for rows in by_file(&tables.files).chunk_by(|a, b| a.file == b.file) {
        let Some((first, again)) = rows.split_first() else { continue };
        let first = tables.files[first.row as usize].member.get();
        for row in again {
            let offered = &tables.files[row.row as usize];
            // Offering one's own file again is no exchange, and not worth a count.
            if offered.member.get() != first {
                loom.tie(TieKind::FileExchange, offered.member.get(), first, offered.at, 1.0);
            }
        }
    }
}

/// A row of the offered files in the order of [`by_file`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Offer {
    /// The file.
    pub(crate) file: u32,
    /// When; what is not known comes last, for it cannot be shown to be first.
    pub(crate) seconds: i64,
    /// The row among the offered files.
    pub(crate) row: u32,
}

/// Offered files ordered by file, then by moment, then by row.
pub(crate) fn by_file(files: &[FileReference]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = (0_u32..)
        .zip(files)
        .map(|(row, file)| Offer { file: file.file, seconds: file.at.seconds().unwrap_or(i64::MAX), row })
        .collect();
    offers.sort_unstable();
    offers
}
