//! Practice forums: a forum of gardeners, railway friends and cooks in many languages, of which everything is known.
//!
//! Groups talk among themselves; administrators and moderators were appointed one after another; hidden brokers, with few
//! posts and no title, keep private contact with several groups. What makes it hard is there too: a few members write most,
//! general sections mix all groups, one member in eight has friends elsewhere, some write to everyone. And what goes wrong
//! in real dumps: names that attack, moments of 1970 and 2106, posts of nobody, moderators who appointed one another.
//! The world is made from a seed: the same scene gives the same forum.

mod people;
mod person;
mod private;
mod talk;
mod trouble;
mod truth;
mod words;

pub use trouble::HOSTILE;
pub use truth::{
    ForumTruth, HostileName, PlantedTrouble, SharedPerson, TrueBroker, TrueGroup, TrueKeyPlayer,
};

use super::{Forum, PhpBbStyle, write_phpbb};
use crate::Seeded;
use person::Person;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The first moment of a practice forum: 1 January 2020.
const BEGIN: i64 = 1_577_836_800;
const DAY: i64 = 86_400;
/// Days from the first to the last post.
const DAYS: usize = 1400;
/// Sections that everyone reads and writes in: welcome and recipes.
const COMMON: usize = 2;

/// Persons whom a forum shares with the forum of another seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The other forum's seed.
    pub seed: u64,
    /// How many, the other forum's first members.
    pub persons: usize,
}

/// How large a forum, and how much in it looks like a broker and is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForumScene {
    /// From which everything follows.
    pub seed: u64,
    /// Accounts.
    pub members: usize,
    /// Groups, each with a section of its own.
    pub groups: usize,
    /// Hidden brokers.
    pub brokers: usize,
    /// Fewest and most confidants of a broker in each group that it holds.
    pub partners: (usize, usize),
    /// Part of the ordinary members with friends in another group, 0 to 1.
    pub strays: f32,
    /// Posts.
    pub posts: usize,
    /// Whether names attack and moments are wrong.
    pub trouble: bool,
    /// Persons who are members of another forum too.
    pub shares: Option<Shares>,
}

impl ForumScene {
    /// About 600 members: read and measured in seconds.
    pub fn small(seed: u64) -> Self {
        Self::of(seed, 600)
    }

    /// As many members as wanted, 60 or more, with groups, brokers and posts in proportion.
    pub fn of(seed: u64, members: usize) -> Self {
        let members = members.max(60);
        Self {
            seed,
            members,
            groups: (members / 100).clamp(6, 12),
            brokers: (members / 100).clamp(6, 20),
            partners: (3, 5),
            strays: 0.125,
            posts: members * 10,
            trouble: true,
            shares: None,
        }
    }
}

/// A forum with its truth.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeForum {
    /// The forum.
    pub forum: Forum,
    /// What is known because it was made.
    pub truth: ForumTruth,
}

/// Writes `forum.sql`, as the forum's software would be dumped, and `truth.json` into a folder; gives the dump's path.
///
/// # Errors
/// When the folder can't be written.
pub fn write_forum(folder: &Path, made: &PracticeForum) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join("forum.sql");
    let mut out = io::BufWriter::new(fs::File::create(&path)?);
    write_phpbb(&made.forum, &PhpBbStyle::default(), &mut out)?;
    out.flush()?;
    let truth = serde_json::to_vec_pretty(&made.truth).map_err(io::Error::other)?;
    fs::write(folder.join("truth.json"), truth)?;
    Ok(path)
}

struct Maker {
    scene: ForumScene,
    forum: Forum,
    truth: ForumTruth,
    /// Persons behind the accounts, in the order of the ids.
    persons: Vec<Person>,
    /// The group of each account, in the order of the ids.
    home: Vec<usize>,
    /// Ids of the members of each group.
    groups: Vec<Vec<u32>>,
    brokers: BTreeSet<u32>,
    /// Administrators and moderators.
    titled: BTreeSet<u32>,
}

/// Makes a forum.
pub fn practice_forum(scene: ForumScene) -> PracticeForum {
    let mut maker = Maker {
        scene,
        forum: Forum::default(),
        truth: ForumTruth { seed: scene.seed, ..ForumTruth::default() },
        persons: Vec::with_capacity(scene.members),
        home: Vec::with_capacity(scene.members),
        groups: vec![Vec::new(); scene.groups],
        brokers: BTreeSet::new(),
        titled: BTreeSet::new(),
    };
    maker.people();
    maker.sections();
    maker.power();
    maker.talk();
    maker.friends();
    maker.letters();
    maker.files();
    maker.hidden();
    maker.visits();
    if scene.trouble {
        maker.trouble();
    }
    maker.settle();
    PracticeForum { forum: maker.forum, truth: maker.truth }
}

impl Maker {
    fn draw(&self, stage: &str) -> Seeded {
        Seeded::of(self.scene.seed, stage, 0)
    }

    fn ids(&self) -> impl Iterator<Item = u32> + use<> {
        2..2 + u32::try_from(self.scene.members).unwrap_or(u32::MAX - 2)
    }

    fn home_of(&self, member: u32) -> usize {
        self.home.get(member as usize - 2).copied().unwrap_or(0)
    }

    /// A moment on a day, counted from the first, at an hour at which this member is awake.
    fn at(&self, member: u32, day: usize, draw: &mut Seeded) -> i64 {
        let hour = self.persons[member as usize - 2].hour(draw);
        BEGIN + day as i64 * DAY + hour * 3600 + draw.below(3600) as i64
    }

    fn any_day(&self, member: u32, draw: &mut Seeded) -> i64 {
        let day = draw.below(DAYS);
        self.at(member, day, draw)
    }
}

#[cfg(test)]
mod tests;
