//! Leads by country: seeing them, giving them out, recording one by an analyst's hand, and opening a case from it.

use super::case_named::{network as named, network_subject};
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use crate::network::exchange::LeadForm;
use crate::network::{AddressFiles, FoundLeads, Network, NetworkLeads, NetworkWatch, ReadTable};
use authority::{DeedName, Subject, mark};
use casework::case::{Case, CaseName};
use casework::lead::{CAVEAT, LeadStrength, LeadTable, RecordedLead};
use fingerprint::Digester;
use serde::Serialize;
use store::{NetworkLeadRow, StoreErrorKind, Tx};
use vocab::{CaseId, LeadId, Sha256};

/// A recorded lead as it is kept.
type LeadRow = NetworkLeadRow<RecordedLead>;

/// Shows where members may be, and gives it out in the forms that are asked.
pub struct ViewLeads<'a> {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
    /// Only leads to this country.
    pub country: Option<String>,
    /// Only leads of at least this strength.
    pub at_least: LeadStrength,
    /// Tables of addresses.
    pub files: AddressFiles,
    /// Forms in which they are given out.
    pub forms: Vec<LeadForm>,
    /// Told how far it is; breaks off to stop.
    pub watch: NetworkWatch<'a>,
}

/// A file of leads, whose digest is in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadFile {
    /// Its form.
    pub form: LeadForm,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their digest.
    pub sha256: Sha256,
}

/// Leads, and the files that were made of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewedLeads {
    /// The leads.
    pub leads: NetworkLeads,
    /// The files, in the order asked.
    pub files: Vec<LeadFile>,
}

fn note_tables<'a>(tables: impl IntoIterator<Item = &'a LeadTable>, details: &mut Details) {
    for (number, table) in (1..).zip(tables) {
        details.insert(format!("table_{number}_sha256"), table.sha256.into());
    }
}

impl Deed for ViewLeads<'_> {
    type Done = ViewedLeads;
    type Output = ViewedLeads;

    fn name(&self) -> DeedName {
        DeedName::ViewLeads
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ViewedLeads, AppError> {
        let network = named(act, &self.case, self.network.as_deref())?;
        let case = act.store().case(network.case)?.name;
        let found = FoundLeads::all(act, &network, &self.files, &mut *self.watch)?;
        let leads = found.told(act, case, network, self.country.as_deref(), self.at_least)?;
        let file = |form: &LeadForm| {
            let bytes = form.write(&leads)?;
            let mut digest = Digester::new();
            digest.update(&bytes);
            Ok::<_, AppError>(LeadFile { form: *form, bytes, sha256: digest.finish().sha256 })
        };
        let files = self.forms.iter().map(file).collect::<Result<_, _>>()?;
        Ok(ViewedLeads { leads, files })
    }

    fn keep(
        self,
        viewed: ViewedLeads,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ViewedLeads, AppError> {
        details.insert("network".into(), viewed.leads.network.to_string().into());
        details.insert("at_least".into(), self.at_least.word().into());
        details.insert("leads".into(), count(viewed.leads.leads.len()));
        if let Some(country) = &self.country {
            details.insert("country".into(), country.as_str().into());
        }
        note_tables(viewed.leads.tables.iter().map(|ReadTable { table, .. }| table), details);
        for file in &viewed.files {
            details.insert(format!("given_out_{}_sha256", file.form.word()), file.sha256.into());
        }
        Ok(viewed)
    }
}

/// Records a lead as it is told now.
pub struct RecordLead<'a> {
    /// Name of the case.
    pub case: String,
    /// Name of the network; may be left out where the case has one.
    pub network: Option<String>,
    /// The member, by id in the source or by a name that only one has.
    pub member: String,
    /// Code of the country.
    pub country: String,
    /// Why it is worth following.
    pub reason: String,
    /// Tables of addresses.
    pub files: AddressFiles,
    /// Told how far it is; breaks off to stop.
    pub watch: NetworkWatch<'a>,
}

