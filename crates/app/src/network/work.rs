//! Work on a network: stage by stage, each kept when it is done, so that a measuring that was stopped goes on.

use super::load::{Loaded, load};
use super::rules::NetworkRules;
use super::{Network, Stage, Step};
use crate::gate::{Act, Details};
use crate::{AppError, AppErrorKind};
use graph::Watch;
use network::{Measure, MeasureError, Position, Woven, weave};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::ops::ControlFlow;
use std::sync::Mutex;
use store::NetworkResultRow;
use vocab::Sha256;

/// What is kept of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Key of its values among the objects.
    object: String,
    /// Digest of the object.
    sha256: Sha256,
}

/// A network on the bench, under the rules of a plan.
pub(crate) struct Bench<'a> {
    act: &'a Act<'a>,
    pub(crate) network: &'a Network,
    pub(crate) rules: NetworkRules,
    plan: String,
    kept: Vec<NetworkResultRow<Kept>>,
}

/// Told how far the work is; breaks off to stop.
pub type NetworkWatch<'a> = &'a mut (dyn FnMut(Step) -> ControlFlow<()> + Send);

impl<'a> Bench<'a> {
    pub(crate) fn set(act: &'a Act<'a>, network: &'a Network, rules: NetworkRules) -> Result<Self, AppError> {
        let plan = rules.plan()?;
        let mut kept: Vec<NetworkResultRow<Kept>> = act.store().network_results(network.id)?;
        kept.retain(|row| row.plan == plan);
        Ok(Self { act, network, rules, plan, kept })
    }

    /// Digest of the rules, which names the plan.
    pub(crate) fn plan(&self) -> &str {
        &self.plan
    }

    /// What a stage came to, where it was kept.
    pub(crate) fn found<T: DeserializeOwned>(&self, stage: &str) -> Result<Option<T>, AppError> {
        let Some(row) = self.kept.iter().find(|row| row.stage == stage) else { return Ok(None) };
        let bytes = self.act.store().objects().get(&row.body.object)?;
        let damaged = |why: String| {
            let text = format!("stage {stage} of network {}: {why}", self.network.name);
            AppError::new(
                AppErrorKind::Store,
                text,
                "Restore the object from a backup; the ledger holds its digest",
            )
        };
        let sha256 = Sha256(sha2::Sha256::digest(&bytes).into());
        if sha256 != row.body.sha256 {
            return Err(damaged(format!(
                "its object has SHA-256 {sha256}, and {} was kept",
                row.body.sha256
            )));
        }
        postcard::from_bytes(&bytes).map(Some).map_err(|error| damaged(error.to_string()))
    }

    /// Keeps what a stage came to, with a line in the ledger.
    pub(crate) fn keep<T: Serialize>(&mut self, stage: &str, value: &T) -> Result<(), AppError> {
        let bytes = postcard::to_stdvec(value).map_err(AppError::invalid)?;
        let sha256 = Sha256(sha2::Sha256::digest(&bytes).into());
        // What a stage comes to is in its key: the same work finds its object there, other work makes another.
        let object = format!("networks/{}/{stage}-{}.bin", self.network.id, &sha256.to_string()[..16]);
        self.act.store().objects().put(&object, bytes)?;
        let row = NetworkResultRow {
            network: self.network.id,
            plan: self.plan.clone(),
            stage: stage.to_owned(),
            intent: self.act.intent(),
            made_at: self.act.now(),
            made_by: self.act.permit().caller().name().to_owned(),
            body: Kept { object, sha256 },
        };
        let details = Details::from([
            ("stage".to_owned(), stage.into()),
            ("plan".to_owned(), self.plan.as_str().into()),
            ("sha256".to_owned(), sha256.into()),
        ]);
        self.act.store().transact::<_, AppError>(|tx| {
            tx.keep_network_result(&row)?;
            self.act.batch(tx, details)?;
            Ok(())
        })?;
        self.kept.retain(|kept| kept.stage != stage);
        self.kept.push(row);
        Ok(())
    }

    /// Whether it was measured under these rules: what only looks does not begin work of hours.
    pub(crate) fn measured(&self) -> Result<(), AppError> {
        let is_done = |measure: &Measure| self.kept.iter().any(|row| row.stage == measure.word());
        if Measure::ALL.iter().all(is_done) {
            return Ok(());
        }
        Err(AppError::new(
            AppErrorKind::Missing,
            format!("network {} is not measured under the rules that stand", self.network.name),
            "Measure it with `hoeder network measure`",
        ))
    }

    /// The world and its ties.
    pub(crate) fn woven(&self, watch: NetworkWatch<'_>) -> Result<(Loaded, Woven), AppError> {
        tell(watch, Stage::Loading, 0, 0)?;
        let loaded = load(self.act, self.network)?;
        tell(watch, Stage::Weaving, 0, 0)?;
        let woven = weave(&loaded.world, &self.rules.weights).map_err(AppError::invalid)?;
        Ok((loaded, woven))
    }

    /// All measures: those that were kept, and the others taken and kept.
    pub(crate) fn position(&mut self, woven: &Woven, watch: NetworkWatch<'_>) -> Result<Position, AppError> {
        let mut position = Position::default();
        for measure in Measure::ALL {
            let stage = Stage::Measuring(measure);
            if let Some(kept) = self.found::<Position>(measure.word())? {
                position.merge(measure, kept);
                continue;
            }
            let mut one = Position::default();
            let watching = Watching { stage, watch: Mutex::new(&mut *watch) };
            let taken = one.take(measure, woven, &self.rules.measuring, &watching);
            taken.map_err(unmeasured)?;
            self.keep(measure.word(), &one)?;
            position.merge(measure, one);
        }
        Ok(position)
    }
}

pub(crate) fn tell(
    watch: &mut dyn FnMut(Step) -> ControlFlow<()>,
    stage: Stage,
    done: u64,
    of: u64,
) -> Result<(), AppError> {
    if watch(Step { stage, done, of }).is_break() { Err(stopped()) } else { Ok(()) }
}

pub(crate) fn stopped() -> AppError {
    AppError::new(
        AppErrorKind::Stopped,
        "stopped on request; what was finished is kept",
        "Give the same command again: it goes on with what is left",
    )
}

pub(crate) fn unmeasured(error: MeasureError) -> AppError {
    match error {
        MeasureError::Stopped(_) => stopped(),
        other => AppError::invalid(other),
    }
}

/// Passes on how far a measure is.
pub(crate) struct Watching<'a> {
    pub(crate) stage: Stage,
    pub(crate) watch: Mutex<&'a mut (dyn FnMut(Step) -> ControlFlow<()> + Send)>,
}

impl Watch for Watching<'_> {
    fn goes_on(&self, done: u64, of: u64) -> bool {
        let mut watch = self.watch.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (*watch)(Step { stage: self.stage, done, of }).is_continue()
    }
}
