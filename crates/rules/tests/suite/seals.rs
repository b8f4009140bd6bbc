//! Every provision's words are sealed: a change of text without a new version fails here.

use rules::Provision;
use std::collections::BTreeSet;

const SEALS: &str = include_str!("../../law/seals.txt");

#[test]
fn every_text_is_the_one_that_was_sealed() {
    let mut lines: Vec<String> = Vec::new();
    for provision in Provision::all() {
        if provision.digest() != provision.sha256 {
            lines.push(format!("{} {} {}", provision.id, provision.version, provision.digest()));
        }
    }
    assert!(
        lines.is_empty(),
        "these texts are not the ones that law/seals.txt holds. Where a text was changed, raise its version in the \
         .toml file first; then add these lines (never change one that stands there):\n{}",
        lines.join("\n")
    );
}

#[test]
fn a_seal_is_given_once() {
    let mut seen = BTreeSet::new();
    for line in SEALS.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        assert_eq!(words.len(), 3, "{line:?} is not: name, version, digest");
        assert!(seen.insert((words[0], words[1])), "{} version {} is sealed twice", words[0], words[1]);
        assert_eq!(words[2].len(), 64, "{line:?}");
    }
    for provision in Provision::all() {
        for version in 1..=provision.version {
            assert!(
                seen.contains(&(provision.id, version.to_string().as_str())),
                "{} version {version} has no seal: versions are numbered without gaps",
                provision.id
            );
        }
    }
}

#[test]
fn names_are_unique_and_days_in_order() {
    let mut seen = BTreeSet::new();
    for provision in Provision::all() {
        assert!(seen.insert(provision.id), "{} stands there twice", provision.id);
        if let (Some(from), Some(to)) = (provision.in_force_from, provision.in_force_to) {
            assert!(from <= to, "{}", provision.id);
        }
        assert!(provision.source.starts_with("https://"), "{}", provision.id);
        assert!(provision.nl.ends_with('.') && provision.en.ends_with('.'), "{}", provision.id);
    }
}
