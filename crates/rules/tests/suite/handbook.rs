//! Writes `docs/rules.md` from the book itself and holds the committed file to it, so that what jurists read is what
//! runs. The part below the marker is written by hand and left alone.

use jiff::civil::date;
use rules::{
    Clock, Confidence, Edition, FactName, Facts, Limit, Origin, Provision, Rule, RuleKind, Strength, assess,
    duties, limits, rules,
};
use std::fmt::Write as _;

const MARKER: &str = "<!-- Written by hand from here on. -->\n";
const COMMITTED: &str = include_str!("../../../../docs/rules.md");

const OPENING: &str = "\
# The rule book

What Hoeder's rules say, where each comes from, and how sure that reading is. The tables are written from the book
itself; a test holds this file to it. How cases are written: [cases-form.md](cases-form.md). Why it is built so:
[design/0009](design/0009-the-rule-book.md).

A rule asks for something. It is **met** (voldaan), **not met** (niet voldaan), does **not apply** (niet van toepassing)
or is **unknown** (onbekend); an unknown names the facts that would settle it, and who can. The book says what is
permitted, barred or to be weighed. It never says what to choose, adds nothing up, and has no number of files that
decides.

What follows when a rule is not met:

| kind | what follows |
|---|---|
| bar | the route is closed; that can't be overridden |
| stop | the route is on hold until what the rule points to has been looked into; that comes first |
| demand, law | the order can't be issued as it is |
| demand, policy | to go on asks for a reason |
| criterion | it weighs for the order when met, against it when not; to go against it asks for a reason |
| sign-off | a jurist must sign |

Three clocks: substantive law goes by the days of the offence (with the most favourable provision since, art. 1(2) Sr),
policy by the day of the decision, procedure by the day of the act. An offence that runs over a change of law is split
and flagged.

How sure: **S** read at source; **S-open** only the opening of the official page; **S-old** at source, in a version that
has been replaced; **2** a secondary source; **M** from memory; **I** inferred. Only S decides. Where a rule needs a text
that was not read, it asks a jurist to read it: that reading is then a fact, with the name of who gave it.
";

fn row(out: &mut String, cells: &[String]) {
    writeln!(out, "| {} |", cells.join(" | ")).unwrap();
}

fn kind(rule: &Rule) -> &'static str {
    match (rule.kind, rule.strength) {
        (RuleKind::Bar, _) => "bar",
        (RuleKind::Stop, _) => "stop",
        (RuleKind::Demand, Strength::Law) => "demand, law",
        (RuleKind::Demand, Strength::Policy) => "demand, policy",
        (RuleKind::Criterion, _) => "criterion",
        (RuleKind::SignOff, _) => "sign-off",
    }
}

fn clock(rule: &Rule) -> &'static str {
    match rule.clock {
        Clock::Offence => "offence",
        Clock::Decision => "decision",
        Clock::Act => "act",
    }
}

fn findings(out: &mut String) {
    let versions: Vec<&Rule> = {
        let mut all: Vec<&Rule> = Edition::all().flat_map(rules).collect();
        all.sort_by_key(|rule| (rule.id, rule.version));
        all.dedup_by_key(|rule| (rule.id, rule.version));
        all
    };
    writeln!(out, "\n## Findings: {} rules\n", rules(Edition::LATEST).count()).unwrap();
    out.push_str("| rule | editions | kind | clock | asks (Dutch) | asks (English) | rests on | facts |\n");
    out.push_str("|---|---|---|---|---|---|---|---|\n");
    for rule in versions {
        let until = rule.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
        let rests: Vec<_> = rule
            .provisions
            .iter()
            .map(|id| id.get())
            .map(|p| format!("{} [{}]", p.id, p.confidence))
            .collect();
        let asked = assess(&Facts::new(), rule.since);
        let asked = &asked.finding(rule.id).unwrap().would_settle;
        row(
            out,
            &[
                format!("**{}** v{}", rule.id, rule.version),
                format!("{} {until}", rule.since),
                kind(rule).to_owned(),
                clock(rule).to_owned(),
                rule.nl.to_owned(),
                rule.en.to_owned(),
                rests.join(", "),
                asked.iter().map(|name| name.word()).collect::<Vec<_>>().join(", "),
            ],
        );
    }
}

