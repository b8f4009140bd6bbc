//! Every rule against trying everything: for each combination of known and unknown facts, what the rule says is what all
//! possible worlds agree on, it names exactly the unknown facts that matter, and exactly the known ones that could change
//! the result.

use proptest::prelude::*;
use rules::{Edition, FactName, Facts, Finding, RuleId, Truth, Value, assess, rules};
use std::collections::BTreeSet;

/// What comes out for a reader: unknown, or whether it applies and whether it is met.
type Outcome = Option<(Truth, Truth)>;

fn outcome(finding: &Finding) -> Outcome {
    finding.truth.is_settled().then_some((finding.applies, finding.truth))
}

/// A rule's findings on every combination of its facts, each of them unknown or one of the values that stand for all.
struct Table {
    names: Vec<FactName>,
    domains: Vec<Vec<Value>>,
    findings: Vec<Finding>,
}

impl Table {
    fn of(rule: RuleId, edition: Edition) -> Self {
        let all = |facts: &Facts| assess(facts, edition).finding(rule).unwrap().clone();
        let names = all(&Facts::new()).would_settle;
        let domains: Vec<_> = names.iter().map(|name| crate::worlds::domain(*name)).collect();
        let mut table = Self { names, domains, findings: Vec::new() };
        for at in 0..table.size() {
            let mut facts = Facts::new();
            for (name, (choice, domain)) in
                table.names.iter().zip(table.choices(at).iter().zip(&table.domains))
            {
                if *choice > 0 {
                    facts.insert(*name, domain[choice - 1]).unwrap();
                }
            }
            table.findings.push(all(&facts));
        }
        table
    }

    fn size(&self) -> usize {
        self.domains.iter().map(|domain| domain.len() + 1).product()
    }

    /// For each fact 0 where it is unknown, else the number of its value from 1.
    fn choices(&self, mut at: usize) -> Vec<usize> {
        self.domains
            .iter()
            .map(|domain| {
                let choice = at % (domain.len() + 1);
                at /= domain.len() + 1;
                choice
            })
            .collect()
    }

    fn place(&self, choices: &[usize]) -> usize {
        choices
            .iter()
            .zip(&self.domains)
            .rev()
            .fold(0, |at, (choice, domain)| at * (domain.len() + 1) + choice)
    }

    /// Every way to give the facts at these places a value: other than their own where `fresh`.
    fn variants(&self, choices: &[usize], places: &[usize], fresh: bool) -> Vec<Vec<usize>> {
        let mut variants = vec![choices.to_vec()];
        for place in places {
            variants = variants
                .iter()
                .flat_map(|variant| {
                    (1..=self.domains[*place].len())
                        .filter(|choice| !fresh || *choice != choices[*place])
                        .map(|choice| {
                            let mut next = variant.clone();
                            next[*place] = choice;
                            next
                        })
                })
                .collect();
        }
        variants
    }

    fn outcome_of(&self, choices: &[usize]) -> Outcome {
        outcome(&self.findings[self.place(choices)])
    }

    fn names_of(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<FactName> {
        places.into_iter().map(|place| self.names[place]).collect()
    }

    fn check(&self, at: usize) {
        let choices = self.choices(at);
        let finding = &self.findings[at];
        let seen: Vec<_> = self.names.iter().zip(&choices).collect();
        let unknown: Vec<usize> = (0..choices.len()).filter(|place| choices[*place] == 0).collect();
        let known: Vec<usize> = (0..choices.len()).filter(|place| choices[*place] > 0).collect();

        // What all possible worlds agree on is settled; nothing else is.
        let worlds = self.variants(&choices, &unknown, false);
        let first = self.outcome_of(&worlds[0]);
        assert!(first.is_some(), "{}: all is known and it is not settled: {seen:?}", finding.rule);
        let agreed = worlds.iter().all(|world| self.outcome_of(world) == first);
        assert_eq!(outcome(finding), first.filter(|_| agreed), "{}: {seen:?}", finding.rule);

        // Facts that matter: two worlds that differ in nothing else come out otherwise.
        let matters = |place: &usize| {
            worlds.iter().any(|world| {
                self.variants(world, &[*place], true)
                    .iter()
                    .any(|other| self.outcome_of(other) != self.outcome_of(world))
            })
        };
        let settle = self.names_of(unknown.iter().copied().filter(matters));
        let named: BTreeSet<_> = finding.would_settle.iter().copied().collect();
        assert_eq!(named, settle, "{} would be settled by: {seen:?}", finding.rule);
        assert_eq!(named.len(), finding.would_settle.len());

        // The smallest sets of known facts that, were they otherwise, would leave another result.
        let mut change = BTreeSet::new();
        if agreed {
            let mut minimal: Vec<u32> = Vec::new();
            let mut sets: Vec<u32> = (1..1_u32 << known.len()).collect();
            sets.sort_by_key(|set| set.count_ones());
            for set in sets {
                if minimal.iter().any(|smaller| smaller & set == *smaller) {
                    continue;
                }
                let places: Vec<usize> = known
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| set >> bit & 1 == 1)
                    .map(|(_, p)| *p)
                    .collect();
                if self.variants(&choices, &places, true).iter().any(|other| self.outcome_of(other) != first)
                {
                    minimal.push(set);
                    change.extend(self.names_of(places));
                }
            }
        }
        let named: BTreeSet<_> = finding.would_change.iter().copied().collect();
        assert_eq!(named, change, "{} would be changed by: {seen:?}", finding.rule);

        // What it used are facts of its own, known ones, and every one that could change it is among them.
        let used = self.names_of(known);
        assert!(finding.used.iter().all(|(name, _)| used.contains(name)));
        assert!(named.iter().all(|name| finding.used.iter().any(|(used, _)| used == name)));
    }
}

