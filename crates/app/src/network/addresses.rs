//! Tables of addresses that a person hands in: which country a range belongs to, and which ranges are relays'.
//!
//! Open tables overlap themselves in thousands of places: what two countries claim says nothing.
//!
//! The files are text from elsewhere. A line that is not as documented is an error with its number; nothing is guessed, and
//! what is left aside is counted.

use crate::{AppError, AppErrorKind};
use casework::lead::LeadTable;
use fingerprint::Digester;
use network::country::{AddressRange, AddressTable, Atlas};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// Largest file, in bytes. The largest open table known to us has about 30 million.
const SIZE_BYTES_MAX: u64 = 128 << 20;

/// Files of tables. Without one no address says anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressFiles {
    /// Countries: `first,last,country` on each line.
    pub countries: Option<PathBuf>,
    /// Relays: `first,last`, or one address, on each line.
    pub relays: Option<PathBuf>,
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTable {
    /// The file and its digest.
    #[serde(flatten)]
    pub table: LeadTable,
    /// Ranges that were taken.
    pub ranges: u64,
    /// Ranges left aside, by what stands in them instead of a country of the world.
    pub left_aside: BTreeMap<String, u64>,
    /// Runs of addresses that the table gives to several countries. They are taken to be of none.
    pub disputed: u64,
}

/// A line as it is in error.
fn bad(path: &Path, line: usize, what: impl std::fmt::Display) -> AppError {
    let text = format!("{}, line {line}: {what}", path.display());
    AppError::new(AppErrorKind::Invalid, text, "Correct the line, or take the table from its publisher again")
}

/// A cell without white space and without one pair of quotes.
fn cell(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(text)
}

fn address(text: &str) -> Result<IpAddr, String> {
    let parsed: Result<IpAddr, _> = text.parse();
    parsed.map(|address| address.to_canonical()).map_err(|_| format!("{:?} is no address", shortened(text)))
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

fn range(first: &str, last: &str) -> Result<(IpAddr, IpAddr), String> {
    let (first, last) = (address(first)?, address(last)?);
    if first.is_ipv4() != last.is_ipv4() || first > last {
        return Err(format!("{first} to {last} is no range: both of one kind, the first not after the last"));
    }
    Ok((first, last))
}

/// Lines with their number and cells, without notes, empty lines and a heading.
fn rows<'a>(text: &'a str, heading: &'a str) -> impl Iterator<Item = (usize, Vec<&'a str>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..)
        .zip(text.lines())
        .filter(move |(number, line)| {
            let line = line.trim();
            let is_heading = *number == 1 && line.eq_ignore_ascii_case(heading);
            !(line.is_empty() || line.starts_with('#') || is_heading)
        })
        .map(|(number, line)| (number, line.split(',').map(cell).collect()))
}

/// Reads the text of a file, with its digest.
fn text(path: &Path) -> Result<(String, LeadTable), AppError> {
    let refused = |text: String, hint: &str| AppError::new(AppErrorKind::Invalid, text, hint);
    let bytes = store::small_file(path, SIZE_BYTES_MAX)
        .map_err(|error| AppError::new(AppErrorKind::Source, error.text, error.hint))?
        .ok_or_else(|| {
            let text =
                format!("{} has more than {} bytes, the most that is read", path.display(), SIZE_BYTES_MAX);
            refused(text, "State a table of ranges, not one of single addresses")
        })?;
    let mut digest = Digester::new();
    digest.update(&bytes);
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let table = LeadTable { file, sha256: digest.finish().sha256 };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        refused(format!("{} is no text: byte {at} is no UTF-8", path.display()), "State a CSV file in UTF-8")
    })?;
    Ok((text, table))
}

fn countries(
    path: &Path,
    text: &str,
    atlas: &Atlas,
) -> Result<(Vec<AddressRange>, BTreeMap<String, u64>), AppError> {
    let known: std::collections::BTreeSet<&str> =
        atlas.countries().iter().map(|country| country.code.as_str()).collect();
    let (mut ranges, mut left_aside) = (Vec::new(), BTreeMap::new());
    for (line, cells) in rows(text, "first,last,country") {
        let [first, last, country] = cells[..] else {
            return Err(bad(
                path,
                line,
                format!("{} columns, and there must be 3: first,last,country", cells.len()),
            ));
        };
        let (first, last) = range(first, last).map_err(|what| bad(path, line, what))?;
        if country.len() != 2 || !country.bytes().all(|letter| letter.is_ascii_alphabetic()) {
            let what =
                format!("{:?} is no code of a country: two letters are, such as NL", shortened(country));
            return Err(bad(path, line, what));
        }
        let country = country.to_ascii_uppercase();
        if known.contains(country.as_str()) {
            ranges.push(AddressRange { first, last, country, is_relay: false });
        } else {
            // Publishers write ZZ, EU or AP where they know no country.
            *left_aside.entry(country).or_default() += 1;
        }
    }
    Ok((ranges, left_aside))
}

fn relays(path: &Path, text: &str) -> Result<Vec<(IpAddr, IpAddr)>, AppError> {
    rows(text, "first,last")
        .map(|(line, cells)| {
            let found = match cells[..] {
                [one] => range(one, one),
                [first, last] => range(first, last),
                _ => Err(format!("{} columns, and there must be 1 or 2: first,last", cells.len())),
            };
            found.map_err(|what| bad(path, line, what))
        })
        .collect()
}

