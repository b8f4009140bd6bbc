//! `fact establish`, `fact dispute`, `fact uphold`, `fact withdraw` and `finding view`.

use crate::args::{FactCommand, House, PersonArgs, TurnArgs};
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::Screen;
use app::deeds::{EstablishFact, Findings, StatedSource, TurnFact, ViewFindings};
use app::rulebook::{Edition, Effect, FactName, Finding, Standing, Truth, Value, rules};
use casework::decision::waits_for_order;
use casework::fact::{Nature, Turn};
use jiff::civil::Date;
use web::Lang;

pub(super) fn run(house: &House, command: FactCommand, screen: &mut Screen) -> Result<(), Failure> {
    match command {
        FactCommand::Establish { person, fact, value, source, because, opinion } => {
            let value = Value::parse(fact.kind(), &value)
                .map_err(|error| Failure::usage(error, "Give --value in the form that is named"))?;
            let source = match &source.profile {
                Some(carrier) => StatedSource::Profile(Some(carrier.clone())),
                None => StatedSource::Stated(source.stated().ok_or_else(|| {
                    Failure::usage("the source lacks its day or reference", "Give --of and --reference")
                })?),
            };
            let door = Door::open(house, "fact establish", First::Expects)?;
            let nature = if opinion { Nature::Opinion } else { Nature::Fact };
            let (case, person) = (person.case, person.person);
            let fact = door.perform(EstablishFact { case, person, fact, value, nature, source, because })?;
            if house.json {
                return screen.json(&fact);
            }
            writeln!(screen, "{} = {}, by {} (id {})", fact.name, fact.value, fact.by, fact.id)
        }
        FactCommand::Dispute(turn) => turned(house, turn, Turn::Dispute, screen),
        FactCommand::Uphold(turn) => turned(house, turn, Turn::Uphold, screen),
        FactCommand::Withdraw(turn) => turned(house, turn, Turn::Withdraw, screen),
    }
}

fn turned(house: &House, args: TurnArgs, turn: Turn, screen: &mut Screen) -> Result<(), Failure> {
    let (words, done) = match turn {
        Turn::Dispute => ("fact dispute", "disputed: it is unknown to the rules until that is settled"),
        Turn::Uphold => ("fact uphold", "upheld: it stands"),
        Turn::Withdraw => ("fact withdraw", "withdrawn: it stays to be read"),
    };
    let door = Door::open(house, words, First::Expects)?;
    let (case, person) = (args.person.case, args.person.person);
    let turned = door.perform(TurnFact { case, person, fact: args.fact, turn, because: args.because })?;
    if house.json {
        return screen.json(&turned);
    }
    writeln!(screen, "fact {} is {done}", turned.fact)
}

pub(super) fn findings(
    house: &House,
    person: PersonArgs,
    day: Option<Date>,
    edition: Option<Edition>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let door = Door::open(house, "finding view", First::Expects)?;
    let findings = door.perform(ViewFindings { case: person.case, person: person.person, day, edition })?;
    if house.json { screen.json(&findings) } else { show(&findings, house.lang, screen) }
}

pub(super) fn question(lang: Lang, name: FactName) -> &'static str {
    match lang {
        Lang::Nl => name.question_nl(),
        Lang::En => name.question_en(),
    }
}

fn show(findings: &Findings, lang: Lang, screen: &mut Screen) -> Result<(), Failure> {
    let assessment = &findings.assessment;
    writeln!(screen, "rules, edition {}, as on {}", assessment.edition, findings.day)?;
    if findings.child_in_danger {
        writeln!(screen, "THE FACTS POINT TO A CHILD IN DANGER NOW: that comes first.")?;
    }
    for row in &assessment.routes {
        let standing = match &row.standing {
            Standing::Open => "open".to_owned(),
            Standing::Barred { by } => format!("barred by {}", listed(by)),
            Standing::Stopped { by } => format!("stopped by {}", listed(by)),
            Standing::Unsettled { facts } => format!("not known until: {}", listed(facts)),
        };
        writeln!(screen, "  {:<20}{standing}", row.route.word())?;
    }
    let (of_order, of_case): (Vec<&Finding>, Vec<&Finding>) =
        assessment.findings.iter().partition(|finding| waits_for_order(finding));
    for finding in of_case.into_iter().filter(|finding| finding.effect != Effect::Nothing) {
        show_finding(finding, assessment.edition, lang, screen)?;
    }
    if !of_order.is_empty() {
        let rules: Vec<_> = of_order.iter().map(|finding| finding.rule).collect();
        writeln!(screen, "{} are about an order, and are asked when it is issued", listed(&rules))?;
    }
    for (name, doubt) in &findings.doubts {
        writeln!(screen, "{name} was answered and is unknown to the rules ({doubt:?})")?;
    }
    if !findings.asks_reason.is_empty() {
        writeln!(screen, "A penal order needs a reason for each of: {}", listed(&findings.asks_reason))?;
    }
    writeln!(screen, "The rules choose nothing: a prosecutor decides.")
}

fn show_finding(finding: &Finding, edition: Edition, lang: Lang, screen: &mut Screen) -> Result<(), Failure> {
    let text = rules(edition).find(|rule| rule.id == finding.rule).map_or("", |rule| match lang {
        Lang::Nl => rule.nl,
        Lang::En => rule.en,
    });
    let truth = match finding.truth {
        Truth::Holds => "holds",
        Truth::Fails => "fails",
        Truth::Unknown => "unknown",
    };
    writeln!(screen, "{} {truth} ({:?}): {text}", finding.rule, finding.effect)?;
    for citation in &finding.citations {
        let needed = if citation.confidence.needs_source() { ", source text needed" } else { "" };
        writeln!(screen, "    {citation} [{}{needed}]", citation.confidence)?;
    }
    for name in &finding.would_settle {
        writeln!(screen, "    ? {name}: {} ({})", question(lang, *name), name.settled_by())?;
    }
    Ok(())
}

/// Words with commas between them.
pub(super) fn listed<T: ToString>(words: &[T]) -> String {
    words.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
