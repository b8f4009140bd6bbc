//! Who was the first to offer files that others then spread.
//!
//! First means first in this source. What was offered elsewhere before is not known here.

use crate::weave::by_file;
use crate::world::World;
use std::collections::BTreeSet;

/// What a member was the first to offer, and how far it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstOffers {
    /// Files that the member offered first and that another then fetched or offered again.
    pub files: u32,
    /// Known series among them.
    pub series: u32,
    /// Different members who fetched or offered them again.
    pub reached: u32,
}

/// First offers of every member. Only rows with a known moment can be first; where two are as early, the row that
/// the source keeps first is taken.
pub fn first_offers(world: &World) -> Vec<FirstOffers> {
    let tables = world.tables();
    let mut fetched: Vec<(u32, u32)> =
        tables.downloads.iter().map(|row| (tables.files[row.offered as usize].file, row.member)).collect();
    fetched.sort_unstable();
    let mut found = vec![FirstOffers::default(); world.members()];
    // Pairs of the first to offer and someone reached, and of the first and a series.
    let mut reached = BTreeSet::new();
    let mut series = BTreeSet::new();
    for offers in by_file(&tables.files).chunk_by(|a, b| a.file == b.file) {
        let first = &tables.files[offers[0].row as usize];
        let Some(member) = first.member.get().filter(|_| first.at.seconds().is_some()) else { continue };
        let again = offers[1..].iter().filter_map(|offer| tables.files[offer.row as usize].member.get());
        let begins = fetched.partition_point(|&(file, _)| file < first.file);
        let taken = fetched[begins..].iter().take_while(|&&(file, _)| file == first.file).map(|&(_, by)| by);
        let others: BTreeSet<u32> = again.chain(taken).filter(|&other| other != member).collect();
        if others.is_empty() {
            continue;
        }
        found[member as usize].files += 1;
        reached.extend(others.into_iter().map(|other| (member, other)));
        series.extend(first.series.get().map(|number| (member, number)));
    }
    reached.iter().for_each(|&(member, _)| found[member as usize].reached += 1);
    series.iter().for_each(|&(member, _)| found[member as usize].series += 1);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{At, Maybe};
    use crate::world::{Download, Draft, FileReference};

    #[test]
    fn first_is_by_moment_and_counts_what_others_took() {
        let offer = |file, member, at: Option<i64>| FileReference {
            file,
            series: Maybe::some(9),
            member: Maybe::some(member),
            section: Maybe::NONE,
            at: At::from(at),
        };
        let files = vec![
            offer(1, 1, Some(20)),
            offer(1, 0, Some(10)),
            offer(2, 0, Some(30)),
            offer(3, 2, None),
            offer(4, 0, Some(40)),
            offer(3, 1, None),
        ];
        let downloads = vec![
            Download { member: 2, offered: 0, at: At::UNKNOWN },
            Download { member: 2, offered: 2, at: At::UNKNOWN },
            Download { member: 0, offered: 4, at: At::UNKNOWN },
        ];
        let names = ["a", "b", "c"].into_iter().collect();
        let world = Draft { names, files, downloads, ..Draft::default() }.finish().unwrap();
        let found = first_offers(&world);
        assert_eq!(found[0], FirstOffers { files: 2, series: 1, reached: 2 });
        assert_eq!((&found[1], &found[2]), (&FirstOffers::default(), &FirstOffers::default()));
    }
}
