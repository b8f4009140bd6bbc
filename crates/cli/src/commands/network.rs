//! `network read|list|weigh|measure|key-players|dismantle|touch|link|review|report`.

use crate::args::{House, NetworkArgs, NetworkCommand, PairArgs};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::progress::Bar;
use crate::screen::Screen;
use app::deeds::{
    DismantleAsked, DismantleNetwork, LinkNetworks, LinkedNetworks, ListNetworks, ListedNetwork,
    MeasureNetwork, ReadNetwork, ReviewLink, SetNetworkRules, ViewKeyPlayers, ViewNetworkReport, ViewTouched,
};
use app::network::{
    Network, NetworkPicture, NetworkRules, StandingRules, ToldDismantling, ToldPlayer, ToldTouched,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(house: &House, command: NetworkCommand, screen: &mut Screen) -> Result<(), Failure> {
    match command {
        NetworkCommand::Read { source, case, name, landlock_optional } => {
            read(house, source, case, name, landlock_optional, screen)
        }
        NetworkCommand::List { case } => list(house, case, screen),
        NetworkCommand::Weigh { network, rules, because } => weigh(house, network, &rules, because, screen),
        NetworkCommand::Measure { network } => measure(house, network, screen),
        NetworkCommand::KeyPlayers { network, most } => {
            let NetworkArgs { case, network } = network;
            let picture = open(house, "network key-players")?.perform(ViewKeyPlayers { case, network })?;
            if house.json {
                return screen.json(&picture);
            }
            players(&picture, most, screen)
        }
        NetworkCommand::Dismantle { network, share, costs, seed, effort } => {
            let asked = DismantleAsked { share, costs: stated_costs(costs.as_deref())?, seed, effort };
            dismantle(house, network, asked, screen)
        }
        NetworkCommand::Touch { network, member } => touch(house, network, member, screen),
        NetworkCommand::Link { pair, bits } => link(house, pair, bits, screen),
        NetworkCommand::Review { pair, member, with_member, verdict, because } => {
            let (a, b) = sides(pair);
            let deed = ReviewLink { a, b, members: (member, with_member), verdict, reasons: because };
            let review = open(house, "network review")?.perform(deed)?;
            if house.json {
                return screen.json(&review);
            }
            Ok(writeln!(screen, "{}, by {}", review.verdict, review.by)?)
        }
        NetworkCommand::Leads(args) => super::lead::leads(house, args, screen),
        NetworkCommand::Report { network, html } => report(house, network, html.as_deref(), screen),
    }
}

fn open(house: &House, words: &str) -> Result<Door, Failure> {
    Door::open(house, words, First::Expects)
}

fn read(
    house: &House,
    source: PathBuf,
    case: String,
    network: String,
    landlock_optional: bool,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = open(house, "network read")?;
    let mut bar = Bar::new(house.json);
    let mut watch = |records| bar.count("records", records);
    let deed = ReadNetwork { case, source, network, format: None, landlock_optional, watch: &mut watch };
    let read = door.perform(deed);
    bar.clear();
    let read = read?;
    if house.json {
        return screen.json(&read_value(&read));
    }
    show_read(&read, screen)
}

/// What was read, as a value.
pub(super) fn read_value(read: &Network) -> serde_json::Value {
    serde_json::json!({ "network": read.id, "name": read.name, "seal": read.seal })
}

/// What was read, for a person.
pub(super) fn show_read(read: &Network, screen: &mut Screen) -> Result<(), Failure> {
    let report = &read.seal.report;
    let software = format!("{:?}", report.format.software);
    let version = report.schema_version.as_deref().unwrap_or("version not stated");
    writeln!(screen, "network {} ({}): {software}, {version}", read.name, read.id)?;
    for table in read.seal.tables.iter().filter(|table| table.sealed.rows > 0) {
        writeln!(screen, "  {:<12}{:>12}  root {}", table.table, table.sealed.rows, table.sealed.root)?;
    }
    for (table, columns) in &report.unknown_columns {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        writeln!(screen, "  kept, not understood: {table}: {}", columns.join(", "))?;
    }
    for (kind, count) in &report.defects {
        writeln!(screen, "  defects: {count} {kind:?}")?;
    }
    Ok(())
}

fn list(house: &House, case: String, screen: &mut Screen) -> Result<(), Failure> {
    let networks: Vec<ListedNetwork> = open(house, "network list")?.perform(ListNetworks { case })?;
    if house.json {
        return screen.json(&networks);
    }
    for network in &networks {
        let members = network.seal.report.counts.members;
        writeln!(
            screen,
            "{}  {} members, read {} by {}",
            network.name, members, network.read_at, network.read_by
        )?;
        if let (Some(by), Some(reason)) = (&network.rules.by, &network.rules.reason) {
            writeln!(screen, "    measured under rules set by {by}: {reason}")?;
        }
    }
    Ok(())
}

fn weigh(
    house: &House,
    NetworkArgs { case, network }: NetworkArgs,
    rules: &Path,
    reason: String,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let text =
        fs::read_to_string(rules).map_err(|error| Failure::file(rules.display().to_string(), &error))?;
    let rules: NetworkRules = serde_json::from_str(&text).map_err(|error| {
        let hint = "`hoeder network list --json` shows the rules that stand, in the same form";
        Failure::invalid(format!("{}: {error}", rules.display()), hint)
    })?;
    let deed = SetNetworkRules { case, network, rules, reason };
    let set: StandingRules = open(house, "network weigh")?.perform(deed)?;
    if house.json {
        return screen.json(&set);
    }
    Ok(writeln!(screen, "set; measure the network again to see what follows")?)
}

fn measure(
    house: &House,
    NetworkArgs { case, network }: NetworkArgs,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = open(house, "network measure")?;
    let mut bar = Bar::new(house.json);
    let mut watch = |step| bar.stage(step);
    let picture = door.perform(MeasureNetwork { case, network, watch: &mut watch });
    bar.clear();
    let picture = picture?;
    if house.json {
        return screen.json(&picture);
    }
    show_picture(&picture, 10, screen)
}

/// A measured network in numbers, with the first of both orders.
pub(super) fn show_picture(
    picture: &NetworkPicture,
    most: usize,
    screen: &mut Screen,
) -> Result<(), Failure> {
    writeln!(
        screen,
        "{} members, {} pairs with a tie, {} in the largest part, {} groups",
        picture.members, picture.pairs, picture.largest, picture.groups_total
    )?;
    players(picture, most, screen)
}

fn players(picture: &NetworkPicture, most: usize, screen: &mut Screen) -> Result<(), Failure> {
    writeln!(screen, "key players (where to look first; nothing here decides about anyone)")?;
    picture.key_players.iter().take(most).try_for_each(|one| player(one, picture.shaken_share, screen))?;
    for set in &picture.key_sets {
        let names: Vec<String> = set.members.iter().map(|member| printable(&member.name)).collect();
        let part = set.score * 100.0;
        match set.steps {
            Some(steps) => writeln!(
                screen,
                "together they reach {part:.0} % within {steps} steps: {}",
                names.join(", ")
            )?,
            None => writeln!(
                screen,
                "without them {part:.0} % of the pairs left have no path: {}",
                names.join(", ")
            )?,
        }
    }
    writeln!(screen, "hidden brokers (no title, at most {} posts)", picture.few_posts)?;
    picture.hidden_brokers.iter().take(most).try_for_each(|one| player(one, picture.shaken_share, screen))
}

fn player(one: &ToldPlayer, share: f64, screen: &mut Screen) -> Result<(), Failure> {
    let name = printable(&one.member.name);
    let place = if one.place > 0 { format!("{:>4}. ", one.place) } else { String::new() };
    writeln!(screen, "{place}{name}  (id {}, group {}, {} posts)", one.member.id, one.group, one.posts)?;
    for reason in &one.reasons {
        writeln!(screen, "        {:<7}{}", reason.strength, printable(&reason.text))?;
    }
    if let Some(shift) = one.shift {
        let percent = share * 100.0;
        writeln!(
            screen,
            "        with {percent:.0} % of the ties left out, {} times: place {} to {}, middle {}",
            shift.times, shift.best, shift.worst, shift.middle
        )?;
    }
    Ok(())
}

/// Text of a stranger on a terminal: what would move the cursor or turn the writing is shown as its code.
pub(super) fn printable(text: &str) -> String {
    let is_plain = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_plain(c) { c.to_string() } else { c.escape_unicode().to_string() }).collect()
}

