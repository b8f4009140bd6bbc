//! The profile as a value. Every number is a [`Figure`], which says which items it counts.

use super::classify::Standing;
use super::filter::ItemFilter;
use super::item::{Camera, Statement};
use super::term::Clock;
use crate::review::Verdict;
use serde::{Deserialize, Serialize};
use vocab::{Because, Family, TimeMeaning, When};

/// A number and the items behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// How many items.
    pub count: u64,
    /// Their sizes together, in bytes.
    pub bytes: u64,
    /// Selects exactly these items.
    pub items: ItemFilter,
}

/// A figure, and the part of it that is known as notified material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// All items of the row.
    pub all: Figure,
    /// Those whose standing is known.
    pub known: Figure,
}

/// The first rows of a longer list. Sorted by known, then by all, then by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Top<T> {
    /// The rows shown.
    pub rows: Vec<T>,
    /// How many rows there are in all.
    pub rows_total: u64,
}

/// One rule that the counts must obey, and whether they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Stable name of the rule.
    pub rule: String,
    /// Whether it holds. Where not, the reading must not be relied on.
    pub holds: bool,
}

/// Items by the reason for which they were not read, or by the kind of their defect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonRow {
    /// Stable name of the reason or kind.
    pub reason: String,
    /// The items.
    pub items: Figure,
}

/// Complete accounting: found = read + skipped + failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounting {
    /// Every item found, inside the scope or not.
    pub found: Figure,
    /// Read.
    pub read: Figure,
    /// Left unread on purpose.
    pub skipped: Figure,
    /// Could not be read.
    pub failed: Figure,
    /// Outside the scope of the authorisation, however reading ended. Sealed: listed to no one.
    pub outside_scope: Figure,
    /// Why items inside the scope were skipped.
    pub skipped_because: Vec<ReasonRow>,
    /// Why items inside the scope failed.
    pub failed_because: Vec<ReasonRow>,
    /// Items inside the scope with at least one defect, however reading ended.
    pub with_defects: Figure,
    /// The same by kind of defect; an item with two kinds counts in both.
    pub defects: Vec<ReasonRow>,
}

/// Items of one standing. The standings together hold every item once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingRow {
    /// The standing.
    pub standing: Standing,
    /// Its items.
    pub items: Figure,
    /// First copies among them: distinct contents.
    pub contents: Figure,
}

/// Distinct contents against copies; read = distinct + further + without content.
/// What makes two contents the same stands at [`super::Content`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Items read inside the scope.
    pub read: Figure,
    /// First copies.
    pub distinct: Figure,
    /// Further copies.
    pub further: Figure,
    /// Further copies that lie in another folder than the first.
    pub elsewhere: Figure,
    /// Items without content to compare.
    pub without: Figure,
}

/// Items of which one set says one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRow {
    /// What the set says.
    pub statement: Statement,
    /// The items.
    pub items: Figure,
    /// First copies among them.
    pub contents: Figure,
}

/// Items on which sets say different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// All that the sets say of the content.
    pub statements: Vec<Statement>,
    /// The items.
    pub items: Figure,
    /// First copies among them.
    pub contents: Figure,
}

/// Near matches with what one set says, by their last verdict. An item counts in each row that holds for it,
/// also when it is known by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearRow {
    /// What the set says of the picture that is resembled.
    pub statement: Statement,
    /// The last verdict; `None` waits for a person.
    pub verdict: Option<Verdict>,
    /// The items.
    pub items: Figure,
    /// First copies among them.
    pub contents: Figure,
    /// Least distance, in bits of 256.
    pub distance_bits_min: u32,
    /// Greatest distance, in bits of 256.
    pub distance_bits_max: u32,
}

/// Items of one family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyRow {
    /// The family.
    pub family: Family,
    /// Its items.
    pub items: Split,
}

/// Items with a time in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthRow {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// The items.
    pub items: Split,
}

/// The span of one meaning of time on one clock. Times are as recorded; a clock can be wrong or be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeSpan {
    /// What the times say.
    pub meaning: TimeMeaning,
    /// Which clock.
    pub clock: Clock,
    /// Items with at least one such time.
    pub items: Split,
    /// The earliest of all items.
    pub earliest: When,
    /// The latest of all items.
    pub latest: When,
    /// Earliest and latest of the known items, where there are any.
    pub known: Option<(When, When)>,
    /// By month, earliest first; months without items are left out.
    pub months: Vec<MonthRow>,
}

/// Items in one folder, without those in folders beneath it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderRow {
    /// The folder as text; empty is the top.
    pub folder: String,
    /// Its items.
    pub items: Split,
}

/// Items that name one camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// The camera.
    pub camera: Camera,
    /// The items.
    pub items: Split,
}

/// Items for which one rule of place holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// The rule and what it says, in English. Both languages stand in the table of rules.
    pub because: Because,
    /// The items.
    pub items: Split,
}

/// The collection profile of one reading. Beneath the accounting, only items that were read inside the scope
/// are counted, except where a row says otherwise.
#[doc(alias = "collectieprofiel")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Complete accounting.
    pub accounting: Accounting,
    /// Every standing, also with no items.
    pub standings: Vec<StandingRow>,
    /// Distinct contents against copies.
    pub contents: Contents,
    /// By what each set says.
    pub known: Vec<KnownRow>,
    /// Known by nothing stronger than MD5.
    pub known_by_md5_alone: Figure,
    /// Sets that disagree about the same content.
    pub disagreements: Vec<Disagreement>,
    /// Near matches.
    pub near: Vec<NearRow>,
    /// By family, also with no items.
    pub families: Vec<FamilyRow>,
    /// Time spans, for each meaning and clock that occurs.
    pub times: Vec<TimeSpan>,
    /// Items with no time of last change, and items with no time of taking.
    pub undated: Vec<(TimeMeaning, Split)>,
    /// Folders.
    pub folders: Top<FolderRow>,
    /// Cameras.
    pub devices: Top<DeviceRow>,
    /// Not deleted.
    pub live: Split,
    /// Deleted but recoverable.
    pub deleted: Split,
    /// Files of their own.
    pub own: Split,
    /// Members of archives.
    pub members: Split,
    /// Thumbnails embedded in pictures.
    pub thumbnails: Split,
    /// Signs of place, for each rule that holds somewhere.
    pub places: Vec<PlaceRow>,
    /// Rules that the counts must obey.
    pub checks: Vec<Check>,
}

impl Profile {
    /// Most rows of folders and of cameras.
    pub const TOP_ROWS: usize = 50;

    /// Whether every check holds.
    pub fn sound(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }

    /// The row of one standing.
    pub fn standing(&self, standing: Standing) -> Option<&StandingRow> {
        self.standings.iter().find(|row| row.standing == standing)
    }
}
