//! A decision as the values of its document, in Dutch words.

use super::Decision;
use crate::authorisation::dutch_day;
use crate::calendar::day_in_words;
use crate::document::{
    self, DecisionRecord, FactEntry, FactState, FindingEntry, Letterhead, Line, Official, Remark, RouteEntry,
    RouteState, Seal, Suspect, UsedFact, WordingError, WouldSettle,
};
use crate::fact::{FactSource, FiledFact, Nature, Standing as Filed};
use authority::Role;
use rules::{
    Citation, Confidence, Edition, Effect, FactName, Finding, Flag, Origin, Rule, Standing, Strength, Truth,
    Value,
};
use std::collections::BTreeMap;

/// A value in Dutch words.
pub fn value_in_words(value: Value) -> String {
    match value {
        Value::Yes => "ja".to_owned(),
        Value::No => "nee".to_owned(),
        Value::Day(day) => day_in_words(day),
        Value::Period { from, to } if from == to => day_in_words(from),
        Value::Period { from, to } => format!("{} tot en met {}", day_in_words(from), day_in_words(to)),
        Value::Count(count) => count.to_string(),
        Value::Euro(euro) => format!("€ {euro}"),
    }
}

/// The function that a role has, in Dutch, as it stands under a document.
pub fn function(role: Role) -> &'static str {
    match role {
        Role::TacticalInvestigator => "tactisch rechercheur",
        Role::DigitalInvestigator => "digitaal rechercheur",
        Role::NetworkAnalyst => "netwerkanalist",
        Role::VictimSpecialist => "specialist slachtofferidentificatie",
        Role::Prosecutor => "officier van justitie",
        Role::ProbationOfficer => "reclasseringswerker",
        Role::VictimContact => "contactpersoon slachtoffers",
        Role::TeamLead => "teamleider",
        Role::Auditor => "auditor",
        Role::DefenceExpert => "contra-expert",
    }
}

/// A named person in a role, as an official.
///
/// # Errors
/// When the name can't be printed.
pub fn official(name: &str, role: Role) -> Result<Official, WordingError> {
    Ok(Official { name: Line::new(name)?, function: Line::new(function(role))? })
}

impl Decision {
    /// The document of this decision.
    ///
    /// # Errors
    /// When a text is too long to be printed.
    pub fn document(&self, letterhead: Letterhead, suspect: Suspect) -> Result<DecisionRecord, WordingError> {
        let assessment = &self.basis.assessment;
        let routes = assessment
            .routes
            .iter()
            .map(|row| Ok(RouteEntry { route: route(row.route), state: state(&row.standing)? }));
        let (of_order, of_case): (Vec<&Finding>, Vec<&Finding>) =
            assessment.findings.iter().partition(|finding| waits_for_order(finding));
        let findings = of_case.into_iter().map(|finding| self.finding(finding));
        let mut remarks: Vec<Remark> = assessment.flags.iter().map(remark).collect::<Result<_, _>>()?;
        if !of_order.is_empty() {
            let rules: Vec<&str> = of_order.iter().map(|finding| finding.rule.word()).collect();
            let text = format!(
                "{} gaan over de strafbeschikking zelf. Zij worden getoetst als die wordt uitgevaardigd.",
                rules.join(", ")
            );
            remarks.push(Remark { text: Line::new(&text)?, citation: None });
        }
        let mut seals = vec![Seal { of: Line::new("de hele grondslag")?, sha256: self.basis_sha256 }];
        for profile in &self.basis.profiles {
            let of = Line::new(&format!("collectieprofiel van uitlezing {}", profile.reading))?;
            seals.extend(profile.root.parse().ok().map(|sha256| Seal { of, sha256 }));
        }
        Ok(DecisionRecord {
            letterhead,
            number: Line::new(&self.id.to_string())?,
            suspect,
            route: route(self.route),
            decided_by: official(&self.by, Role::Prosecutor)?,
            decided_at: self.at,
            reasons: self.reasons.clone(),
            routes: routes.collect::<Result<_, _>>()?,
            issue: None,
            remarks,
            findings: findings.collect::<Result<_, _>>()?,
            unknowns: unknowns(&assessment.findings)
                .into_iter()
                .map(|(name, rules)| {
                    Ok(WouldSettle {
                        question: Line::new(name.question_nl())?,
                        who: Line::new(name.settled_by().parse().map_or("", function))?,
                        rules: rules.iter().map(|rule| Line::new(rule)).collect::<Result<_, _>>()?,
                    })
                })
                .collect::<Result<_, _>>()?,
            facts: self.basis.file.iter().map(entry).collect::<Result<_, _>>()?,
            edition: u32::from(assessment.edition.number()),
            seals,
        })
    }