fn bounds(out: &mut String) {
    out.push_str("\n## Bounds and terms, as on 2026-11-24\n\n| what | rule | bound | where it stands |\n|---|---|---|---|\n");
    let limits = limits(date(2026, 11, 24));
    let rows: [(&str, &str, Option<&Limit>); 13] = [
        ("statutory maximum of the offence", "R1", Some(&limits.offence_years)),
        ("length of a direction on behaviour", "R7", Some(&limits.direction)),
        ("community service", "R8", Some(&limits.community_service)),
        ("community service of a minor", "R8", Some(&limits.community_service_youth)),
        ("community service finished, once final", "R8", limits.community_service_term.as_ref()),
        (
            "fine and compensation, above which a hearing with counsel is needed",
            "R6",
            Some(&limits.hearing_above),
        ),
        ("outpatient sessions", "R18", limits.sessions.as_ref()),
        ("driving ban", "R25", Some(&limits.driving_ban)),
        ("opposition", "R12", Some(&limits.opposition)),
        ("no execution before", "R11", Some(&limits.no_execution)),
        ("service of a summons before the hearing, at least", "", Some(&limits.summons_service)),
        ("complaint of who is directly concerned", "", Some(&limits.complaint)),
        ("silence on a request for a copy", "", Some(&limits.copy_silence)),
    ];
    for (what, rule, limit) in rows {
        let Some(limit) = limit else { continue };
        let unit = format!("{:?}", limit.unit).to_lowercase();
        let place = format!("{} [{}]", limit.citation, limit.citation.confidence);
        row(out, &[what.to_owned(), rule.to_owned(), format!("{} {unit}", limit.bound), place]);
    }
    out.push_str(
        "\nWhat happens when a term ends on a Saturday, a Sunday or a holiday is not in this book.\n",
    );
    out.push_str("\n## Duties, as on 2026-11-24\n\nThey bind whoever carries an order out: casework's procedure, the ledger, the victim's file.\n\n");
    out.push_str("| rule | what | where it stands |\n|---|---|---|\n");
    for duty in duties(date(2026, 11, 24)) {
        let place = format!("{} [{}]", duty.citation, duty.citation.confidence);
        row(out, &[duty.rule.to_string(), duty.en.to_owned(), place]);
    }
}

fn open(out: &mut String) {
    out.push_str("\n## Source text needed\n\nNothing is decided by these. Each is shown with the findings it bears on, until the text has been read.\n\n");
    out.push_str("| provision | what is known | how | read where |\n|---|---|---|---|\n");
    for provision in Provision::all().iter().filter(|provision| provision.confidence.needs_source()) {
        row(
            out,
            &[
                format!("{}, {} ({})", provision.law, provision.article, provision.id),
                provision.en.to_owned(),
                provision.confidence.to_string(),
                provision.read_at.to_owned(),
            ],
        );
    }
    out.push_str("\nA jurist can answer these from the text, as facts of a case:\n\n");
    for name in FactName::ALL.iter().filter(|name| name.origin() == Origin::LawText) {
        writeln!(out, "- `{name}`: {}", name.question_en()).unwrap();
    }
}

fn sources(out: &mut String) {
    let sure = Provision::all().iter().filter(|provision| provision.confidence == Confidence::Source).count();
    writeln!(
        out,
        "\n## Provisions: {}, of which {sure} read at source\n\nOwn words, with the day as of which the text was read.\n",
        Provision::all().len()
    )
    .unwrap();
    out.push_str(
        "| name | where | in force | read as of | how | what it says |\n|---|---|---|---|---|---|\n",
    );
    let force = |provision: &Provision| match (provision.in_force_from, provision.in_force_to) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => "days not seen".to_owned(),
    };
    for provision in Provision::all() {
        row(
            out,
            &[
                format!("{} v{}", provision.id, provision.version),
                format!("[{}, {}]({})", provision.law, provision.article, provision.source),
                force(provision),
                provision.read_as_of.map_or_else(|| "not seen".to_owned(), |day| day.to_string()),
                provision.confidence.to_string(),
                provision.en.to_owned(),
            ],
        );
    }
}

fn catalogue(out: &mut String) {
    writeln!(out, "\n## Facts: {}\n\nAn absent fact is unknown, never a no.\n", FactName::COUNT).unwrap();
    out.push_str("| word | Dutch word | value | who | question |\n|---|---|---|---|---|\n");
    for name in FactName::ALL {
        row(
            out,
            &[
                format!("`{name}`"),
                format!("`{}`", name.dutch()),
                name.kind().to_string(),
                name.settled_by().to_owned(),
                name.question_en().to_owned(),
            ],
        );
    }
}

#[test]
fn the_handbook_says_what_the_book_holds() {
    let mut out = OPENING.to_owned();
    out.push_str("\n## Editions\n\n");
    for edition in Edition::all() {
        writeln!(out, "- Edition {edition}: {}", edition.news().1).unwrap();
    }
    findings(&mut out);
    bounds(&mut out);
    open(&mut out);
    sources(&mut out);
    catalogue(&mut out);
    out.push('\n');
    let (written, by_hand) = COMMITTED.split_once(MARKER).unwrap_or((COMMITTED, ""));
    if written != out {
        let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/rules.md");
        std::fs::write(path, format!("{out}{MARKER}{by_hand}")).unwrap();
        panic!(
            "docs/rules.md is not what the book says. The right one lies in {path}: copy it over and read the difference"
        );
    }
}
