//! What an address says beside its path: language, filter, where a list begins.

use crate::Lang;
use axum::http::{HeaderMap, Uri, header};

/// One request, as far as a page needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    pub(super) lang: Lang,
    /// Path and query without the language.
    pub(super) here: String,
    pub(super) filter: String,
    /// `None`: what stands there is no number.
    pub(super) start: Option<u64>,
}

impl Visit {
    pub(super) fn of(uri: &Uri) -> Self {
        let mut visit =
            Self { lang: Lang::Nl, here: uri.path().to_owned(), filter: String::new(), start: Some(0) };
        for pair in uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if key == "lang" {
                visit.lang = value.parse().unwrap_or_default();
                continue;
            }
            visit.here.push(if visit.here.contains('?') { '&' } else { '?' });
            visit.here.push_str(pair);
            match key {
                "filter" => visit.filter = plain(value),
                "start" => visit.start = value.parse().ok(),
                _ => {}
            }
        }
        visit
    }
}

/// Undoes the percent-encoding of a query's value. A filter has an encoding of its own within, which stays.
fn plain(value: &str) -> String {
    let hex = |at: usize| {
        let digits = value.as_bytes().get(at + 1..at + 3)?;
        u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut bytes = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(byte) = value.as_bytes().get(at) {
        match (byte, hex(at)) {
            (b'%', Some(escaped)) => {
                bytes.push(escaped);
                at += 2;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// English, where the browser puts it before Dutch.
pub(super) fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let weight = |wanted: &str| {
        let weights = text.split(',').filter_map(|part| {
            let (tag, rest) = part.trim().split_once(';').unwrap_or((part.trim(), ""));
            let named = tag.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case(wanted));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
            weight.filter(|_| named)
        });
        weights.fold(0.0_f32, f32::max)
    };
    (weight("en") > weight("nl")).then_some(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_wanted() {
        let visit = |text: &str| Visit::of(&text.parse::<Uri>().unwrap());
        let full = visit("/carriers/7/items?filter=folder%3Da%252Fb&lang=en&start=100");
        assert_eq!((full.lang, full.filter.as_str(), full.start), (Lang::En, "folder=a%2Fb", Some(100)));
        assert_eq!(full.here, "/carriers/7/items?filter=folder%3Da%252Fb&start=100");
        assert_eq!(visit("/cases?lang=en").here, "/cases");
        assert_eq!(visit("/cases?lang=xx").lang, Lang::Nl);
        assert_eq!(visit("/x?start=-1").start, None);
        assert_eq!(visit("/x?filter=%zz%").filter, "%zz%");
        assert_eq!(visit("/x?filter=%c3%A9+%ff").filter, "é \u{fffd}");
    }

    #[test]
    fn the_browser_says_its_language() {
        let english = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            preferred(&headers) == Some(Lang::En)
        };
        assert!(english("en-GB,en;q=0.9,nl;q=0.8"));
        assert!(english("fr, en;q=0.3"));
        assert!(!english("nl-NL,en;q=0.9"));
        assert!(!english("fr"));
        assert!(!english("en;q=none,nl"));
    }
}