impl AddressFiles {
    /// Reads the tables.
    ///
    /// # Errors
    /// When a file can't be read or is too large, or a line is not as documented.
    pub(crate) fn read(&self, atlas: &Atlas) -> Result<(AddressTable, Vec<ReadTable>), AppError> {
        let Some(path) = &self.countries else {
            let stray = AppError::invalid("a table of relays says nothing without one of countries");
            return self.relays.is_none().then(Default::default).ok_or(stray);
        };
        let (of_countries, table) = text(path)?;
        let (ranges, left_aside) = countries(path, &of_countries, atlas)?;
        let mut read = vec![ReadTable { table, ranges: ranges.len() as u64, left_aside, disputed: 0 }];
        let mut cut = Vec::new();
        if let Some(path) = &self.relays {
            let (of_relays, table) = text(path)?;
            cut = relays(path, &of_relays)?;
            let ranges = cut.len() as u64;
            read.push(ReadTable { table, ranges, left_aside: BTreeMap::new(), disputed: 0 });
        }
        let (table, disputed) = AddressTable::settle(&ranges, &cut).map_err(AppError::invalid)?;
        if let Some(countries) = read.first_mut() {
            countries.disputed = disputed;
        }
        Ok((table, read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use network::country::Located;

    fn read(
        of_countries: &[u8],
        of_relays: Option<&[u8]>,
    ) -> Result<(AddressTable, Vec<ReadTable>), AppError> {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let countries = Some(place("countries.csv", of_countries));
        let relays = of_relays.map(|bytes| place("relays.csv", bytes));
        AddressFiles { countries, relays }.read(&Atlas::own().unwrap())
    }

    #[test]
    fn tables_are_read_and_relays_win() {
        let countries = b"\xef\xbb\xbfFirst,Last,Country\r\n\"192.0.2.0\",\"192.0.2.255\",\"nl\"\r\n\n# a note\n198.51.100.0,198.51.100.9,ZZ\n2001:db8::,2001:db8::ff,BE";
        let (table, read) = read(countries, Some(b"192.0.2.7\n192.0.2.9,192.0.2.10\n")).unwrap();
        let locate = |address: &str| table.locate(address.parse().unwrap());
        assert_eq!(locate("192.0.2.6"), Located::Country("NL"));
        assert_eq!((locate("192.0.2.7"), locate("192.0.2.8")), (Located::Relay, Located::Country("NL")));
        assert_eq!((locate("192.0.2.10"), locate("198.51.100.1")), (Located::Relay, Located::Unknown));
        assert_eq!(locate("2001:db8::5"), Located::Country("BE"));
        assert_eq!((read[0].ranges, read[1].ranges), (2, 2));
        assert_eq!(read[0].left_aside, BTreeMap::from([("ZZ".to_owned(), 1)]));
        assert_eq!(read[0].table.file, "countries.csv");
    }

    #[test]
    fn bad_lines_say_where() {
        let said = |countries: &[u8]| {
            let text = read(countries, None).unwrap_err().to_string();
            text.split_once("countries.csv").unwrap().1.to_owned()
        };
        assert_eq!(said(b"\n1.2.3.4,NL"), ", line 2: 2 columns, and there must be 3: first,last,country");
        assert_eq!(said(b"=cmd(),1.2.3.4,NL"), ", line 1: \"=cmd()\" is no address");
        assert_eq!(
            said(b"1.2.3.4,::1,NL"),
            ", line 1: 1.2.3.4 to ::1 is no range: both of one kind, the first not after the last"
        );
        assert_eq!(
            said(b"1.2.3.4,1.2.3.5,<b>"),
            ", line 1: \"<b>\" is no code of a country: two letters are, such as NL"
        );
        assert_eq!(said(b"1.2.3.4,1.2.3.5,\xff"), " is no text: byte 16 is no UTF-8");
        let (table, read_both) = read(b"1.2.3.4,1.2.3.9,NL\n1.2.3.5,1.2.3.6,BE", None).unwrap();
        assert_eq!((read_both[0].disputed, table.locate("1.2.3.5".parse().unwrap())), (1, Located::Unknown));
        let relays = read(b"1.2.3.4,1.2.3.9,NL", Some(b"1,2,3")).unwrap_err();
        assert!(relays.to_string().contains("relays.csv, line 1"), "{relays}");
        let gone = AddressFiles { countries: Some("/nonexistent/table".into()), relays: None };
        assert_eq!(gone.read(&Atlas::own().unwrap()).unwrap_err().kind, AppErrorKind::Source);
        let stray = AddressFiles { countries: None, relays: Some("/nonexistent/table".into()) };
        assert_eq!(stray.read(&Atlas::own().unwrap()).unwrap_err().kind, AppErrorKind::Invalid);
        let none = AddressFiles::default().read(&Atlas::own().unwrap()).unwrap();
        assert_eq!(none, (AddressTable::default(), Vec::new()));
    }

    #[test]
    fn a_file_without_end_is_refused() {
        let endless = AddressFiles { countries: Some("/dev/zero".into()), relays: None };
        let error = endless.read(&Atlas::own().unwrap()).unwrap_err();
        assert!(error.to_string().contains("more than 134217728 bytes"), "{error}");
    }
}
