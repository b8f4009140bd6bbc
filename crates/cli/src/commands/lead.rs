//! `network leads`, `lead record`, `lead list`, `lead open`.

use super::written::{Place, write};
use crate::args::{House, LeadCommand, LeadsArgs, NetworkArgs, TableArgs};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::progress::Bar;
use crate::screen::{Screen, tell};
use app::deeds::{LeadFile, ListLeads, ListedLead, ListedLeads, OpenLead, RecordLead, ViewLeads};
use app::network::exchange::LeadForm;
use app::network::{AddressFiles, NetworkLeads, ToldLead, ToldReason};
use casework::lead::LeadGround;
use serde_json::json;
use std::path::PathBuf;
use vocab::LeadId;
use web::Lang;

/// Leads that a person may want at once.
const LEADS: usize = 50;
/// Countries that a person may want at once.
const COUNTRIES: usize = 20;

fn files(tables: TableArgs) -> AddressFiles {
    AddressFiles { countries: tables.addresses, relays: tables.relays }
}

/// A place that a file may be written to: asked before the work, so that none is done for nothing.
fn is_free(path: Option<&PathBuf>) -> Result<(), Failure> {
    match path {
        Some(path) if path.exists() => {
            Err(Failure::invalid(format!("{} exists", path.display()), "Give another place, or move it away"))
        }
        _ => Ok(()),
    }
}

/// `network leads`: where members may be.
pub(super) fn leads(house: &House, args: LeadsArgs, screen: &mut Screen) -> Result<(), Failure> {
    let LeadsArgs { network, country, at_least, tables, csv, case_uco } = args;
    let NetworkArgs { case, network } = network;
    let asked = [(LeadForm::Csv, csv), (LeadForm::CaseUco, case_uco)];
    let wanted: Vec<(LeadForm, PathBuf)> =
        asked.into_iter().filter_map(|(form, path)| Some((form, path?))).collect();
    wanted.iter().try_for_each(|(_, path)| is_free(Some(path)))?;
    let door = Door::open(house, "network leads", First::Expects)?;
    let mut bar = Bar::new(house.json);
    let mut watch = |step| bar.stage(step);
    let forms = wanted.iter().map(|(form, _)| *form).collect();
    let deed = ViewLeads { case, network, country, at_least, files: files(tables), forms, watch: &mut watch };
    let viewed = door.perform(deed);
    bar.clear();
    let viewed = viewed?;
    for ((_, path), LeadFile { bytes, sha256, .. }) in wanted.iter().zip(&viewed.files) {
        write(path, Place::Empty, bytes)?;
        if !house.json {
            tell(format_args!("{} is written (SHA-256 {sha256})", path.display()));
        }
    }
    if house.json {
        let files: Vec<_> = wanted
            .iter()
            .zip(&viewed.files)
            .map(|((form, path), file)| {
                json!({"form": form.word(), "file": path.display().to_string(), "sha256": file.sha256})
            })
            .collect();
        return screen.json(&json!({ "leads": viewed.leads, "files": files }));
    }
    show(&viewed.leads, screen)
}

fn show(leads: &NetworkLeads, screen: &mut Screen) -> Result<(), Failure> {
    let number = |count: u64| Lang::En.number(count);
    writeln!(screen, "{}: {} members with a lead", leads.name, number(leads.members))?;
    writeln!(screen, "{}", leads.caveat)?;
    if leads.tables.is_empty() {
        writeln!(screen, "No table of addresses was given, so log-ins say nothing.")?;
    }
    for read in &leads.tables {
        let left_aside: u64 = read.left_aside.values().sum();
        let ranges = number(read.ranges);
        write!(screen, "Table {}: {ranges} ranges", read.table.file)?;
        if left_aside > 0 {
            let codes: Vec<&str> = read.left_aside.keys().map(String::as_str).collect();
            write!(screen, "; {} of no country left aside ({})", number(left_aside), codes.join(", "))?;
        }
        if read.disputed > 0 {
            write!(screen, "; {} runs that several countries claim, taken as none's", number(read.disputed))?;
        }
        writeln!(screen, "; SHA-256 {}", read.table.sha256)?;
    }
    let (mean, spread) = (leads.habit.mean_hour, leads.habit.spread_hours);
    writeln!(
        screen,
        "Hours count as usual around {mean:.1}, give or take {spread:.1}. {}",
        leads.habit.ground
    )?;
    writeln!(screen)?;
    let row = |count: &app::network::CountryCount| {
        let counts = [count.strong, count.clear, count.weak].map(number);
        [vec![count.country.clone(), count.name.clone()], counts.to_vec()].concat()
    };
    let rows: Vec<Vec<String>> = leads.countries.iter().take(COUNTRIES).map(row).collect();
    screen.table(&["CODE", "COUNTRY", "STRONG", "CLEAR", "WEAK"], &[2, 3, 4], &rows)?;
    if leads.countries.len() > COUNTRIES {
        writeln!(screen, "and {} more countries", leads.countries.len() - COUNTRIES)?;
    }
    writeln!(screen)?;
    for lead in leads.leads.iter().take(LEADS) {
        one(lead, screen)?;
    }
    if leads.leads.len() > LEADS {
        writeln!(screen, "{} more; give --country, --at-least, --csv or --json", leads.leads.len() - LEADS)?;
    }
    Ok(())
}

