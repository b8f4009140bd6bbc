//! Reads case files: facts and expected findings in Dutch words, as `docs/cases-form.md` describes them. A mistake names
//! its file and line. It knows no rule; it only knows the form.

use rules::{Edition, FactName, Facts, Route, RuleId, Value};
use std::fmt;

/// One case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) edition: Edition,
    pub(crate) facts: Facts,
    pub(crate) expected: Vec<(usize, Expected)>,
}

/// One line of what is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Rule { rule: RuleId, result: Expectation },
    Changes { rule: RuleId, facts: Vec<FactName> },
    Route { place: Place, standing: Expectation },
    Flag { words: String, is_there: bool },
}

/// A route, or the issue of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Route(Route),
    Issue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    Met,
    NotMet,
    DoesNotApply,
    Absent,
    Unknown(Vec<FactName>),
    SourceNeeded(Vec<FactName>),
    Open,
    Barred(Vec<RuleId>),
    Stopped(Vec<RuleId>),
    Unsettled(Option<Vec<FactName>>),
}

/// A mistake in a case file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Head,
    Facts,
    Expected,
}

/// Reads all cases of one file.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Case>, Mistake> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = Section::Head;
    for (number, whole) in (1..).zip(text.lines()) {
        let mistake = |what: String| Mistake { file: file.to_owned(), line: number, what };
        let line = whole.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix("Zaak:") {
            let title = title.trim().to_owned();
            if cases.iter().any(|case| case.title == title) {
                return Err(mistake(format!("de zaak {title:?} staat er al")));
            }
            cases.push(Case { title, edition: Edition::LATEST, facts: Facts::new(), expected: Vec::new() });
            section = Section::Head;
            continue;
        }
        let Some((case, earlier)) = cases.split_last_mut() else {
            return Err(mistake("een bestand begint met \"Zaak:\"".to_owned()));
        };
        match (section, line) {
            (_, "Feiten:") => section = Section::Facts,
            (_, "Verwacht:") => section = Section::Expected,
            (Section::Head, line) => head(case, earlier, line).map_err(mistake)?,
            (Section::Facts, line) => fact(&mut case.facts, line).map_err(mistake)?,
            (Section::Expected, line) => case.expected.push((number, expected(line).map_err(mistake)?)),
        }
    }
    match cases.iter().find(|case| case.expected.is_empty()) {
        Some(case) => Err(Mistake {
            file: file.to_owned(),
            line: text.lines().count(),
            what: format!("de zaak {:?} verwacht niets", case.title),
        }),
        None => Ok(cases),
    }
}

fn head(case: &mut Case, earlier: &[Case], line: &str) -> Result<(), String> {
    let (word, value) = line.split_once(':').ok_or("verwacht \"Uitgave:\", \"Zoals:\" of \"Feiten:\"")?;
    let value = value.trim();
    match word {
        "Uitgave" => {
            let number: u16 =
                value.parse().map_err(|_| format!("{value:?} is geen nummer van een uitgave"))?;
            case.edition = Edition::try_from(number).map_err(|error| error.to_string())?;
        }
        "Zoals" => {
            let like = earlier.iter().find(|case| case.title == value);
            case.facts = like.ok_or_else(|| format!("hierboven staat geen zaak {value:?}"))?.facts;
        }
        _ => return Err(format!("{word:?} ken ik niet; verwacht \"Uitgave:\", \"Zoals:\" of \"Feiten:\"")),
    }
    Ok(())
}

fn fact(facts: &mut Facts, line: &str) -> Result<(), String> {
    let (name, value) = line.split_once('=').ok_or("een feit is \"naam = waarde\"")?;
    let name = fact_name(name)?;
    let value = value.trim();
    if value == "onbekend" {
        facts.remove(name);
        return Ok(());
    }
    let value = Value::parse(name.kind(), value).map_err(|error| error.to_string())?;
    facts.insert(name, value).map(|_| ()).map_err(|error| error.to_string())
}

/// Case files use the Dutch words alone.
fn fact_name(word: &str) -> Result<FactName, String> {
    let word = word.trim();
    let known = FactName::ALL.iter().copied().find(|name| name.dutch() == word);
    known.ok_or_else(|| format!("{word:?} is geen feit uit de lijst"))
}

fn fact_names(words: &str) -> Result<Vec<FactName>, String> {
    words.split(',').map(fact_name).collect()
}

fn rule_ids(words: &str) -> Result<Vec<RuleId>, String> {
    words
        .split(',')
        .map(|word| word.trim().parse().map_err(|error: rules::RuleIdError| error.to_string()))
        .collect()
}

