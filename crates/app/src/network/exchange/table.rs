//! The table: one lead a line, after RFC 4180.
//!
//! A spreadsheet takes a cell for a formula by its first character, so such a cell begins with an apostrophe instead. Characters
//! that turn text around or steer a terminal are written out; every other character stands as it is.

use crate::network::{NetworkLeads, ToldReason};

const HEADINGS: [&str; 12] = [
    "case",
    "network",
    "member_id",
    "member_name",
    "country",
    "strength",
    "grounds",
    "against",
    "tables",
    "made_at",
    "made_by",
    "caveat",
];

/// Characters by which spreadsheets know a formula; the wide ones where the system's language uses them.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

pub(super) fn write(leads: &NetworkLeads) -> String {
    let mut out = String::new();
    line(&mut out, &HEADINGS.map(str::to_owned));
    let tables: Vec<String> = leads
        .tables
        .iter()
        .map(|read| format!("{} (SHA-256 {})", read.table.file, read.table.sha256))
        .collect();
    for lead in &leads.leads {
        let cells = [
            leads.case.to_string(),
            leads.name.clone(),
            lead.member.id.clone(),
            lead.member.name.clone(),
            lead.country.clone(),
            lead.strength.clone(),
            grounds(&lead.grounds),
            grounds(&lead.against),
            tables.join("; "),
            leads.made_at.to_string(),
            leads.made_by.clone(),
            leads.caveat.to_owned(),
        ];
        line(&mut out, &cells);
    }
    out
}

fn grounds(reasons: &[ToldReason]) -> String {
    let told = |reason: &ToldReason| format!("[{}] {}: {}", reason.strength, reason.rule, reason.text);
    reasons.iter().map(told).collect::<Vec<_>>().join("; ")
}

fn line(out: &mut String, cells: &[String]) {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        quoted(out, &harmless(cell));
    }
    out.push_str("\r\n");
}

fn quoted(out: &mut String, cell: &str) {
    if !cell.contains(['"', ',', '\r', '\n']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

fn harmless(cell: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\r' | '\n'))
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut plain = String::with_capacity(cell.len() + 1);
    // White space before the sign doesn't keep every spreadsheet from seeing it.
    if cell.starts_with(FORMULA) || cell.trim_start().starts_with(FORMULA) {
        plain.push('\'');
    }
    for c in cell.chars() {
        if steers(c) {
            plain.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_text() {
        for attack in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"] {
            assert_eq!(harmless(attack), format!("'{attack}"));
        }
        assert_eq!(harmless("a=1"), "a=1");
        assert_eq!(harmless("tulp\u{202e}gpj\u{1b}"), "tulp\\u{202e}gpj\\u{1b}");
    }

    proptest! {
        #[test]
        fn another_reader_finds_the_same_cells_and_no_formula(rows in prop::collection::vec(
            prop::collection::vec("[ =+@a\",;\r\n\t'\u{202e}é-]{0,12}", 3..4), 1..6)
        ) {
            let mut out = String::new();
            rows.iter().for_each(|cells| line(&mut out, cells));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let expected: Vec<Vec<String>> =
                rows.iter().map(|cells| cells.iter().map(|cell| harmless(cell)).collect()).collect();
            prop_assert_eq!(&read, &expected);
            prop_assert!(read.iter().flatten().all(|cell| !cell.trim_start().starts_with(FORMULA)));
        }
    }
}