fn one(lead: &ToldLead, screen: &mut Screen) -> Result<(), Failure> {
    writeln!(
        screen,
        "{}  {:<6}  {} (id {})",
        lead.country,
        lead.strength,
        named(&lead.member.name),
        named(&lead.member.id)
    )?;
    let say = |sign: char, reason: &ToldReason, screen: &mut Screen| {
        writeln!(screen, "    {sign} {}: {} [{}]", reason.strength, named(&reason.text), reason.rule)
    };
    lead.grounds.iter().try_for_each(|reason| say('+', reason, screen))?;
    lead.against.iter().try_for_each(|reason| say('-', reason, screen))
}

/// A text of the source stays on its line.
fn named(text: &str) -> String {
    text.replace('\n', "\\n")
}

/// `lead record`, `lead list` and `lead open`.
pub(super) fn run(house: &House, command: LeadCommand, screen: &mut Screen) -> Result<(), Failure> {
    match command {
        LeadCommand::Record { network, member, country, because, tables } => {
            let NetworkArgs { case, network } = network;
            let door = Door::open(house, "lead record", First::Expects)?;
            let mut bar = Bar::new(house.json);
            let mut watch = |step| bar.stage(step);
            let files = files(tables);
            let deed =
                RecordLead { case, network, member, country, reason: because, files, watch: &mut watch };
            let recorded = door.perform(deed);
            bar.clear();
            let recorded = recorded?;
            if house.json {
                return screen.json(&recorded);
            }
            listed(&recorded, screen)
        }
        LeadCommand::List { case } => {
            let leads = Door::open(house, "lead list", First::Expects)?.perform(ListLeads { case })?;
            if house.json {
                return screen.json(&leads);
            }
            list(&leads, screen)
        }
        LeadCommand::Open { case, lead, name } => open(house, case, lead, name, screen),
    }
}

fn open(house: &House, case: String, lead: LeadId, name: String, screen: &mut Screen) -> Result<(), Failure> {
    let deed = OpenLead { case: case.clone(), lead, name };
    let (opened, lead) = Door::open(house, "lead open", First::Expects)?.perform(deed)?;
    if house.json {
        return screen.json(&json!({ "case": opened, "lead": lead }));
    }
    writeln!(screen, "case {} is open (id {}), from lead {} of case {case}", opened.name, opened.id, lead.id)
}

fn list(leads: &ListedLeads, screen: &mut Screen) -> Result<(), Failure> {
    if let Some((from, lead)) = &leads.opened_from {
        writeln!(screen, "case {} was opened from a lead of case {from}:", leads.case)?;
        listed(lead, screen)?;
    }
    if leads.leads.is_empty() {
        return writeln!(screen, "The networks of case {} have no recorded leads.", leads.case);
    }
    writeln!(screen, "{}", leads.caveat)?;
    leads.leads.iter().try_for_each(|lead| listed(lead, screen))
}

fn listed(listed: &ListedLead, screen: &mut Screen) -> Result<(), Failure> {
    let claim = &listed.lead.claim;
    let (id, country, strength) = (listed.id, &claim.country, claim.strength);
    writeln!(screen, "{id}  {country}  {strength}")?;
    let (name, member) = (named(&claim.name), named(&claim.member));
    writeln!(screen, "    {name} (id {member}) of network {}", claim.network_name)?;
    let say = |sign: char, ground: &LeadGround, screen: &mut Screen| {
        let because = &ground.because;
        writeln!(screen, "    {sign} {}: {} [{}]", ground.strength, named(&because.text), because.rule)
    };
    claim.grounds.iter().try_for_each(|ground| say('+', ground, screen))?;
    claim.against.iter().try_for_each(|ground| say('-', ground, screen))?;
    let (by, at) = (&listed.lead.by, Lang::En.moment(listed.lead.at));
    writeln!(screen, "    recorded by {by}, {at}: {}", listed.lead.reason)?;
    match &listed.opened {
        Some(case) => writeln!(screen, "    case {case} was opened from it"),
        None => Ok(()),
    }
}
