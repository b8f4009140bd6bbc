//! What people and programs are told of a network: names beside numbers, reasons beside places.
//!
//! Values for the doors. Names are the source's own text and may hold anything; whoever shows them shows them as text.

use network::country::{Lead, LeadGround};
use network::link::{Candidate, Why};
use network::{
    Group, RoleDoubt, Shift, Standing, Standings, Strength, TieKind, Touched, WhyLeftOut, World, Woven,
};
use serde::{Deserialize, Serialize};
use vocab::{Because, Moment};

/// A member, as the source names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MemberRef {
    /// Number in the world, from 0.
    pub number: u32,
    /// Id in the source.
    pub id: String,
    /// Name as shown there.
    pub name: String,
}

/// A reason, with how much it says: `strong`, `clear` or `weak`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldReason {
    /// The rule's stable name.
    pub rule: String,
    /// What a person reads.
    pub text: String,
    /// How much it says.
    pub strength: String,
}

/// How a place moved when ties were left out at random.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldShift {
    /// The best place.
    pub best: u32,
    /// The place in the middle.
    pub middle: u32,
    /// The worst place.
    pub worst: u32,
    /// How often it was looked at.
    pub times: u32,
}

/// A member in an order, with the reasons for the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldPlayer {
    /// Place in the order, from 1.
    pub place: u32,
    /// Who.
    pub member: MemberRef,
    /// The member's group.
    pub group: u32,
    /// Posts.
    pub posts: u32,
    /// The highest rank ever held.
    pub rank: Option<String>,
    /// The reasons, strongest first.
    pub reasons: Vec<ToldReason>,
    /// How the place holds; `None` where it was not looked at.
    pub shift: Option<ToldShift>,
}

/// A group: who belongs together by their ties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldGroup {
    /// Its number.
    pub number: u32,
    /// Members.
    pub size: usize,
    /// Members who hold or held power, the first twenty.
    pub power: Vec<MemberRef>,
    /// What it does, by rule.
    pub does: Vec<Because>,
    /// Sections with most posts of its members.
    pub sections: Vec<(String, u32)>,
    /// Languages that its members state.
    pub languages: Vec<(String, u32)>,
    /// First and last dated act.
    pub active: Option<(Moment, Moment)>,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldSection {
    /// Name.
    pub name: String,
    /// Ordinary members can't read it.
    pub gated: bool,
    /// Posts in it.
    pub posts: u32,
    /// Members who posted in it.
    pub members: u32,
}

/// A set of members sought together: it is worth more or less than the sum of its members (Borgatti 2006).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldKeySet {
    /// `fragment`: of the pairs of members left, as many as can be have no path between them. `reach`: as many members as
    /// can be are within `steps` of the set.
    pub aim: String,
    /// Steps, for `reach`.
    pub steps: Option<u32>,
    /// The members, by number.
    pub members: Vec<MemberRef>,
    /// The part of the pairs parted, or of the members reached, 0 to 1.
    pub score: f64,
}

/// A network as it was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkPicture {
    /// Digest of the rules under which it was measured.
    pub plan: String,
    /// Members.
    pub members: u32,
    /// Posts.
    pub posts: u32,
    /// Private messages.
    pub messages: u32,
    /// Ties by kind.
    pub ties: Vec<(TieKind, u64)>,
    /// Pairs of members who have a tie.
    pub pairs: u64,
    /// Acts that made no tie, with the reason.
    pub left_out: Vec<(TieKind, WhyLeftOut, u64)>,
    /// Links of the source that point nowhere, by table and column.
    pub unlinked: Vec<(String, u64)>,
    /// Parts that hang together, lone members among them.
    pub components: u32,
    /// Members of the largest part.
    pub largest: u32,
    /// By how much a betweenness may be off.
    pub betweenness_error: f64,
    /// By how much a closeness may be off.
    pub closeness_error: f64,
    /// Sections, by posts.
    pub sections: Vec<ToldSection>,
    /// Groups of three or more, largest first, the first sixty.
    pub groups: Vec<ToldGroup>,
    /// All groups, lone members among them.
    pub groups_total: usize,
    /// Strength of ties between those groups.
    pub between: Vec<(u32, u32, f64)>,
    /// Key players, in order.
    pub key_players: Vec<ToldPlayer>,
    /// Hidden brokers: without a title and with few posts, in order.
    pub hidden_brokers: Vec<ToldPlayer>,
    /// The most posts of a member with few posts.
    pub few_posts: u32,
    /// Sets of members that together break the network up most, or reach most of it.
    pub key_sets: Vec<ToldKeySet>,
    /// Roles that don't fit.
    pub role_doubts: Vec<(MemberRef, RoleDoubt)>,
    /// Part of the pairs left out for the shifts.
    pub shaken_share: f64,
}

/// Who is who: numbers of a world to what the source says.
pub(crate) struct Names<'a> {
    pub(crate) world: &'a World,
}

