//! Measuring a network, seeing what was measured, and changing the rules under which it is.

use super::case_named::{network as named, network_subject};
use crate::gate::{Act, Deed, Details, count};
use crate::network::{
    Bench, Names, Network, NetworkPicture, NetworkRules, NetworkSeal, NetworkWatch, StandingRules,
    ToldTouched, setting, standing, touched,
};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use network::Standings;
use serde::Serialize;
use std::ops::ControlFlow;
use store::Tx;
use vocab::{Moment, NetworkId};

/// Measures a network under the rules that stand, or gives what was measured under them.
pub struct MeasureNetwork<'a> {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
    /// Told how far it is; breaks off to stop.
    pub watch: NetworkWatch<'a>,
}

impl Deed for MeasureNetwork<'_> {
    type Done = (NetworkId, NetworkPicture);
    type Output = NetworkPicture;

    fn name(&self) -> DeedName {
        DeedName::MeasureNetwork
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let network = named(act, &self.case, self.network.as_deref())?;
        let rules = standing(act, network.id)?.rules;
        let picture = Bench::set(act, &network, rules)?.picture(&mut *self.watch)?;
        Ok((network.id, picture))
    }

    fn keep(
        self,
        (network, picture): Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<NetworkPicture, AppError> {
        details.insert("network".into(), network.to_string().into());
        details.insert("plan".into(), picture.plan.as_str().into());
        details.insert("members".into(), count(picture.members));
        Ok(picture)
    }
}

/// Sets the rules under which a network is measured. Earlier ones stay on record.
#[derive(Debug)]
pub struct SetNetworkRules {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
    /// The rules.
    pub rules: NetworkRules,
    /// Why.
    pub reason: String,
}

impl Deed for SetNetworkRules {
    type Done = (NetworkId, StandingRules);
    type Output = StandingRules;

    fn name(&self) -> DeedName {
        DeedName::SetNetworkRules
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::Analyst>("rules of measuring are set by an analyst")?;
        let network = named(act, &self.case, self.network.as_deref())?;
        self.rules.check()?;
        if self.reason.trim().is_empty() {
            return Err(AppError::invalid("a change of rules needs a reason"));
        }
        let reason = Some(self.reason.trim().to_owned());
        Ok((
            network.id,
            StandingRules { rules: self.rules.clone(), reason, by: Some(hand.name().to_owned()) },
        ))
    }

    fn keep(
        self,
        (network, rules): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<StandingRules, AppError> {
        tx.add_setting(&setting(network), &rules, act.now(), act.permit().caller().name())?;
        details.insert("network".into(), network.to_string().into());
        details.insert("plan".into(), rules.rules.plan()?.into());
        details.insert("reason".into(), self.reason.into());
        Ok(rules)
    }
}

/// A network with what was read of it and under which rules it is measured.
#[derive(Clone, Debug, Serialize)]
pub struct ListedNetwork {
    /// Its id.
    pub id: NetworkId,
    /// Its name.
    pub name: String,
    /// Where it was read from.
    pub source: String,
    /// When it was read.
    pub read_at: Moment,
    /// By whom.
    pub read_by: String,
    /// What was read.
    pub seal: NetworkSeal,
    /// The rules that stand.
    pub rules: StandingRules,
}

/// Lists the networks of a case.
#[derive(Debug)]
pub struct ListNetworks {
    /// Name of the case.
    pub case: String,
}

impl Deed for ListNetworks {
    type Done = Vec<ListedNetwork>;
    type Output = Vec<ListedNetwork>;

    fn name(&self) -> DeedName {
        DeedName::ListNetworks
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.case.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let case = act.store().case_named(&self.case)?;
        let networks: Vec<Network> = act.store().networks(case.id)?;
        let listed = |row: Network| {
            let rules = standing(act, row.id)?;
            let Network { id, name, source, read_at, read_by, seal, .. } = row;
            Ok(ListedNetwork { id, name, source, read_at, read_by, seal, rules })
        };
        networks.into_iter().map(listed).collect()
    }

    fn keep(
        self,
        listed: Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Done, AppError> {
        details.insert("networks".into(), count(listed.len()));
        Ok(listed)
    }
}

/// Shows what hangs on one member: ties, groups, sections, files. A picture, not advice to arrest anyone.
#[derive(Debug)]
pub struct ViewTouched {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
    /// Id of the member in the source, or a name that only one member has.
    pub member: String,
}

impl Deed for ViewTouched {
    type Done = ToldTouched;
    type Output = ToldTouched;

    fn name(&self) -> DeedName {
        DeedName::ViewTouched
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ToldTouched, AppError> {
        let network = named(act, &self.case, self.network.as_deref())?;
        let mut bench = Bench::set(act, &network, standing(act, network.id)?.rules)?;
        bench.measured()?;
        let mut watch = |_| ControlFlow::Continue(());
        let (loaded, woven) = bench.woven(&mut watch)?;
        let position = bench.position(&woven, &mut watch)?;
        let names = Names { world: &loaded.world };
        let member = match names.find(&self.member).as_slice() {
            [member] => *member,
            [] => {
                return Err(AppError::new(
                    AppErrorKind::Missing,
                    format!("no member has the id or the name {:?}", self.member),
                    "Give the id as the source has it: `hoeder network key-players` shows ids",
                ));
            }
            several => {
                let ids = several.iter().map(|member| names.of(*member).id).collect::<Vec<_>>().join(", ");
                return Err(AppError::invalid(format!(
                    "{} members have the name {:?}; give an id: {ids}",
                    several.len(),
                    self.member
                )));
            }
        };
        let standings = Standings::gather(&loaded.world, &woven, &position, &bench.rules.bars);
        let standings = standings.map_err(AppError::invalid)?;
        let found = network::touched(&standings, &woven, &bench.rules.weights, member);
        let found = found.ok_or_else(|| AppError::invalid("there is no such member"))?;
        Ok(touched(&names, &standings, &found))
    }

    fn keep(
        self,
        touched: ToldTouched,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ToldTouched, AppError> {
        details.insert("member".into(), touched.member.id.as_str().into());
        Ok(touched)
    }
}
