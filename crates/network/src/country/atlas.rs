//! The table of countries: codes, names, languages, time zones.

use crate::link::fold;
use std::collections::HashMap;

/// One country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// Code of two letters (ISO 3166-1).
    pub code: String,
    /// Code of three letters.
    pub code3: String,
    /// Names; the first is English, the second, where it differs, Dutch.
    pub names: Vec<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
    /// Time zones by the name of the time zone database.
    pub zones: Vec<String>,
    /// Minutes beside UTC that hold or held in a part of the year.
    pub minutes: Vec<i32>,
}

/// All countries, and ways to find one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atlas {
    countries: Vec<Country>,
    by_name: HashMap<String, usize>,
    by_zone: HashMap<String, usize>,
}

/// Why a table of countries cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the table of countries: {what}")]
pub struct AtlasError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, and what belongs there.
    pub what: String,
}

impl Atlas {
    /// The table of this project.
    ///
    /// # Errors
    /// Never for the table as it is kept; a test reads it.
    pub fn own() -> Result<Self, AtlasError> {
        Self::parse(include_str!("countries.tsv"))
    }

    /// Reads a table: a line for each country, six columns parted by tabs, values in a column parted by semicolons. Lines that
    /// begin with `#` are notes.
    ///
    /// # Errors
    /// The first line with other columns, a number that is none, or a code or name that another country has.
    pub fn parse(text: &str) -> Result<Self, AtlasError> {
        let mut atlas = Self { countries: Vec::new(), by_name: HashMap::new(), by_zone: HashMap::new() };
        for (line, row) in (1..).zip(text.lines()) {
            if row.starts_with('#') || row.trim().is_empty() {
                continue;
            }
            let fault = |what: String| AtlasError { line, what };
            let columns: Vec<&str> = row.split('\t').collect();
            let [code, code3, names, languages, zones, minutes] = columns[..] else {
                return Err(fault(format!("{} columns, and there must be 6, parted by tabs", columns.len())));
            };
            let list = |column: &str| -> Vec<String> {
                column
                    .split(';')
                    .map(str::trim)
                    .filter(|value| !value.is_empty())
                    .map(str::to_owned)
                    .collect()
            };
            let number = |value: String| {
                value.parse().map_err(|_| fault(format!("\"{value}\" is no number of minutes beside UTC")))
            };
            let country = Country {
                code: code.to_owned(),
                code3: code3.to_owned(),
                names: list(names),
                languages: list(languages),
                zones: list(zones),
                minutes: list(minutes).into_iter().map(number).collect::<Result<_, _>>()?,
            };
            atlas.add(country).map_err(|name| fault(format!("\"{name}\" is already another country's")))?;
        }
        Ok(atlas)
    }

    fn add(&mut self, country: Country) -> Result<(), String> {
        let number = self.countries.len();
        for name in country.names.iter().chain([&country.code, &country.code3]) {
            let before = self.by_name.insert(fold(name), number);
            if before.is_some_and(|before| before != number) {
                return Err(name.clone());
            }
        }
        for zone in &country.zones {
            self.by_zone.entry(zone.to_lowercase()).or_insert(number);
        }
        self.countries.push(country);
        Ok(())
    }

    /// All countries.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// A country by its code of two letters.
    pub fn by_code(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// A country by a name or code that is the whole text. Codes count only where they are written in capitals: `in`, `no` and
    /// `is` are words.
    pub fn by_name(&self, text: &str) -> Option<&Country> {
        let text = text.trim().trim_matches(|letter: char| matches!(letter, '.' | '!' | '(' | ')'));
        let country = &self.countries[*self.by_name.get(&fold(text))?];
        let is_code = [&country.code, &country.code3].iter().any(|code| code.eq_ignore_ascii_case(text));
        (!is_code || text.chars().all(|letter| letter.is_ascii_uppercase())).then_some(country)
    }

    /// Countries named in a stated place, each once: the whole text, or a part between commas, slashes and brackets. Whether
    /// it was the whole text stands beside it.
    pub fn in_place(&self, text: &str) -> Vec<(&Country, bool)> {
        if let Some(country) = self.by_name(text) {
            return vec![(country, true)];
        }
        let mut found: Vec<(&Country, bool)> = Vec::new();
        for part in text.split([',', '/', '(', ')', ';', '|', '-']) {
            if let Some(country) = self.by_name(part)
                && !found.iter().any(|(other, _)| other.code == country.code)
            {
                found.push((country, false));
            }
        }
        found
    }

    /// The country of a time zone by its name.
    pub fn by_zone(&self, zone: &str) -> Option<&Country> {
        self.by_zone.get(&zone.trim().to_lowercase()).map(|&number| &self.countries[number])
    }

    /// Countries with a language, by its code; a region behind the code is left aside.
    pub fn by_language(&self, language: &str) -> Vec<&Country> {
        let code = language.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase();
        self.countries.iter().filter(|country| country.languages.contains(&code)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_table_is_read_and_asked() {
        let atlas = Atlas::own().unwrap();
        assert!(atlas.countries().len() > 240);
        let code = |text: &str| atlas.by_name(text).map(|country| country.code.as_str());
        assert_eq!(code(" nederland "), Some("NL"));
        assert_eq!(code("Россия"), Some("RU"));
        assert_eq!((code("NO"), code("no"), code("NLD")), (Some("NO"), None, Some("NL")));
        let place: Vec<_> = atlas
            .in_place("Antwerpen, België")
            .into_iter()
            .map(|(country, whole)| (country.code.as_str(), whole))
            .collect();
        assert_eq!(place, [("BE", false)]);
        assert_eq!(atlas.in_place("under the stairs"), []);
        assert_eq!(atlas.by_zone("Europe/Amsterdam").map(|country| country.code.as_str()), Some("NL"));
        assert_eq!(atlas.by_language("pl_PL").len(), 1);
        assert!(atlas.by_code("NL").unwrap().minutes.contains(&120));
    }

    #[test]
    fn bad_tables_say_where() {
        let error = |text| Atlas::parse(text).unwrap_err().to_string();
        assert_eq!(
            error("# note\nNL\tNLD"),
            "line 2 of the table of countries: 2 columns, and there must be 6, parted by tabs"
        );
        assert_eq!(
            error("NL\tNLD\tNetherlands\tnl\t\tsixty"),
            "line 1 of the table of countries: \"sixty\" is no number of minutes beside UTC"
        );
        assert!(error("A\tAA\tX\t\t\t\nB\tBB\tX\t\t\t").contains("line 2"));
    }
}