impl Names<'_> {
    pub(crate) fn of(&self, number: u32) -> MemberRef {
        MemberRef { number, id: self.world.id(number), name: self.world.name(number).to_owned() }
    }

    /// The member that a person names: by id in the source, or by a name that only one member has.
    pub(crate) fn find(&self, wanted: &str) -> Vec<u32> {
        let by = |texts: &network::Texts| {
            let same = texts.iter().enumerate().filter(|(_, text)| *text == wanted);
            same.map(|(number, _)| u32::try_from(number).unwrap_or(u32::MAX)).collect::<Vec<_>>()
        };
        let by_id = by(&self.world.tables().ids);
        if by_id.is_empty() { by(&self.world.tables().names) } else { by_id }
    }
}

fn strength_word(strength: Strength) -> String {
    match strength {
        Strength::Strong => "strong",
        Strength::Clear => "clear",
        Strength::Weak => "weak",
    }
    .to_owned()
}

/// A standing with its place.
pub(crate) fn player(names: &Names<'_>, place: usize, standing: &Standing, shifts: &[Shift]) -> ToldPlayer {
    let reason = |weighed: &network::Weighed| {
        let Because { rule, text } = weighed.reason.because(names.world);
        ToldReason { rule, text, strength: strength_word(weighed.strength) }
    };
    let shift = shifts.iter().find(|shift| shift.member == standing.member).map(|shift| ToldShift {
        best: shift.best(),
        middle: shift.middle(),
        worst: shift.worst(),
        times: u32::try_from(shift.places.len()).unwrap_or(u32::MAX),
    });
    ToldPlayer {
        place: u32::try_from(place).unwrap_or(u32::MAX),
        member: names.of(standing.member),
        group: standing.group,
        posts: standing.posts,
        rank: standing.highest.map(|rank| super::tables::word(&rank)),
        reasons: standing.reasons.iter().map(reason).collect(),
        shift,
    }
}

fn moment(at: network::At) -> Option<Moment> {
    Moment::from_unix(at.seconds()?, 0)
}

/// A group with names.
pub(crate) fn group(names: &Names<'_>, group: &Group) -> ToldGroup {
    let sections = &names.world.tables().sections;
    let section = |(section, posts): &(u32, u32)| {
        let name = sections.get(*section as usize).map(|section| section.name.clone()).unwrap_or_default();
        (name, *posts)
    };
    ToldGroup {
        number: group.number,
        size: group.members.len(),
        power: group.power.iter().take(20).map(|member| names.of(*member)).collect(),
        does: group.does(),
        sections: group.sections.iter().take(5).map(section).collect(),
        languages: group.languages.iter().take(5).cloned().collect(),
        active: group.active.and_then(|(first, last)| Some((moment(first)?, moment(last)?))),
    }
}

/// Sections with their posts and members, most posts first.
pub(crate) fn sections(world: &World) -> Vec<ToldSection> {
    let tables = world.tables();
    let mut seen: Vec<(u32, u32)> = Vec::with_capacity(tables.posts.len());
    let mut told: Vec<ToldSection> = (0..)
        .zip(&tables.sections)
        .map(|(number, section)| ToldSection {
            name: section.name.clone(),
            gated: world.is_gated(number),
            posts: 0,
            members: 0,
        })
        .collect();
    for post in &tables.posts {
        let Some(section) = world.section_of(post) else { continue };
        if let Some(told) = told.get_mut(section as usize) {
            told.posts += 1;
        }
        seen.extend(post.member.get().map(|member| (section, member)));
    }
    seen.sort_unstable();
    seen.dedup();
    for (section, _) in seen {
        if let Some(told) = told.get_mut(section as usize) {
            told.members += 1;
        }
    }
    told.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.name.cmp(&b.name)));
    told
}

/// Strength of ties between the groups named, each pair once.
pub(crate) fn between(woven: &Woven, of: &[u32], groups: &[ToldGroup]) -> Vec<(u32, u32, f64)> {
    let named: std::collections::BTreeSet<u32> = groups.iter().map(|group| group.number).collect();
    let mut sums = std::collections::BTreeMap::new();
    let rows = woven.undirected();
    for member in 0..rows.nodes() {
        let Some(own) = of.get(member).copied().filter(|group| named.contains(group)) else { continue };
        for (other, weight) in rows.neighbours(member).iter().zip(rows.weights_of(member)) {
            let Some(theirs) = of.get(*other as usize).copied() else { continue };
            if own < theirs && named.contains(&theirs) {
                *sums.entry((own, theirs)).or_insert(0.0) += f64::from(*weight);
            }
        }
    }
    sums.into_iter().map(|((a, b), sum)| (a, b, sum)).collect()
}

/// Members with roles that don't fit.
pub(crate) fn doubts(names: &Names<'_>) -> Vec<(MemberRef, RoleDoubt)> {
    let doubts = network::Roles::of(names.world).doubts();
    doubts.into_iter().map(|(member, doubt)| (names.of(member), doubt)).collect()
}

