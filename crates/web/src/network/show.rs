//! How the report shows what it names again and again: members, groups, strangers' text, numbers.

use crate::sheet::Sheet;
use crate::words::{Phrase, network as w};
use app::deeds::NetworkReport;
use app::network::MemberRef;
use maud::{Markup, html};
use serde::Serialize;

/// Most characters of a name that are shown; a name can hold a book.
const NAME_CHARS_MAX: usize = 200;

/// What all chapters share.
#[derive(Clone, Copy)]
pub(super) struct Show<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) report: &'a NetworkReport,
}

/// The stable word of a value that serde knows by a word; for a variant that holds another, the word of the variant.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(serde_json::Value::Object(fields)) => fields.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Whether a character turns the direction of text or is not seen at all.
fn is_hidden(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || letter == '\u{feff}' || letter.is_control()
}

/// A stranger's text where no markup can stand: what would hide or turn text is replaced.
pub(super) fn plain(text: &str) -> String {
    let seen = |letter| if is_hidden(letter) { char::REPLACEMENT_CHARACTER } else { letter };
    text.chars().take(NAME_CHARS_MAX).map(seen).collect()
}

/// A stranger's text as text, apart from the words around it. Characters that would hide or turn text are named.
pub(super) fn strange(text: &str) -> Markup {
    let mut pieces: Vec<(String, Option<char>)> = vec![(String::new(), None)];
    for letter in text.chars().take(NAME_CHARS_MAX) {
        if is_hidden(letter) {
            pieces.push((String::new(), None));
            if let Some(before) = pieces.iter_mut().rev().nth(1) {
                before.1 = Some(letter);
            }
        } else if let Some(last) = pieces.last_mut() {
            last.0.push(letter);
        }
    }
    let more = text.chars().count().saturating_sub(NAME_CHARS_MAX);
    html! {
        bdi {
            @for (run, hidden) in &pieces {
                (run)
                @if let Some(letter) = hidden { code.hidden { (format!("U+{:04X}", u32::from(*letter))) } }
            }
        }
        @if more > 0 { "… (+" (more) ")" }
    }
}

/// A sentence that quotes strangers' names: each quoted part stands apart, so that it can't turn what follows.
pub(super) fn quoting(text: &str) -> Markup {
    html! {
        span lang="en" {
            @for (at, part) in text.split('"').enumerate() {
                @if at > 0 { "\"" }
                @if !part.is_empty() { (strange(part)) }
            }
        }
    }
}

/// A number with at most six decimals.
fn rounded(number: f64) -> String {
    let text = format!("{number:.6}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

impl Show<'_> {
    pub(super) fn say(&self, phrase: Phrase) -> String {
        self.sheet.say(phrase)
    }

    pub(super) fn count(&self, number: impl TryInto<u64>) -> String {
        self.sheet.number(number.try_into().unwrap_or(u64::MAX))
    }

    pub(super) fn decimal(&self, number: f64) -> String {
        self.sheet.lang.decimal(rounded(number))
    }

    /// A part between 0 and 1 in percent.
    pub(super) fn part(&self, part: f64) -> String {
        self.sheet.lang.share((part * 1e6).round() as u64, 1_000_000)
    }

    /// The name of a member, leading to the reasons where the report has them.
    pub(super) fn member(&self, member: &MemberRef) -> Markup {
        let name = self.name(member);
        let is_this = |number: u32| number == member.number;
        let picture = &self.report.picture;
        if picture.key_players.iter().any(|player| is_this(player.member.number)) {
            html! { a href={ "#member-" (member.number) } { (name) } }
        } else if picture.hidden_brokers.iter().any(|broker| is_this(broker.member.number)) {
            html! { a href={ "#broker-" (member.number) } { (name) } }
        } else {
            name
        }
    }

    /// The name of a member.
    pub(super) fn name(&self, member: &MemberRef) -> Markup {
        if member.name.trim().is_empty() {
            html! { em { (self.say(w::NO_NAME)) } }
        } else {
            strange(&member.name)
        }
    }

    /// The id of a member in the source.
    pub(super) fn member_id(&self, member: &MemberRef) -> Markup {
        self.sheet.sentence(w::MEMBER_ID, &[("id", strange(&member.id))])
    }

    /// The number of a group, leading to its row where the report has one.
    pub(super) fn group(&self, number: u32) -> Markup {
        if self.report.picture.groups.iter().any(|group| group.number == number) {
            html! { a href={ "#group-" (number) } { (number) } }
        } else {
            html! { (number) }
        }
    }

    /// Says that rows were left out, where they were.
    pub(super) fn more(&self, shown: usize, total: usize) -> Markup {
        if total <= shown {
            return html! {};
        }
        let (shown, total) = (self.count(shown), self.count(total));
        html! { p.small { (self.sheet.fill(w::MORE_ROWS, &[("shown", &shown), ("total", &total)])) } }
    }

    /// A row of two cells: what, and the value.
    pub(super) fn fact(&self, name: Phrase, value: &Markup) -> Markup {
        html! { tr { th scope="row" { (self.say(name)) } td { (value) } } }
    }
}

/// A digest, which may break anywhere.
pub(super) fn digest(text: impl std::fmt::Display) -> Markup {
    html! { code.digest { (text.to_string()) } }
}
