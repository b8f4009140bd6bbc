//! Texts, pages, sheets of numbers and small databases, made of harmless words.

use super::content::Content;
use crate::fault::Fault;
use crate::seeded::Seeded;
use std::fmt::Write as _;

const WORDS: [&str; 32] = [
    "dijk", "water", "wind", "molen", "weg", "brug", "markt", "fiets", "regen", "zee", "duin", "haven",
    "kaart", "boek", "tafel", "lamp", "field", "river", "stone", "garden", "window", "paper", "letter",
    "morning", "bread", "cloud", "harbour", "ladder", "ticket", "train", "station", "summer",
];

fn sentence(numbers: &mut Seeded, words: usize) -> String {
    let mut text = String::new();
    for i in 0..words {
        let word = numbers.pick(&WORDS);
        text.push_str(if i == 0 { "" } else { " " });
        text.push_str(word);
    }
    text
}

/// The `number`-th document and the end its name should have.
pub(crate) fn document(numbers: &mut Seeded, number: usize) -> Result<(Content, &'static str), Fault> {
    let lines: Vec<String> = (0..4 + numbers.below(40)).map(|_| sentence(numbers, 9)).collect();
    Ok(match number % 5 {
        0 | 1 => (Content::of((lines.join("\n") + "\n").into_bytes(), "document"), "txt"),
        2 => (Content::of(page(&lines).into_bytes(), "document"), "html"),
        3 => (Content::of(pdf(&lines), "document"), "pdf"),
        _ => (Content::of(database(&lines)?, "database"), "sqlite"),
    })
}

fn page(lines: &[String]) -> String {
    let mut text = String::from("<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>");
    let _ = writeln!(text, "{}</title></head><body>", lines[0]);
    for line in lines {
        let _ = writeln!(text, "<p>{line}</p>");
    }
    text + "</body></html>\n"
}

/// One page of PDF 1.4 with a correct table of objects.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut strokes = String::from("BT /F1 11 Tf 14 TL 60 780 Td\n");
    for line in lines {
        let _ = writeln!(strokes, "({line}) Tj T*");
    }
    strokes.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{strokes}\nendstream", strokes.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut text, mut table) = (String::from("%PDF-1.4\n"), String::from("0000000000 65535 f \n"));
    for (i, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", text.len());
        let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let start = text.len();
    let count = objects.len() + 1;
    let _ = write!(
        text,
        "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    text.into_bytes()
}

fn database(lines: &[String]) -> Result<Vec<u8>, Fault> {
    let folder = tempfile::tempdir().map_err(Fault::made)?;
    let path = folder.path().join("notes.sqlite");
    let mut connection = rusqlite::Connection::open(&path).map_err(Fault::made)?;
    let change = connection.transaction().map_err(Fault::made)?;
    change.execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)").map_err(Fault::made)?;
    for line in lines {
        change.execute("INSERT INTO note (text) VALUES (?1)", [line]).map_err(Fault::made)?;
    }
    change.commit().map_err(Fault::made)?;
    drop(connection);
    std::fs::read(&path).map_err(Fault::file(&path))
}
