//! Measuring: from ties and measures to the picture of a network, with the places' stability.

use super::load::Loaded;
use super::told::{self, Names, NetworkPicture, ToldKeySet};
use super::work::{Bench, NetworkWatch, Watching, stopped, unmeasured};
use super::{Stage, Step};
use crate::AppError;
use graph::{KeyAim, KeyPlayerError, key_players};
use network::{
    Measure, Measuring, Position, Shaking, Shift, StabilityError, Standings, TieKind, Woven, groups, shake,
};
use std::sync::Mutex;

/// Members in each of the two orders.
const PLAYERS_MAX: usize = 100;
/// Members of the sets that are sought together, and how often a search begins.
const SET_MEMBERS: usize = 10;
const SET_STARTS: u32 = 5;
const SET_STARTS_NODES: usize = 20_000;
/// Steps within which a set reaches others.
const SET_STEPS: u32 = 2;
/// Groups that are told one by one, of at least so many members.
const GROUPS_MAX: usize = 60;
const GROUP_MEMBERS_MIN: usize = 3;

impl Bench<'_> {
    /// The picture under the rules: as it was kept, or made now.
    pub(crate) fn picture(&mut self, watch: NetworkWatch<'_>) -> Result<NetworkPicture, AppError> {
        if let Some(kept) = self.found::<NetworkPicture>("picture")? {
            return Ok(kept);
        }
        let (loaded, woven) = self.woven(&mut *watch)?;
        let position = self.position(&woven, &mut *watch)?;
        let shifts = self.shifts(&loaded, &woven, &mut *watch)?;
        let mut picture = self.paint(&loaded, &woven, &position, &shifts)?;
        picture.key_sets = self.key_sets(&loaded, &woven, &mut *watch)?;
        self.keep("picture", &picture)?;
        Ok(picture)
    }

    /// How the places of key players hold when ties are left out.
    fn shifts(
        &self,
        loaded: &Loaded,
        woven: &Woven,
        watch: NetworkWatch<'_>,
    ) -> Result<Vec<Shift>, AppError> {
        let stability = self.rules.stability;
        if stability.times == 0 {
            return Ok(Vec::new());
        }
        let measuring = Measuring { epsilon: stability.epsilon, ..self.rules.measuring };
        let shaking = Shaking { share: stability.share, times: stability.times, seed: measuring.seed };
        let mut done = 0;
        let order = |woven: &Woven| -> Result<Vec<u32>, AppError> {
            let step = Step { stage: Stage::Stability, done, of: u64::from(stability.times) + 1 };
            done += 1;
            if watch(step).is_break() {
                return Err(stopped());
            }
            let watching = Watching { stage: Stage::Stability, watch: Mutex::new(&mut *watch) };
            let mut position = Position::default();
            // No reason rests on closeness, so the order needs none.
            for measure in Measure::ALL.into_iter().filter(|measure| *measure != Measure::Closeness) {
                position.take(measure, woven, &measuring, &watching).map_err(unmeasured)?;
            }
            let standings = Standings::gather(&loaded.world, woven, &position, &self.rules.bars);
            let players = standings.map_err(AppError::invalid)?.key_players(usize::MAX);
            Ok(players.into_iter().map(|standing| standing.member).collect())
        };
        let shifts = shake(woven, &self.rules.weights, &shaking, PLAYERS_MAX, order);
        shifts.map_err(|error| match error {
            StabilityError::Order(error) => error,
            other => AppError::invalid(other),
        })
    }

    /// The set that breaks the network up most, and the one that reaches most of it.
    fn key_sets(
        &self,
        loaded: &Loaded,
        woven: &Woven,
        watch: NetworkWatch<'_>,
    ) -> Result<Vec<ToldKeySet>, AppError> {
        let rows = woven.undirected();
        let names = Names { world: &loaded.world };
        let count = SET_MEMBERS.min(rows.nodes().saturating_sub(1));
        // Each beginning is a search of its own: many where that takes a moment, the greedy one alone where it takes minutes.
        let starts = if rows.nodes() <= SET_STARTS_NODES { SET_STARTS } else { 1 };
        let watching = Watching { stage: Stage::KeySets, watch: Mutex::new(watch) };
        let mut sets = Vec::new();
        for (word, aim) in [("fragment", KeyAim::Fragment), ("reach", KeyAim::Reach { steps: SET_STEPS })] {
            let found = key_players(rows, aim, count, starts, self.rules.measuring.seed, &watching);
            match found {
                Ok(found) => sets.push(ToldKeySet {
                    aim: word.to_owned(),
                    steps: matches!(aim, KeyAim::Reach { .. }).then_some(SET_STEPS),
                    members: found.nodes.iter().map(|member| names.of(*member)).collect(),
                    score: found.score,
                }),
                Err(KeyPlayerError::Stopped(_)) => return Err(stopped()),
                // A network of one member has no set.
                Err(_) => {}
            }
        }
        Ok(sets)
    }

    fn paint(
        &self,
        loaded: &Loaded,
        woven: &Woven,
        position: &Position,
        shifts: &[Shift],
    ) -> Result<NetworkPicture, AppError> {
        let world = &loaded.world;
        let names = Names { world };
        let standings =
            Standings::gather(world, woven, position, &self.rules.bars).map_err(AppError::invalid)?;
        let all = groups(&standings, woven, &self.rules.weights);
        let large = all.iter().filter(|group| group.members.len() >= GROUP_MEMBERS_MIN).take(GROUPS_MAX);
        let told: Vec<told::ToldGroup> = large.map(|group| told::group(&names, group)).collect();
        let mut sizes = std::collections::BTreeMap::new();
        for component in &position.component {
            *sizes.entry(component).or_insert(0_u32) += 1;
        }
        let ties = |kind: TieKind| woven.ties().iter().filter(|tie| tie.kind == kind).count() as u64;
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let players = standings.key_players(PLAYERS_MAX);
        let brokers = standings.hidden_brokers(PLAYERS_MAX);
        Ok(NetworkPicture {
            plan: self.plan().to_owned(),
            members: count(world.members()),
            posts: count(world.tables().posts.len()),
            messages: count(world.tables().messages.len()),
            ties: TieKind::ALL.into_iter().map(|kind| (kind, ties(kind))).collect(),
            pairs: woven.undirected().arcs() as u64 / 2,
            left_out: woven.left_out().iter().map(|left| (left.kind, left.why, left.count)).collect(),
            unlinked: loaded.unlinked.iter().map(|(what, count)| (what.clone(), *count)).collect(),
            components: count(sizes.len()),
            largest: sizes.into_values().max().unwrap_or(0),
            betweenness_error: position.betweenness_error,
            closeness_error: position.closeness_error,
            sections: told::sections(world),
            between: told::between(woven, &position.group, &told),
            groups: told,
            groups_total: all.len(),
            key_players: (1..).zip(&players).map(|(at, one)| told::player(&names, at, one, shifts)).collect(),
            hidden_brokers: (1..)
                .zip(&brokers)
                .map(|(at, broker)| told::player(&names, at, &broker.standing, &[]))
                .collect(),
            few_posts: standings.few_posts(),
            key_sets: Vec::new(),
            role_doubts: told::doubts(&names),
            shaken_share: self.rules.stability.share,
        })
    }
}
