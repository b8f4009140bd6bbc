//! The frame around every page: language, landmarks, menu, style.

use crate::Lang;
use crate::words::page as w;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style sheet of all pages; served pages link to it as `/style.css`.
pub const STYLE: &str = include_str!("style.css");

/// SHA-256 of [`STYLE`] in the form that a content security policy takes.
pub const STYLE_SHA256: &str = "sha256-1t3H8Lgp8BQ8b0XivYokP3TCvDyOCtmseNEbz3NgtFk=";

/// What a served page knows of the visit.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Language.
    pub lang: Lang,
    /// Path and query of this page without its language, for the link to the other language.
    pub here: &'a str,
    /// Under which name and role the visitor acts.
    pub acting: &'a str,
}

impl Frame<'_> {
    /// A link within the pages, in the language of this one.
    pub fn href(&self, path: &str) -> String {
        href(path, self.lang)
    }
}

fn href(path: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => path.to_owned(),
        _ => format!("{path}{}lang={}", if path.contains('?') { '&' } else { '?' }, lang.tag()),
    }
}

/// Percent-encodes a value for the query of a link.
pub(crate) fn query(value: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn document(lang: Lang, title: &str, style: &Markup, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                (style)
                title { (title) " – " (w::PRODUCT.say(lang)) }
            }
            body {
                a.skip href="#main" { (w::SKIP_LINK.say(lang)) }
                (body)
            }
        }
    }
    .into_string()
}

/// A page in a file of its own: no links out, no scripts, its style within it.
pub(crate) fn standalone(lang: Lang, title: &str, main: &Markup) -> String {
    let policy =
        format!("default-src 'none'; style-src '{STYLE_SHA256}'; base-uri 'none'; form-action 'none'");
    let style = html! {
        meta http-equiv="Content-Security-Policy" content=(policy);
        style { (PreEscaped(STYLE)) }
    };
    let body = html! {
        header.top { div.wide { span.product { (w::PRODUCT.say(lang)) } } }
        main #main { div.wide { (main) } }
        footer.end { div.wide { p { (w::FOOTER.say(lang)) } } }
    };
    document(lang, title, &style, &body)
}

/// A served page, with the menu.
pub(crate) fn served(frame: &Frame<'_>, title: &str, main: &Markup) -> String {
    let lang = frame.lang;
    let style = html! { link rel="stylesheet" href="/style.css"; };
    let links = [("/cases", w::NAV_CASES), ("/sets", w::NAV_SETS), ("/ledger", w::NAV_LEDGER)];
    let other = lang.other();
    let body = html! {
        header.top {
            div.wide {
                a.product href=(frame.href("/cases")) { (w::PRODUCT.say(lang)) }
                nav aria-label=(w::NAV.say(lang)) {
                    ul {
                        @for (path, name) in links {
                            @let current = frame.here.split('?').next().is_some_and(|here| here.starts_with(path));
                            li { a href=(frame.href(path)) aria-current=[current.then_some("page")] { (name.say(lang)) } }
                        }
                    }
                }
                span.acting { (w::ACTING.fill(lang, &[("who", frame.acting)])) }
                a.language href=(href(frame.here, other)) lang=(other.tag()) hreflang=(other.tag()) {
                    (w::LANGUAGE.say(lang))
                }
            }
        }
        main #main { div.wide { (main) } }
        footer.end { div.wide { p { (w::FOOTER.say(lang)) } } }
    };
    document(lang, title, &style, &body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        bytes
            .chunks(3)
            .flat_map(|chunk| {
                let group = chunk.iter().fold(0, |group, byte| group << 8 | u32::from(*byte))
                    << (8 * (3 - chunk.len()));
                (0..4).map(move |i| {
                    if i <= chunk.len() {
                        char::from(DIGITS[(group >> (18 - 6 * i)) as usize & 63])
                    } else {
                        '='
                    }
                })
            })
            .collect()
    }

    #[test]
    fn the_policy_names_the_style_as_it_is() {
        assert_eq!(base64(b"light w"), "bGlnaHQgdw==");
        assert_eq!(STYLE_SHA256, format!("sha256-{}", base64(&Sha256::digest(STYLE.as_bytes()))));
        assert!(!STYLE.contains("</"), "the style must not be able to end its element");
    }

    #[test]
    fn a_value_can_not_leave_its_place_in_a_link() {
        assert_eq!(query("a=b&c=\"é\"#"), "a%3Db%26c%3D%22%C3%A9%22%23");
    }
}