    fn finding(&self, finding: &Finding) -> Result<FindingEntry, WordingError> {
        let rule = text_of(finding, self.basis.assessment.edition);
        let used = finding.used.iter().map(|(name, value)| {
            Ok(UsedFact { name: Line::new(name.question_nl())?, value: Line::new(&value_in_words(*value))? })
        });
        let answer = self.answers.iter().find(|answer| answer.rule == finding.rule);
        Ok(FindingEntry {
            rule: Line::new(finding.rule.word())?,
            version: finding.version,
            text: Line::new(rule.map_or(finding.rule.word(), |rule| rule.nl))?,
            strength: match finding.strength {
                Strength::Law => document::Strength::Law,
                Strength::Policy => document::Strength::Policy,
            },
            applies: truth(finding.applies),
            truth: truth(finding.truth),
            effect: effect(finding.effect),
            citations: finding.citations.iter().map(cited).collect::<Result<_, _>>()?,
            used: used.collect::<Result<_, _>>()?,
            would_change: finding
                .would_change
                .iter()
                .map(|name| Line::new(name.question_nl()))
                .collect::<Result<_, _>>()?,
            answer: answer.map(|answer| answer.reason.clone()),
            receipt: document::Receipt {
                rule_sha256: finding.receipt.rule_sha256,
                text_sha256: Some(finding.receipt.text_sha256),
                facts_sha256: finding.receipt.facts_sha256,
            },
        })
    }
}

fn text_of(finding: &Finding, edition: Edition) -> Option<&'static Rule> {
    rules::rules(edition).find(|rule| rule.id == finding.rule)
}

/// Whether all that it waits for belongs to an order that is not drawn up yet.
pub fn waits_for_order(finding: &Finding) -> bool {
    finding.truth == Truth::Unknown && finding.would_settle.iter().all(|name| name.origin() == Origin::Order)
}

/// Unknown facts with the rules that wait for them, in the order of the catalogue.
fn unknowns(findings: &[Finding]) -> BTreeMap<FactName, Vec<String>> {
    let mut unknowns: BTreeMap<FactName, Vec<String>> = BTreeMap::new();
    for finding in findings {
        // What belongs to the order is asked when there is one.
        for name in finding.would_settle.iter().filter(|name| name.origin() != Origin::Order) {
            unknowns.entry(*name).or_default().push(finding.rule.word().to_owned());
        }
    }
    unknowns
}

fn route(route: rules::Route) -> document::Route {
    match route {
        rules::Route::NoFurtherAction => document::Route::NoFurtherAction,
        rules::Route::WarningLetter => document::Route::WarningLetter,
        rules::Route::PenalOrder => document::Route::PenalOrder,
        rules::Route::Summons => document::Route::Summons,
        rules::Route::MoreInvestigation => document::Route::MoreInvestigation,
    }
}

fn state(standing: &Standing) -> Result<RouteState, WordingError> {
    let rules = |by: &[rules::RuleId]| by.iter().map(|rule| Line::new(rule.word())).collect::<Result<_, _>>();
    Ok(match standing {
        Standing::Open => RouteState::Open,
        Standing::Barred { by } => RouteState::Barred { by: rules(by)? },
        Standing::Stopped { by } => RouteState::Stopped { by: rules(by)? },
        Standing::Unsettled { facts } => {
            let by = facts.iter().map(|name| Line::new(name.question_nl())).collect::<Result<_, _>>()?;
            RouteState::Unsettled { by }
        }
    })
}

fn truth(truth: Truth) -> document::Truth {
    match truth {
        Truth::Holds => document::Truth::Holds,
        Truth::Fails => document::Truth::Fails,
        Truth::Unknown => document::Truth::Unknown,
    }
}