fn expected(line: &str) -> Result<Expected, String> {
    if let Some(words) = line.strip_prefix("sein ") {
        return Ok(Expected::Flag { words: words.trim().to_owned(), is_there: true });
    }
    if let Some(words) = line.strip_prefix("geen sein ") {
        return Ok(Expected::Flag { words: words.trim().to_owned(), is_there: false });
    }
    let (before, list) = match line.split_once(':') {
        Some((before, list)) => (before.trim(), Some(list)),
        None => (line, None),
    };
    if let Some(rule) = before.strip_suffix(" wijzigt door") {
        let facts = fact_names(list.ok_or("na \"wijzigt door\" volgen feiten")?)?;
        return Ok(Expected::Changes { rule: rule_ids(rule)?[0], facts });
    }
    let places = Route::ALL.map(|route| (route.dutch(), Place::Route(route)));
    if let Some((word, place)) =
        places.into_iter().chain([("uitvaardigen", Place::Issue)]).find(|(word, _)| before.starts_with(word))
    {
        let standing = match (before[word.len()..].trim(), list) {
            ("open", None) => Expectation::Open,
            ("gesloten", Some(list)) => Expectation::Barred(rule_ids(list)?),
            ("stilgelegd", Some(list)) => Expectation::Stopped(rule_ids(list)?),
            ("onbeslist", Some(list)) => Expectation::Unsettled(Some(fact_names(list)?)),
            ("onbeslist", None) => Expectation::Unsettled(None),
            _ => {
                return Err(format!(
                    "{line:?}: een weg is open, gesloten: R.., stilgelegd: R.. of onbeslist"
                ));
            }
        };
        return Ok(Expected::Route { place, standing });
    }
    let (rule, words) = before.split_once(' ').ok_or_else(|| format!("{line:?} begrijp ik niet"))?;
    let rule = rule.parse().map_err(|error: rules::RuleIdError| error.to_string())?;
    let result = match (words.trim(), list) {
        ("voldaan", None) => Expectation::Met,
        ("niet voldaan", None) => Expectation::NotMet,
        ("niet van toepassing", None) => Expectation::DoesNotApply,
        ("staat er niet in", None) => Expectation::Absent,
        ("onbekend", Some(list)) => Expectation::Unknown(fact_names(list)?),
        ("brontekst nodig", Some(list)) => Expectation::SourceNeeded(fact_names(list)?),
        _ => {
            return Err(format!(
                "{line:?}: een regel is voldaan, niet voldaan, niet van toepassing, onbekend: .. of brontekst nodig: .."
            ));
        }
    };
    Ok(Expected::Rule { rule, result })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        read("a.case", text).map(|_| String::new()).unwrap_or_else(|mistake| mistake.to_string())
    }

    #[test]
    fn a_mistake_names_its_file_and_line() {
        let rows = [
            ("Feiten:\n", "a.case:1: een bestand begint met \"Zaak:\""),
            (
                "Zaak: a\nUitgave: 99\n",
                "a.case:2: there is no edition 99 of the rule book; this program knows 1 to 2",
            ),
            ("Zaak: a\nZoals: b\n", "a.case:2: hierboven staat geen zaak \"b\""),
            (
                "Zaak: a\nWat: b\n",
                "a.case:2: \"Wat\" ken ik niet; verwacht \"Uitgave:\", \"Zoals:\" of \"Feiten:\"",
            ),
            ("Zaak: a\nFeiten:\n# let op\n  kleur = rood\n", "a.case:4: \"kleur\" is geen feit uit de lijst"),
            (
                "Zaak: a\nFeiten:\nbeslisdag = morgen\n",
                "a.case:3: \"morgen\" is not a day such as 2024-06-30",
            ),
            (
                "Zaak: a\nFeiten:\npleegperiode = 2024-01-02 t/m 2024-01-01\n",
                "a.case:3: a period can't run from 2024-01-02 back to 2024-01-01",
            ),
            ("Zaak: a\nVerwacht:\nR99 voldaan\n", "a.case:3: \"R99\" names no rule; rules are R1 to R25"),
            (
                "Zaak: a\nVerwacht:\nR1 misschien\n",
                "a.case:3: \"R1 misschien\": een regel is voldaan, niet voldaan, niet van toepassing, onbekend: .. of brontekst nodig: ..",
            ),
            (
                "Zaak: a\nVerwacht:\nstrafbeschikking dicht\n",
                "a.case:3: \"strafbeschikking dicht\": een weg is open, gesloten: R.., stilgelegd: R.. of onbeslist",
            ),
            ("Zaak: a\nFeiten:\n", "a.case:2: de zaak \"a\" verwacht niets"),
            ("Zaak: a\nVerwacht:\nR1 voldaan\nZaak: a\n", "a.case:4: de zaak \"a\" staat er al"),
        ];
        for (text, wanted) in rows {
            assert_eq!(mistake(text), wanted);
        }
    }
}
