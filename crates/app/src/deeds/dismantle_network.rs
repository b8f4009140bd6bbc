//! The smallest set of members without whom a network falls apart, and what is left after each.
//!
//! A picture for those who decide, not advice to arrest anyone.

use super::case_named::{network as named, network_subject};
use crate::gate::{Act, Deed, Details, count};
use crate::network::{
    Bench, Names, NetworkRules, NetworkWatch, Stage, ToldDismantling, Watching, standing, stopped, tell,
};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use graph::{DismantleError, Plan, after_each, dismantle, lower_bound};
use std::collections::BTreeMap;
use std::sync::Mutex;
use store::Tx;
use vocab::NetworkId;

/// What is asked of a dismantling.
#[derive(Clone, Debug, PartialEq)]
pub struct DismantleAsked {
    /// The part of the members with a tie that may hang together at the end, above 0 and below 1.
    pub share: f64,
    /// What an arrest costs, by id of the member in the source; 1 for all others. None: all cost the same.
    pub costs: BTreeMap<String, u32>,
    /// Where chance begins.
    pub seed: u64,
    /// Ties to look at while refining.
    pub effort: u64,
}

impl DismantleAsked {
    /// One hundredth, all alike, seed 0, and an effort of some ten seconds on two processors.
    pub fn new() -> Self {
        Self { share: 0.01, costs: BTreeMap::new(), seed: 0, effort: Plan::EFFORT }
    }
}

impl Default for DismantleAsked {
    fn default() -> Self {
        Self::new()
    }
}

/// Looks for the cheapest set.
pub struct DismantleNetwork<'a> {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
    /// What is asked.
    pub asked: DismantleAsked,
    /// Told how far it is; breaks off to stop.
    pub watch: NetworkWatch<'a>,
}

impl Deed for DismantleNetwork<'_> {
    type Done = (NetworkId, ToldDismantling);
    type Output = ToldDismantling;

    fn name(&self) -> DeedName {
        DeedName::DismantleNetwork
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let asked = &self.asked;
        if !(asked.share > 0.0 && asked.share < 1.0) {
            return Err(AppError::invalid(format!(
                "{} is no part: give one above 0 and below 1",
                asked.share
            )));
        }
        let network = named(act, &self.case, self.network.as_deref())?;
        let rules: NetworkRules = standing(act, network.id)?.rules;
        let mut bench = Bench::set(act, &network, rules)?;
        let (loaded, woven) = bench.woven(&mut *self.watch)?;
        let names = Names { world: &loaded.world };
        let rows = woven.undirected();
        let tied = (0..rows.nodes()).filter(|node| rows.degree(*node) > 0).count();
        let costs = costs(&names, &asked.costs)?;
        let largest_max = ((tied as f64 * asked.share).floor() as u32).max(1);
        let plan = Plan { largest_max, costs: costs.as_deref(), effort: asked.effort, seed: asked.seed };
        tell(&mut *self.watch, Stage::Dismantling, 0, asked.effort)?;
        let watching = Watching { stage: Stage::Dismantling, watch: Mutex::new(&mut *self.watch) };
        let found = dismantle(rows, &plan, &watching).map_err(undone)?;
        let bound = match lower_bound(rows, &plan, &watching) {
            Ok(bound) => Some(bound.cost),
            Err(DismantleError::TooLarge { .. }) => None,
            Err(error) => return Err(undone(error)),
        };
        let cost_of = |member: &u32| costs.as_ref().and_then(|costs| costs.get(*member as usize)).copied();
        let told = ToldDismantling {
            order: found.order.iter().map(|member| names.of(*member)).collect(),
            costs: found.order.iter().filter_map(cost_of).collect(),
            cost: found.cost,
            largest_max,
            members: u32::try_from(tied).unwrap_or(u32::MAX),
            after: after_each(rows, &found.order).into_iter().map(|a| (a.largest, a.components)).collect(),
            lower_bound: bound,
            drafts: found.drafts.iter().map(|d| (format!("{:?}", d.way), d.size, d.cost)).collect(),
            seed: asked.seed,
            effort: asked.effort,
        };
        bench.keep("dismantling", &told)?;
        Ok((network.id, told))
    }

    fn keep(
        self,
        (network, told): Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ToldDismantling, AppError> {
        details.insert("network".into(), network.to_string().into());
        details.insert("members".into(), count(told.order.len()));
        details.insert("cost".into(), count(told.cost));
        details.insert("seed".into(), count(told.seed));
        Ok(told)
    }
}

/// A cost for each member, where any was given. An id that no member has is refused: a typing error would else cost nothing.
fn costs(names: &Names<'_>, stated: &BTreeMap<String, u32>) -> Result<Option<Vec<u32>>, AppError> {
    if stated.is_empty() {
        return Ok(None);
    }
    let mut costs = vec![1; names.world.members()];
    let mut found = 0;
    for (id, cost) in names.world.tables().ids.iter().zip(&mut costs) {
        if let Some(stated) = stated.get(id) {
            *cost = *stated;
            found += 1;
        }
    }
    if found < stated.len() {
        let text = format!("{} of {} costs name no member", stated.len() - found, stated.len());
        return Err(AppError::new(AppErrorKind::Invalid, text, "Give ids as the source has them"));
    }
    Ok(Some(costs))
}

fn undone(error: DismantleError) -> AppError {
    match error {
        DismantleError::Stopped(_) => stopped(),
        other => AppError::invalid(other),
    }
}
