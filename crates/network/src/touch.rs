//! What one arrest would touch in the network: ties, groups, sections, appointments, files.
//!
//! This is a picture of what hangs on one member, not advice to arrest anyone.

use crate::column::At;
use crate::role::lasts;
use crate::standing::Standings;
use crate::tie::TieKind;
use crate::weave::{Woven, strengths};
use crate::weight::WeightRules;
use crate::world::Rank;
use std::collections::BTreeMap;

/// What hangs on one member.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    /// The member.
    pub member: u32,
    /// Others with a tie to the member, by strength of all ties in both directions, strongest first.
    pub others: Vec<(u32, f64)>,
    /// Acts in both directions, by kind.
    pub acts: [u32; TieKind::ALL.len()],
    /// First and last dated act.
    pub active: Option<(At, At)>,
    /// Confidants in each group.
    pub confidants: Vec<(u32, u32)>,
    /// Pairs of groups that would have no steady confidential contact left.
    pub parted: Vec<(u32, u32)>,
    /// Members who would lose all contact with the rest.
    pub cut_off: u32,
    /// Sections that would have no moderator of their own left, of those that have one.
    pub unled: Vec<u32>,
    /// Whether the whole would have no administrator left.
    pub headless: bool,
    /// Members to whom this member gave a title.
    pub appointed: Vec<u32>,
    /// Files that the member offered, by file number, each once.
    pub files: Vec<u32>,
    /// Known series among them.
    pub series: Vec<u32>,
    /// Members who fetched from this member.
    pub supplied: Vec<u32>,
    /// Members from whom this member fetched.
    pub supplied_by: Vec<u32>,
}

/// Looks up what hangs on a member.
///
/// A number that is no member's gives nothing.
pub fn touched(
    standings: &Standings<'_>,
    woven: &Woven,
    rules: &WeightRules,
    member: u32,
) -> Option<Touched> {
    if member as usize >= standings.world.members() {
        return None;
    }
    let mut others: BTreeMap<u32, f64> = BTreeMap::new();
    let mut acts = [0; TieKind::ALL.len()];
    let mut active: Option<(At, At)> = None;
    let mut neighbours = woven.undirected().neighbours(member as usize).to_vec();
    // A kind of weight 0 has no ties; any other tie shows in the graph.
    neighbours.dedup();
    for other in neighbours {
        for ties in [woven.ties_between(member, other), woven.ties_between(other, member)] {
            *others.entry(other).or_default() += strengths(ties, rules).iter().sum::<f64>();
            for tie in ties {
                acts[tie.kind as usize] += 1;
                if tie.at != At::UNKNOWN {
                    let (first, last) = active.unwrap_or((tie.at, tie.at));
                    active = Some((first.min(tie.at), last.max(tie.at)));
                }
            }
        }
    }
    let mut others: Vec<(u32, f64)> = others.into_iter().collect();
    others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (files, series) = offered(standings, member);
    let (supplied, supplied_by) = supply(standings, member);
    let (unled, headless) = power(standings, member);
    let sole = standings.crossings_of(member).iter().filter(|crossing| crossing.is_sole());
    Some(Touched {
        member,
        others,
        acts,
        active,
        confidants: standings.confidants().held_by(member, &standings.position.group).into_iter().collect(),
        parted: sole.map(|crossing| crossing.groups).collect(),
        cut_off: standings.cut_off(member),
        unled,
        headless,
        appointed: standings.roles.appointed_by(member),
        files,
        series,
        supplied,
        supplied_by,
    })
}

fn sorted(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn offered(standings: &Standings<'_>, member: u32) -> (Vec<u32>, Vec<u32>) {
    let offered = standings.world.tables().files.iter().filter(|file| file.member.get() == Some(member));
    let (files, series): (Vec<u32>, Vec<Option<u32>>) =
        offered.map(|file| (file.file, file.series.get())).unzip();
    (sorted(files), sorted(series.into_iter().flatten().collect()))
}

fn supply(standings: &Standings<'_>, member: u32) -> (Vec<u32>, Vec<u32>) {
    let tables = standings.world.tables();
    let (mut to, mut from) = (Vec::new(), Vec::new());
    for download in &tables.downloads {
        let Some(by) = tables.files[download.offered as usize].member.get() else { continue };
        if by == member && download.member != member {
            to.push(download.member);
        } else if download.member == member && by != member {
            from.push(by);
        }
    }
    (sorted(to), sorted(from))
}

/// Sections and the whole, as far as this member alone leads them at the end of the source.
fn power(standings: &Standings<'_>, member: u32) -> (Vec<u32>, bool) {
    let mut sections: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut heads = Vec::new();
    for role in standings.world.tables().roles.iter().filter(|role| lasts(role, standings.last)) {
        match (role.rank, role.section.get()) {
            (Rank::Administrator, _) => heads.push(role.member),
            (Rank::Moderator | Rank::SectionModerator, Some(section)) => {
                sections.entry(section).or_default().push(role.member);
            }
            _ => {}
        }
    }
    let alone = |leaders: &[u32]| !leaders.is_empty() && leaders.iter().all(|&leader| leader == member);
    let unled = sections.iter().filter(|(_, leaders)| alone(leaders)).map(|(&section, _)| section).collect();
    (unled, alone(&heads))
}
