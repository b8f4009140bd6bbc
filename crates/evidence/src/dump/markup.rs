//! Texts as their writers wrote them: what a software does to a text before it keeps it is undone.

use super::record::{Quote, SourceId};
use std::borrow::Cow;

/// What a software does to texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// Nothing.
    None,
    /// phpBB: entities; bodies with marks behind their tags (to 3.1), or as XML (from 3.2).
    PhpBb,
    /// SMF: entities; line breaks as in HTML.
    Smf,
}

impl Markup {
    /// A name, a title or another short text.
    pub(super) fn plain(self, text: Cow<'_, str>) -> String {
        match self {
            Self::None => text.into_owned(),
            Self::PhpBb | Self::Smf => entities(text),
        }
    }

    /// The text of a post or a message. `mark` is what the software put behind its tags.
    pub(super) fn body(self, text: Cow<'_, str>, mark: &str) -> String {
        match self {
            Self::None => text.into_owned(),
            Self::Smf => entities(Cow::Owned(broken_lines(&text))),
            Self::PhpBb if text.starts_with("<r>") || text.starts_with("<t>") => {
                entities(Cow::Owned(without_tags(&text)))
            }
            Self::PhpBb => {
                let text = if mark.len() >= 5 && text.contains(mark) {
                    Cow::Owned(text.replace(&format!(":{mark}"), ""))
                } else {
                    text
                };
                if text.contains("<!-- ") {
                    entities(Cow::Owned(without_links(&text)))
                } else {
                    entities(text)
                }
            }
        }
    }
}

/// phpBB to 3.1 keeps a smiley as `<!-- s:) -->..<!-- s:) -->` and an address as `<!-- m -->..href="address"..<!-- m -->`:
/// the smiley's letters and the address are what was written.
fn without_links(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("<!-- ") {
        result.push_str(&rest[..open]);
        let from = &rest[open..];
        let whole = from.find(" -->").and_then(|end| {
            let comment = &from[..end + 4];
            let after = &from[end + 4..];
            let close = after.find(comment)?;
            Some((&from[5..end], &after[..close], &after[close + comment.len()..]))
        });
        let Some((word, inner, after)) = whole else {
            result.push_str(&from[..5]);
            rest = &from[5..];
            continue;
        };
        let address = inner.split_once("href=\"").and_then(|(_, after)| after.split_once('"'));
        match (word.strip_prefix('s').filter(|smiley| !smiley.is_empty()), address) {
            (Some(smiley), _) => result.push_str(smiley),
            (None, Some((address, _))) => result.push_str(address),
            (None, None) => result.push_str(&without_tags(inner)),
        }
        rest = after;
    }
    result.push_str(rest);
    result
}

/// Entities become signs. Those that are not known stay.
pub(super) fn entities(text: Cow<'_, str>) -> String {
    if !text.contains('&') {
        return text.into_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        let from = &rest[at..];
        // The longest that is known has ten letters.
        let end = from.bytes().take(12).position(|byte| byte == b';');
        let sign = end.and_then(|end| sign(&from[1..end]));
        match (sign, end) {
            (Some(sign), Some(end)) => {
                result.push(sign);
                rest = &from[end + 1..];
            }
            _ => {
                result.push('&');
                rest = &from[1..];
            }
        }
    }
    result.push_str(rest);
    result
}

fn sign(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|sign| *sign != '\0')
        }
    }
}

/// Line breaks of HTML become line ends.
pub(super) fn broken_lines(text: &str) -> String {
    text.replace("<br />", "\n").replace("<br>", "\n").replace("<br/>", "\n")
}

/// Tags are left out: the way back from a text that is kept as XML around the member's own words.
pub(super) fn without_tags(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        result.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else {
            result.push_str(&rest[open..]);
            return result;
        };
        rest = &rest[open + close + 1..];
    }
    result.push_str(rest);
    result
}

/// The most quotes that are taken from one post; a post with more only repeats them.
pub(super) const QUOTES_MAX: usize = 256;

