//! The demo's network: a practice forum is read, measured and reported, in the analyst's role.

use super::{CASE, Told};
use crate::args::House;
use crate::commands::network;
use crate::commands::written::{Place, write};
use crate::door::Door;
use crate::failure::Failure;
use crate::progress::Bar;
use app::deeds::{ListNetworks, MeasureNetwork, ReadNetwork, ViewNetworkReport};
use authority::Role;
use std::path::{Path, PathBuf};

const NAME: &str = "oefenforum";

/// Does all that there is to do with the dump of a practice folder, where it has one.
pub(super) fn show(house: &House, door: &Door, folder: &Path, told: &mut Told<'_>) -> Result<(), Failure> {
    let dump = folder.join("forum/forum.sql");
    if !dump.is_file() {
        return Ok(());
    }
    let analyst = door.acting_as(Role::NetworkAnalyst);
    let networks = analyst.perform(ListNetworks { case: CASE.to_owned() })?;
    if !networks.iter().any(|network| network.name == NAME) {
        read(&analyst, dump, told)?;
    }
    let network = Some(NAME.to_owned());
    told.command(&format!("network measure --case {CASE} --network {NAME} --role network-analyst"))?;
    let mut bar = Bar::new(told.json);
    let mut watch = |step| bar.stage(step);
    let deed = MeasureNetwork { case: CASE.to_owned(), network: network.clone(), watch: &mut watch };
    let picture = analyst.perform(deed);
    bar.clear();
    let picture = picture?;
    told.result("network measure", &picture, |screen| network::show_picture(&picture, 3, screen))?;
    let html = folder.join("network.html");
    let words = format!("network report --case {CASE} --network {NAME} --html {}", html.display());
    told.command(&format!("{words} --role network-analyst"))?;
    let report = analyst.perform(ViewNetworkReport { case: CASE.to_owned(), network })?;
    write(&html, Place::Any, web::network::html(&report, house.lang).as_bytes())?;
    told.result("network report", &report, |_| Ok(()))
}

fn read(analyst: &Door, source: PathBuf, told: &mut Told<'_>) -> Result<(), Failure> {
    let words = format!("network read {} --case {CASE} --as {NAME}", source.display());
    told.command(&format!("{words} --role network-analyst"))?;
    let mut bar = Bar::new(told.json);
    let mut watch = |records| bar.count("records", records);
    let read = analyst.perform(ReadNetwork {
        case: CASE.to_owned(),
        source,
        network: NAME.to_owned(),
        format: None,
        landlock_optional: false,
        watch: &mut watch,
    });
    bar.clear();
    let read = read?;
    told.result("network read", network::read_value(&read), |screen| network::show_read(&read, screen))
}