/// A network after some members are taken out, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldDismantling {
    /// Members who are taken out, in the order in which the largest part shrinks soonest.
    pub order: Vec<MemberRef>,
    /// What each costs, where costs were given.
    pub costs: Vec<u32>,
    /// What they cost together.
    pub cost: u64,
    /// Members that a part may keep at most.
    pub largest_max: u32,
    /// Members with a tie, before anyone is taken out.
    pub members: u32,
    /// The largest part and the number of parts: before, and after each.
    pub after: Vec<(u32, u32)>,
    /// No set can cost less than this; `None` where the network is too large for that to be shown.
    pub lower_bound: Option<u64>,
    /// Drafts on the way: how made, members, cost.
    pub drafts: Vec<(String, usize, u64)>,
    /// Where chance began.
    pub seed: u64,
    /// Ties that were looked at in refining.
    pub effort: u64,
}

/// Where a member may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldLead {
    /// Who.
    pub member: MemberRef,
    /// Code of the country, two letters.
    pub country: String,
    /// `strong`, `clear` or `weak`.
    pub strength: String,
    /// What speaks for it.
    pub grounds: Vec<ToldReason>,
    /// What speaks against it.
    pub against: Vec<ToldReason>,
}

pub(crate) fn lead(names: &Names<'_>, lead: &Lead) -> ToldLead {
    let reason = |ground: &LeadGround| {
        let Because { rule, text } = ground.because();
        ToldReason { rule, text, strength: strength_word(ground.strength) }
    };
    ToldLead {
        member: names.of(lead.member),
        country: lead.country.clone(),
        strength: strength_word(lead.strength),
        grounds: lead.grounds.iter().map(reason).collect(),
        against: lead.against.iter().map(reason).collect(),
    }
}

/// Two accounts that may be one person's: a candidate until an analyst confirms it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldCandidate {
    /// In the first network.
    pub a: MemberRef,
    /// In the second.
    pub b: MemberRef,
    /// What speaks for it less what speaks against it, in bits.
    pub bits: f64,
    /// Probability under the model.
    pub probability: f64,
    /// Each field with its bits.
    pub why: Vec<(String, String, f64)>,
    /// The last verdict: `same`, `different` or `unsure`, by whom, and why.
    pub verdict: Option<(String, String, String)>,
}

pub(crate) fn candidate(
    a: &Names<'_>,
    b: &Names<'_>,
    members: (u32, u32),
    found: &Candidate,
) -> ToldCandidate {
    let why = |why: &Why| (super::tables::word(&why.field), why.text.clone(), why.bits);
    ToldCandidate {
        a: a.of(members.0),
        b: b.of(members.1),
        bits: found.bits,
        probability: found.probability,
        why: found.why.iter().map(why).collect(),
        verdict: None,
    }
}

/// What hangs on one member. A picture, not advice to arrest anyone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldTouched {
    /// Who.
    pub member: MemberRef,
    /// The member's standing.
    pub standing: ToldPlayer,
    /// Others with a tie, strongest first, the first fifty.
    pub others: Vec<(MemberRef, f64)>,
    /// How many there are.
    pub others_total: usize,
    /// Acts in both directions, by kind.
    pub acts: Vec<(TieKind, u32)>,
    /// First and last dated act.
    pub active: Option<(Moment, Moment)>,
    /// Confidants in each group.
    pub confidants: Vec<(u32, u32)>,
    /// Pairs of groups that would have no steady confidential contact left.
    pub parted: Vec<(u32, u32)>,
    /// Members who would lose all contact with the rest.
    pub cut_off: u32,
    /// Sections that would have no moderator of their own left.
    pub unled: Vec<String>,
    /// Whether the whole would have no administrator left.
    pub headless: bool,
    /// Members to whom this one gave a title.
    pub appointed: Vec<MemberRef>,
    /// Different files offered.
    pub files: usize,
    /// Members who fetched from this one.
    pub supplied: usize,
    /// Members from whom this one fetched.
    pub supplied_by: usize,
}

pub(crate) fn touched(names: &Names<'_>, standings: &Standings<'_>, found: &Touched) -> ToldTouched {
    let sections = &names.world.tables().sections;
    let section = |number: &u32| sections.get(*number as usize).map(|section| section.name.clone());
    ToldTouched {
        member: names.of(found.member),
        standing: player(names, 0, &standings.of(found.member), &[]),
        others: found.others.iter().take(50).map(|(other, strength)| (names.of(*other), *strength)).collect(),
        others_total: found.others.len(),
        acts: TieKind::ALL.into_iter().zip(found.acts).collect(),
        active: found.active.and_then(|(first, last)| Some((moment(first)?, moment(last)?))),
        confidants: found.confidants.clone(),
        parted: found.parted.clone(),
        cut_off: found.cut_off,
        unled: found.unled.iter().filter_map(section).collect(),
        headless: found.headless,
        appointed: found.appointed.iter().map(|member| names.of(*member)).collect(),
        files: found.files.len(),
        supplied: found.supplied.len(),
        supplied_by: found.supplied_by.len(),
    }
}