/// What a text quotes: `[quote=name post_id=1 user_id=2]`, `[quote="name" pid='3']`, `[quote author=name link=topic=4.msg5#msg5]`,
/// `[quote="name, post:6, topic:7"]`. Doubles are left out.
pub(super) fn quotes(text: &str) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    for (at, _) in text.match_indices('[') {
        let rest = &text[at + 1..];
        let Some(word) = rest.get(..5).filter(|word| word.eq_ignore_ascii_case("quote")) else { continue };
        let Some(inside) = inside(&rest[word.len()..]) else { continue };
        let quote = quote(inside);
        if quote != Quote::default() && !found.contains(&quote) {
            found.push(quote);
        }
        if found.len() >= QUOTES_MAX {
            break;
        }
    }
    found
}

/// What stands up to the closing bracket, in which a text in quotes may hold brackets.
fn inside(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if !matches!(first, '=' | ' ' | ']') {
        return None;
    }
    let mut quote = None;
    // No name is longer than what a line of attributes may take.
    for (at, byte) in text.bytes().enumerate().take(1024) {
        match (quote, byte) {
            (None, b'"' | b'\'') if at > 0 && text.as_bytes().get(at - 1) == Some(&b'=') => {
                quote = Some(byte)
            }
            (Some(open), close) if open == close => quote = None,
            (None, b']') => return text.get(..at),
            (_, b'\n') => return None,
            _ => {}
        }
    }
    None
}

/// A value and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((value, rest)) = text.strip_prefix(quote).and_then(|text| text.split_once(quote)) {
            return (value, rest);
        }
    }
    text.split_once(' ').unwrap_or((text, ""))
}

fn quote(inside: &str) -> Quote {
    let mut quote = Quote::default();
    let mut rest = inside;
    if let Some(own) = inside.strip_prefix('=') {
        // A name without quotes may hold spaces: it ends where an attribute begins.
        let (name, after) = if own.starts_with(['"', '\'']) { value(own) } else { until_attribute(own) };
        numbered(name, &mut quote);
        rest = after;
    }
    while let Some((key, after)) = rest.split_once('=') {
        let key = key.rsplit(' ').next().unwrap_or(key).trim();
        let (text, after) = if key == "author" && !after.starts_with(['"', '\'']) {
            until_attribute(after)
        } else {
            value(after)
        };
        let id = || (!text.is_empty() && text != "0").then(|| SourceId(text.to_owned()));
        match key {
            "author" => quote.name = Some(text.to_owned()).filter(|name| !name.is_empty()),
            "post_id" | "pid" => quote.post = id(),
            "user_id" | "uid" => quote.member = id(),
            "link" => quote.post = linked(text),
            _ => {}
        }
        rest = after;
    }
    quote
}

/// A name without quotes, up to ` word=`.
fn until_attribute(text: &str) -> (&str, &str) {
    for (at, _) in text.match_indices(' ') {
        let word = &text[at + 1..];
        let length = word.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        if length > 0 && word.as_bytes().get(length) == Some(&b'=') {
            return (&text[..at], word);
        }
    }
    (text, "")
}

/// `name, post:6, topic:7, full:true`
fn numbered(text: &str, quote: &mut Quote) {
    let mut parts = text.split(',').map(str::trim);
    let name = parts.next().unwrap_or(text);
    let number = |key: &str| {
        let mut values = text.split(',').map(str::trim).filter_map(|part| part.strip_prefix(key));
        values.next().and_then(|value| value.parse::<u64>().ok())
    };
    if let (Some(post), Some(topic)) = (number("post:"), number("topic:")) {
        quote.numbered = Some((SourceId(topic.to_string()), post));
        quote.name = Some(name.to_owned()).filter(|name| !name.is_empty());
    } else {
        quote.name = Some(text.to_owned()).filter(|name| !name.is_empty());
    }
}

/// `topic=4.msg5#msg5`, `msg=5`
fn linked(text: &str) -> Option<SourceId> {
    let number = text.strip_prefix("msg=").or_else(|| text.split_once(".msg").map(|(_, number)| number))?;
    let length = number.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| SourceId(number[..length].to_owned()))
}