#[test]
fn every_rule_says_what_all_possible_worlds_agree_on() {
    let mut combinations = 0;
    for edition in Edition::all() {
        for rule in rules(edition) {
            let table = Table::of(rule.id, edition);
            assert!(!table.names.is_empty(), "{} asks nothing", rule.id);
            for at in 0..table.size() {
                table.check(at);
            }
            combinations += table.size();
        }
    }
    // Raised by whoever adds a rule: a table that shrinks has lost a fact.
    assert!(combinations >= 9_500, "{combinations}");
    println!("{combinations} combinations of known and unknown facts");
}

/// Any value of any fact, or nothing.
fn any_facts() -> impl Strategy<Value = Vec<Option<Value>>> {
    let each: Vec<_> = FactName::ALL
        .iter()
        .map(|name| proptest::option::of(proptest::sample::select(crate::worlds::domain(*name))))
        .collect();
    each
}

fn gather(values: &[Option<Value>]) -> Facts {
    let mut facts = Facts::new();
    for (name, value) in FactName::ALL.iter().zip(values) {
        if let Some(value) = value {
            facts.insert(*name, *value).unwrap();
        }
    }
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Learning any fact whatever leaves every settled finding as it is, and moves only findings that named it.
    #[test]
    fn learning_a_fact_never_flips_a_settled_finding(values in any_facts(), at in 0..FactName::COUNT, pick: prop::sample::Index) {
        let name = FactName::ALL[at];
        let domain = crate::worlds::domain(name);
        let mut before = gather(&values);
        before.remove(name);
        let mut after = before;
        after.insert(name, domain[pick.index(domain.len())]).unwrap();
        for edition in Edition::all() {
            let (old, new) = (assess(&before, edition), assess(&after, edition));
            for (old, new) in old.findings.iter().zip(&new.findings) {
                prop_assert_eq!(old.rule, new.rule);
                if old.truth.is_settled() {
                    prop_assert_eq!((old.truth, old.applies, old.effect), (new.truth, new.applies, new.effect));
                }
                if !old.would_settle.contains(&name) {
                    prop_assert_eq!(old.truth, new.truth, "{} named no {}", old.rule, name);
                }
            }
            for (old, new) in old.routes.iter().zip(&new.routes) {
                if ["open", "barred"].contains(&old.standing.word()) {
                    prop_assert_eq!(old.standing.word(), new.standing.word());
                }
            }
        }
    }

    /// Once every named fact is known, in whatever way, the finding is settled; so is every route.
    #[test]
    fn knowing_what_was_named_settles_it(values in any_facts(), fill in any_facts()) {
        let before = gather(&values);
        for edition in Edition::all() {
            for finding in &assess(&before, edition).findings {
                let mut after = before;
                for name in &finding.would_settle {
                    let value = fill[FactName::ALL.iter().position(|n| n == name).unwrap()];
                    after.insert(*name, value.unwrap_or(crate::worlds::domain(*name)[0])).unwrap();
                }
                let settled = assess(&after, edition).finding(finding.rule).unwrap().clone();
                prop_assert!(settled.truth.is_settled(), "{}", finding.rule);
                prop_assert!(settled.would_settle.is_empty());
            }
        }
    }
}
