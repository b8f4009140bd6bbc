//! The catalogue: every text of every page, in Dutch and English side by side.
//!
//! A page holds no text of its own. `{name}` in a text is filled in by the page, and stands in both languages.

pub(crate) mod carrier;
pub(crate) mod codes;
pub(crate) mod network;
pub(crate) mod page;
pub(crate) mod report;

use crate::Lang;

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) name: &'static str,
    pub(crate) nl: &'static str,
    pub(crate) en: &'static str,
}

impl Phrase {
    /// The text in one language.
    pub(crate) fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.nl.to_owned(),
            Lang::En => self.en.to_owned(),
            #[cfg(test)]
            Lang::Marked => format!("⟦{}⟧", self.name),
        }
    }

    /// The text in pieces: each a run of text and the name of the hole that follows it.
    pub(crate) fn pieces(&self, lang: Lang) -> Vec<(String, Option<String>)> {
        let text = self.say(lang);
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            pieces.push((before.to_owned(), Some(name.to_owned())));
            rest = after;
        }
        pieces.push((rest.to_owned(), None));
        pieces
    }

    /// The text with its `{name}`s filled in.
    pub(crate) fn fill(&self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for (text, hole) in self.pieces(lang) {
            filled.push_str(&text);
            let value = values.iter().find(|(key, _)| Some(*key) == hole.as_deref());
            filled.push_str(value.map_or("", |(_, value)| value));
        }
        filled
    }
}

macro_rules! phrases {
    ($($name:ident = $nl:literal | $en:literal;)*) => {
        $(pub(crate) const $name: Phrase = Phrase { name: stringify!($name), nl: $nl, en: $en };)*
        #[cfg(test)]
        pub(crate) const ALL: &[Phrase] = &[$($name),*];
    };
}
pub(crate) use phrases;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn holes(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_text_stands_in_both_languages() {
        // Words that both languages share.
        let shared = [
            "ITEMS",
            "MEDIA_TYPE",
            "FAMILY_VIDEO",
            "FAMILY_AUDIO",
            "FAMILY_DATABASE",
            "BAR_PART",
            "PRODUCT",
            "SIZE_EXACT",
            "VOLUME",
            "CLOCK_UTC",
            "DEVICE",
            "HOLDS_PLACES",
            "MEMBER_ID",
            "SOFTWARE",
            "SOFTWARE_PHPBB",
            "SOFTWARE_MYBB",
            "SOFTWARE_SMF",
            "SOFTWARE_DISCOURSE",
            "SOFTWARE_SYNAPSE",
            "OPEN",
        ];
        let mut names = BTreeSet::new();
        let pages = report::ALL.iter().chain(carrier::ALL).chain(page::ALL).chain(network::ALL);
        for phrase in pages.chain(codes::phrases()).chain(network::names::phrases()) {
            names.insert((phrase.name, phrase.nl));
            assert!(!phrase.nl.trim().is_empty() && !phrase.en.trim().is_empty(), "{} is empty", phrase.name);
            assert_eq!(holes(phrase.nl), holes(phrase.en), "{}", phrase.name);
            let same = phrase.nl == phrase.en;
            assert!(!same || shared.contains(&phrase.name), "{} is not translated", phrase.name);
        }
        assert!(names.len() > 250);
    }

    #[test]
    fn holes_are_filled_once_and_values_are_not_read_again() {
        let phrase = Phrase { name: "x", nl: "{a} en {b}", en: "{a} and {b}" };
        assert_eq!(phrase.fill(Lang::Nl, &[("a", "{b}"), ("b", "2")]), "{b} en 2");
    }
}
