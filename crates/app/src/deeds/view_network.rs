//! Seeing a measured network: its key players, and the whole report.

use super::case_named::{network as named, network_subject};
use crate::gate::{Act, Deed, Details, count};
use crate::network::{Bench, Network, NetworkPicture, NetworkSeal, StandingRules, ToldDismantling, standing};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::case::CaseName;
use serde::Serialize;
use store::Tx;
use vocab::{Moment, NetworkId};

/// All that is told of one network.
#[derive(Clone, Debug, Serialize)]
pub struct NetworkReport {
    /// The case.
    pub case: CaseName,
    /// Id of the network.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// Where it was read from.
    pub source: String,
    /// When it was read.
    pub read_at: Moment,
    /// By whom.
    pub read_by: String,
    /// Ledger entry of the intent under which it was read.
    pub ledger_intent: u64,
    /// What was read.
    pub seal: NetworkSeal,
    /// Under which rules it was measured.
    pub rules: StandingRules,
    /// What was measured.
    pub picture: NetworkPicture,
    /// The last set that was looked for under these rules.
    pub dismantling: Option<ToldDismantling>,
}

fn report(act: &Act<'_>, case: &str, network: Option<&str>) -> Result<NetworkReport, AppError> {
    let found = named(act, case, network)?;
    let rules = standing(act, found.id)?;
    let bench = Bench::set(act, &found, rules.rules.clone())?;
    let missing = || {
        AppError::new(
            AppErrorKind::Missing,
            format!("network {} is not measured under the rules that stand", found.name),
            "Measure it with `hoeder network measure`",
        )
    };
    let picture: NetworkPicture = bench.found("picture")?.ok_or_else(missing)?;
    let dismantling = bench.found("dismantling")?;
    let case = act.store().case(found.case)?.name;
    let Network { id, name, source, intent, read_at, read_by, seal, .. } = found;
    Ok(NetworkReport {
        case,
        network: id,
        name,
        source,
        read_at,
        read_by,
        ledger_intent: intent,
        seal,
        rules,
        picture,
        dismantling,
    })
}

fn note(report: &NetworkReport, details: &mut Details) {
    details.insert("network".into(), report.network.to_string().into());
    details.insert("plan".into(), report.picture.plan.as_str().into());
    details.insert("members".into(), count(report.picture.members));
}

/// Shows the report of a measured network.
#[derive(Debug)]
pub struct ViewNetworkReport {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
}

impl Deed for ViewNetworkReport {
    type Done = NetworkReport;
    type Output = NetworkReport;

    fn name(&self) -> DeedName {
        DeedName::ViewNetworkReport
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<NetworkReport, AppError> {
        report(act, &self.case, self.network.as_deref())
    }

    fn keep(
        self,
        report: NetworkReport,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<NetworkReport, AppError> {
        note(&report, details);
        Ok(report)
    }
}

/// Shows key players and hidden brokers with their reasons.
#[derive(Debug)]
pub struct ViewKeyPlayers {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
}

impl Deed for ViewKeyPlayers {
    type Done = NetworkReport;
    type Output = NetworkPicture;

    fn name(&self) -> DeedName {
        DeedName::ViewKeyPlayers
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<NetworkReport, AppError> {
        report(act, &self.case, self.network.as_deref())
    }

    fn keep(
        self,
        report: NetworkReport,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<NetworkPicture, AppError> {
        note(&report, details);
        Ok(report.picture)
    }
}