fn effect(effect: Effect) -> document::Effect {
    match effect {
        Effect::Nothing => document::Effect::Nothing,
        Effect::Bars => document::Effect::Bars,
        Effect::Stops => document::Effect::Stops,
        Effect::Demands => document::Effect::Demands,
        Effect::WeighsFor => document::Effect::WeighsFor,
        Effect::WeighsAgainst => document::Effect::WeighsAgainst,
        Effect::SignOff => document::Effect::SignOff,
        Effect::Undecided => document::Effect::Undecided,
        Effect::SourceNeeded => document::Effect::SourceNeeded,
    }
}

/// A citation as it stands in a document.
///
/// # Errors
/// When a text is too long to be printed.
pub fn cited(citation: &Citation) -> Result<document::Citation, WordingError> {
    Ok(document::Citation {
        article: Line::new(&citation.article)?,
        law: Line::new(&citation.law)?,
        in_force_from: citation.in_force_from,
        in_force_to: citation.in_force_to,
        source: Line::new(&citation.source).ok(),
        confidence: match citation.confidence {
            Confidence::Source => document::Confidence::Read,
            Confidence::OldSource => document::Confidence::ReadOlder,
            Confidence::SourceOpening => document::Confidence::ReadOpening,
            Confidence::Secondary => document::Confidence::Secondary,
            Confidence::Memory => document::Confidence::Memory,
            Confidence::Inference => document::Confidence::Inferred,
        },
    })
}

fn remark(flag: &Flag) -> Result<Remark, WordingError> {
    let (text, about) = match flag {
        Flag::Straddles { border } => (
            format!(
                "De pleegperiode loopt over de wetswijziging van {} heen. Elk deel is aan het recht van zijn eigen dagen getoetst.",
                day_in_words(*border)
            ),
            None,
        ),
        Flag::LaterLawUnread { citation } => (
            "Na het feit is de wet gewijzigd. Of de latere tekst gunstiger is, is niet bij de bron gelezen."
                .into(),
            Some(citation),
        ),
        Flag::BeforePractice { first } => {
            (format!("Voor {} bestond deze afdoening niet.", day_in_words(*first)), None)
        }
        Flag::NoGuidelineFound { day } => (
            format!("Voor {} is geen gepubliceerde versie van de richtlijn gevonden.", day_in_words(*day)),
            None,
        ),
        Flag::SourceNeeded { citation } => {
            ("Brontekst nodig: deze tekst is niet of niet geheel bij de bron gelezen.".into(), Some(citation))
        }
        Flag::Priority { by } => {
            (format!("De feiten wijzen op een kind dat nu gevaar loopt ({by}). Dat gaat voor."), None)
        }
        Flag::DaysContradict { early } => (format!("Een dag ligt te vroeg: {}", early.question_nl()), None),
    };
    Ok(Remark { text: Line::new(&text)?, citation: about.map(cited).transpose()? })
}

fn entry(filed: &FiledFact) -> Result<FactEntry, WordingError> {
    let fact = &filed.fact;
    let source = match &fact.source {
        FactSource::Profile { reading, .. } => format!("collectieprofiel, uitlezing {reading}"),
        FactSource::Register { name, reference, day } => {
            format!("{name}, antwoord {reference} van {}", day_in_words(*day))
        }
        FactSource::Statement { who, day } => format!("verklaring van {who}, {}", day_in_words(*day)),
        FactSource::Report { reference, day } => format!("{reference}, {}", day_in_words(*day)),
    };
    let because = |turn: &crate::fact::FactTurn| {
        let text = format!("{}: {}", turn.by, turn.because.as_str().replace('\n', " "));
        Line::new(&text.chars().take(300).collect::<String>())
    };
    Ok(FactEntry {
        name: Line::new(fact.name.question_nl())?,
        value: Line::new(&value_in_words(fact.value))?,
        by: official(&fact.by, fact.role)?,
        source: Line::new(&source)?,
        on: dutch_day(fact.at),
        opinion: fact.nature == Nature::Opinion,
        state: match &filed.standing {
            Filed::Stands => FactState::Standing,
            Filed::Disputed(turn) => FactState::Disputed { why: because(turn)? },
            Filed::Withdrawn(turn) => FactState::Withdrawn { why: because(turn)? },
        },
    })
}
