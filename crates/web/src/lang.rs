//! Languages, and how each writes numbers, sizes and times.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocab::{LocalTime, Moment, When};

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
    /// Marks every text of the catalogue, so that a test can see any text that is not from it.
    #[cfg(test)]
    Marked,
}

/// The text names no language that the pages have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LangError(pub String);

impl fmt::Display for LangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no language of the pages; nl and en are", self.0)
    }
}

impl std::error::Error for LangError {}

impl FromStr for Lang {
    type Err = LangError;
    fn from_str(text: &str) -> Result<Self, LangError> {
        match text {
            "nl" => Ok(Self::Nl),
            "en" => Ok(Self::En),
            other => Err(LangError(other.to_owned())),
        }
    }
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Lang {
    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
            #[cfg(test)]
            Self::Marked => "zxx",
        }
    }

    /// The other language.
    pub fn other(self) -> Self {
        match self {
            Self::Nl => Self::En,
            _ => Self::Nl,
        }
    }

    fn marks(self) -> (char, char) {
        match self {
            Self::Nl => ('.', ','),
            _ => (',', '.'),
        }
    }

    /// A whole number with its thousands grouped: `2.134` or `2,134`.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let (group, _) = self.marks();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        text
    }

    /// A number as it is written, with the language's own decimal mark: `0,25` or `0.25`.
    pub fn decimal(self, number: impl fmt::Display) -> String {
        let (_, point) = self.marks();
        number.to_string().replace('.', point.encode_utf8(&mut [0; 4]))
    }

    /// A size in decimal units, cut (not rounded up) to three digits: `1,45 GB`.
    pub fn size(self, bytes: u64) -> String {
        const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
        if bytes < 1000 {
            return format!("{bytes}\u{a0}B");
        }
        let (_, point) = self.marks();
        let power = (bytes.ilog10() / 3) as usize;
        let unit = 1000_u64.pow(power as u32);
        let (whole, hundredths) = (bytes / unit, (bytes % unit) / (unit / 100).max(1));
        let fraction = match whole {
            100.. => String::new(),
            10.. => format!("{point}{}", hundredths / 10),
            _ => format!("{point}{hundredths:02}"),
        };
        format!("{whole}{fraction}\u{a0}{}", UNITS.get(power - 1).unwrap_or(&"EB"))
    }

    /// A share in percent with one decimal, cut and never shown as 0 or 100 unless it is.
    pub fn share(self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return String::new();
        }
        let tenths = (u128::from(part) * 1000 / u128::from(whole)).min(1000);
        let (_, point) = self.marks();
        match (tenths, part) {
            (0, 1..) => format!("<\u{a0}0{point}1%"),
            _ => format!("{}{point}{}%", tenths / 10, tenths % 10),
        }
    }

    /// The name of a month, 1 to 12, with its year.
    pub fn month(self, year: i16, month: i8) -> String {
        format!("{} {year}", self.month_name(month))
    }

    fn month_name(self, month: i8) -> &'static str {
        let names = match self {
            Self::Nl => &casework::calendar::MONTHS,
            Self::En => &MONTHS_EN,
            #[cfg(test)]
            Self::Marked => return "⟦MONTH⟧",
        };
        usize::try_from(month - 1).ok().and_then(|at| names.get(at)).unwrap_or(&"")
    }

    /// A day: `24 november 2026`.
    pub fn day(self, date: jiff::civil::Date) -> String {
        format!("{} {}", date.day(), self.month(date.year(), date.month()))
    }

    /// An instant to the second, in UTC.
    pub fn moment(self, moment: Moment) -> String {
        format!("{} UTC", self.clock(jiff::tz::Offset::UTC.to_datetime(moment.0)))
    }

    /// A time as recorded: with `UTC`, or bare where no zone is known.
    pub fn when(self, when: When) -> String {
        match when {
            When::Utc(moment) => self.moment(moment),
            When::Local(LocalTime(time)) => self.clock(time),
        }
    }

    fn clock(self, time: jiff::civil::DateTime) -> String {
        format!("{}, {:02}:{:02}:{:02}", self.day(time.date()), time.hour(), time.minute(), time.second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        let both = |number| (Lang::Nl.number(number), Lang::En.number(number));
        assert_eq!(both(0), ("0".into(), "0".into()));
        assert_eq!(both(999), ("999".into(), "999".into()));
        assert_eq!(both(1000), ("1.000".into(), "1,000".into()));
        assert_eq!(Lang::Nl.number(u64::MAX), "18.446.744.073.709.551.615");
    }

    #[test]
    fn sizes_never_show_more_than_there_is() {
        assert_eq!(Lang::Nl.size(999), "999\u{a0}B");
        assert_eq!(Lang::Nl.size(1000), "1,00\u{a0}kB");
        assert_eq!(Lang::En.size(1_456_789_012), "1.45\u{a0}GB");
        assert_eq!(Lang::En.size(999_999), "999\u{a0}kB");
        assert_eq!(Lang::En.size(12_345), "12.3\u{a0}kB");
        assert_eq!(Lang::En.size(u64::MAX), "18.4\u{a0}EB");
    }

    #[test]
    fn a_small_share_is_not_shown_as_nothing() {
        assert_eq!(Lang::Nl.share(0, 5), "0,0%");
        assert_eq!(Lang::Nl.share(1, 100_000), "<\u{a0}0,1%");
        assert_eq!(Lang::En.share(99_999, 100_000), "99.9%");
        assert_eq!(Lang::En.share(5, 5), "100.0%");
        assert_eq!(Lang::En.share(0, 0), "");
    }

    #[test]
    fn times_name_their_clock() {
        let moment = Moment::from_unix(1_790_000_000, 0).unwrap();
        assert_eq!(Lang::Nl.when(When::Utc(moment)), "21 september 2026, 14:13:20 UTC");
        let local = LocalTime(jiff::civil::date(2024, 2, 29).at(1, 2, 3, 0));
        assert_eq!(Lang::En.when(When::Local(local)), "29 February 2024, 01:02:03");
    }

    #[test]
    fn only_the_two_languages_are_read() {
        assert_eq!("nl".parse(), Ok(Lang::Nl));
        assert!("de".parse::<Lang>().is_err());
    }
}