impl Deed for RecordLead<'_> {
    type Done = LeadRow;
    type Output = ListedLead;

    fn name(&self) -> DeedName {
        DeedName::RecordLead
    }

    fn subject(&self) -> Subject {
        network_subject(&self.case, self.network.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<LeadRow, AppError> {
        let hand = act.hand::<mark::Analyst>("a lead is recorded by a network analyst")?;
        let network = named(act, &self.case, self.network.as_deref())?;
        let found = FoundLeads::all(act, &network, &self.files, &mut *self.watch)?;
        let claim = found.claim(&network, &self.member, &self.country)?;
        let earlier: Vec<LeadRow> = act.store().network_leads(network.id)?;
        let earlier: Vec<RecordedLead> = earlier.into_iter().map(|row| row.body).collect();
        let at = act.now();
        let lead =
            RecordedLead::record(&hand, claim, &self.reason, at, &earlier).map_err(AppError::invalid)?;
        Ok(NetworkLeadRow {
            id: LeadId(act.world().record_id()),
            network: network.id,
            recorded_at: at,
            recorded_by: lead.by.clone(),
            opened_case: None,
            body: lead,
        })
    }

    fn keep(
        self,
        row: LeadRow,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ListedLead, AppError> {
        tx.add_network_lead(&row)?;
        details.insert("lead".into(), row.id.to_string().into());
        details.insert("network".into(), row.network.to_string().into());
        details.insert("member".into(), row.body.claim.member.as_str().into());
        details.insert("country".into(), row.body.claim.country.as_str().into());
        details.insert("strength".into(), row.body.claim.strength.word().into());
        note_tables(&row.body.claim.tables, details);
        Ok(ListedLead { id: row.id, lead: row.body, opened: None })
    }
}

/// A recorded lead, with the case that was opened from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedLead {
    /// Its id.
    pub id: LeadId,
    /// What it says.
    #[serde(flatten)]
    pub lead: RecordedLead,
    /// The case that was opened from it.
    pub opened: Option<CaseName>,
}

/// Leads of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedLeads {
    /// The case.
    pub case: CaseName,
    /// What a lead does not say.
    pub caveat: &'static str,
    /// The lead from which the case was opened, with the name of the case that has the lead.
    pub opened_from: Option<(CaseName, ListedLead)>,
    /// Leads from the networks of the case, oldest first.
    pub leads: Vec<ListedLead>,
}

/// Lists the leads of a case, and the one from which it was opened.
#[derive(Debug)]
pub struct ListLeads {
    /// Name of the case.
    pub case: String,
}

fn listed(act: &Act<'_>, row: LeadRow) -> Result<ListedLead, AppError> {
    let opened = row.opened_case.map(|case| act.store().case(case)).transpose()?;
    Ok(ListedLead { id: row.id, lead: row.body, opened: opened.map(|case| case.name) })
}

/// Recorded leads of a case, oldest first.
fn rows(act: &Act<'_>, case: CaseId) -> Result<Vec<LeadRow>, AppError> {
    let networks: Vec<Network> = act.store().networks(case)?;
    let mut rows = Vec::new();
    for network in networks {
        rows.extend(act.store().network_leads::<RecordedLead>(network.id)?);
    }
    rows.sort_by_key(|row| (row.recorded_at, row.id));
    Ok(rows)
}

impl Deed for ListLeads {
    type Done = ListedLeads;
    type Output = ListedLeads;

    fn name(&self) -> DeedName {
        DeedName::ListLeads
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.case.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ListedLeads, AppError> {
        let case = act.store().case_named(&self.case)?;
        let behind = act.store().lead_behind::<RecordedLead>(case.id)?;
        let opened_from = match behind {
            Some((from, row)) => Some((act.store().case(from)?.name, listed(act, row)?)),
            None => None,
        };
        let leads = rows(act, case.id)?.into_iter().map(|row| listed(act, row)).collect::<Result<_, _>>()?;
        Ok(ListedLeads { case: case.name, caveat: CAVEAT, opened_from, leads })
    }

    fn keep(
        self,
        leads: ListedLeads,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ListedLeads, AppError> {
        details.insert("leads".into(), count(leads.leads.len()));
        Ok(leads)
    }
}

/// Opens a case from a lead. From then on each names the other.
#[derive(Debug)]
pub struct OpenLead {
    /// The case that has the lead.
    pub case: String,
    /// The lead.
    pub lead: LeadId,
    /// Name of the new case.
    pub name: String,
}

impl Deed for OpenLead {
    type Done = (CaseId, ListedLead, Case);
    type Output = (Case, ListedLead);

    fn name(&self) -> DeedName {
        DeedName::OpenLead
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.case.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let from = act.store().case_named(&self.case)?;
        let row = rows(act, from.id)?.into_iter().find(|row| row.id == self.lead).ok_or_else(|| {
            AppError::new(
                crate::AppErrorKind::Missing,
                format!("case {} has no lead {}", from.name, self.lead),
                "List its leads with `hoeder lead list`",
            )
        })?;
        let lead = listed(act, row)?;
        if let Some(opened) = &lead.opened {
            return Err(AppError::new(
                crate::AppErrorKind::Invalid,
                format!("case {opened} was opened from lead {} already", self.lead),
                "Go on in that case",
            ));
        }
        let case = Case {
            id: CaseId(act.world().record_id()),
            name: CaseName::try_from(self.name.clone()).map_err(AppError::invalid)?,
            opened_at: act.now(),
            opened_by: act.permit().caller().name().to_owned(),
        };
        Ok((from.id, lead, case))
    }

    fn keep(
        self,
        (from, lead, case): Self::Done,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        tx.add_case(&case).map_err(|error| match error.kind {
            StoreErrorKind::Exists => {
                AppError::invalid(format!("there is a case named {} already", case.name))
            }
            _ => error.into(),
        })?;
        tx.open_network_lead(lead.id, case.id)?;
        details.insert("case".into(), case.id.to_string().into());
        details.insert("lead".into(), lead.id.to_string().into());
        details.insert("from_case".into(), from.to_string().into());
        details.insert("network".into(), lead.lead.claim.network.to_string().into());
        let lead = ListedLead { opened: Some(case.name.clone()), ..lead };
        Ok((case, lead))
    }
}