/// Costs from a file of lines `id,cost`.
fn stated_costs(file: Option<&Path>) -> Result<BTreeMap<String, u32>, Failure> {
    let Some(file) = file else { return Ok(BTreeMap::new()) };
    let text = fs::read_to_string(file).map_err(|error| Failure::file(file.display().to_string(), &error))?;
    let mut costs = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let cost = line.rsplit_once(',').and_then(|(id, cost)| Some((id.trim(), cost.trim().parse().ok()?)));
        let Some((id, cost)) = cost.filter(|(_, cost)| *cost > 0) else {
            let text = format!("{}, line {}: {line:?} is no cost", file.display(), at + 1);
            return Err(Failure::invalid(text, "Write `id,cost` on each line, with a whole cost above 0"));
        };
        costs.insert(id.to_owned(), cost);
    }
    Ok(costs)
}

fn dismantle(
    house: &House,
    NetworkArgs { case, network }: NetworkArgs,
    asked: DismantleAsked,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = open(house, "network dismantle")?;
    let mut bar = Bar::new(house.json);
    let mut watch = |step| bar.stage(step);
    let told = door.perform(DismantleNetwork { case, network, asked, watch: &mut watch });
    bar.clear();
    let told: ToldDismantling = told?;
    if house.json {
        return screen.json(&told);
    }
    writeln!(
        screen,
        "without these {} of {} members no part has more than {} (cost {})",
        told.order.len(),
        told.members,
        told.largest_max,
        told.cost
    )?;
    match told.lower_bound {
        Some(bound) => writeln!(screen, "no set can cost less than {bound}")?,
        None => writeln!(screen, "how little a set could cost can't be shown for a network of this size")?,
    }
    for (at, (member, after)) in told.order.iter().zip(told.after.iter().skip(1)).enumerate().take(50) {
        let name = printable(&member.name);
        writeln!(screen, "{:>4}. {name} (id {})  largest part then {}", at + 1, member.id, after.0)?;
    }
    if told.order.len() > 50 {
        writeln!(screen, "      and {} more: --json gives all", told.order.len() - 50)?;
    }
    Ok(())
}

fn touch(
    house: &House,
    NetworkArgs { case, network }: NetworkArgs,
    member: String,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let told: ToldTouched = open(house, "network touch")?.perform(ViewTouched { case, network, member })?;
    if house.json {
        return screen.json(&told);
    }
    player(&told.standing, 0.0, screen)?;
    writeln!(
        screen,
        "tied to {} members; {} files offered, {} members fetched from this one",
        told.others_total, told.files, told.supplied
    )?;
    for (other, strength) in told.others.iter().take(15) {
        writeln!(screen, "    {:>8.1}  {} (id {})", strength, printable(&other.name), other.id)?;
    }
    writeln!(screen, "{} members would lose all contact with the rest", told.cut_off)?;
    for (a, b) in &told.parted {
        writeln!(screen, "groups {a} and {b} would have no steady confidential contact left")?;
    }
    for section in &told.unled {
        writeln!(screen, "section {} would have no moderator of its own left", printable(section))?;
    }
    if told.headless {
        writeln!(screen, "the whole would have no administrator left")?;
    }
    Ok(())
}

type Side = (String, Option<String>);

fn sides(pair: PairArgs) -> (Side, Side) {
    let other = pair.with_case.unwrap_or_else(|| pair.network.case.clone());
    ((pair.network.case, pair.network.network), (other, Some(pair.with)))
}

fn link(house: &House, pair: PairArgs, bits_min: f64, screen: &mut Screen) -> Result<(), Failure> {
    let door = open(house, "network link")?;
    let (a, b) = sides(pair);
    let mut bar = Bar::new(house.json);
    let mut watch = |step| bar.stage(step);
    let linked = door.perform(LinkNetworks { a, b, bits_min, watch: &mut watch });
    bar.clear();
    let linked: LinkedNetworks = linked?;
    if house.json {
        return screen.json(&linked);
    }
    writeln!(
        screen,
        "{} pairs of {} and {} compared; odds {}; candidates wait for an analyst",
        linked.compared, linked.a, linked.b, linked.model
    )?;
    for found in linked.candidates.iter().take(50) {
        let (a, b) = (printable(&found.a.name), printable(&found.b.name));
        writeln!(
            screen,
            "{:>6.1} bits ({:.4})  {a} (id {})  -  {b} (id {})",
            found.bits, found.probability, found.a.id, found.b.id
        )?;
        for (field, text, bits) in &found.why {
            writeln!(screen, "        {bits:>+6.1}  {field}: {}", printable(text))?;
        }
        if let Some((verdict, by, _)) = &found.verdict {
            writeln!(screen, "        {verdict}, says {by}")?;
        }
    }
    if linked.candidates.len() > 50 {
        writeln!(screen, "and {} more: --json gives all", linked.candidates.len() - 50)?;
    }
    Ok(())
}

fn report(
    house: &House,
    NetworkArgs { case, network }: NetworkArgs,
    html: Option<&Path>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let report = open(house, "network report")?.perform(ViewNetworkReport { case, network })?;
    if let Some(path) = html {
        let page = web::network::html(&report, house.lang);
        fs::write(path, page).map_err(|error| Failure::file(path.display().to_string(), &error))?;
    }
    if house.json {
        return screen.json(&report);
    }
    let picture = &report.picture;
    writeln!(
        screen,
        "{}: {} members, {} posts, {} messages",
        report.name, picture.members, picture.posts, picture.messages
    )?;
    players(picture, 10, screen)
}
