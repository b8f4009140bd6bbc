//! The beginnings of statements: into which table rows go, and which columns a table has.

use super::cursor::{Cursor, Stop};

/// The most columns that any table has; more is an attack on memory.
const COLUMNS_MAX: usize = 4096;

/// The beginning of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Rows in brackets follow, with the columns where they are named.
    Rows(String, Option<Vec<String>>),
    /// Lines of text follow.
    Lines(String, Option<Vec<String>>),
    /// A table is made.
    Table,
    /// The character set of the dump.
    CharacterSet(String),
    /// Something else, without rows.
    Other,
}

/// Reads the beginning of a statement, and leaves the cursor where its rows begin.
pub(super) fn head(from: &mut Cursor<'_>) -> Result<Head, Stop> {
    let start = from.at;
    let first = from.word()?.to_ascii_uppercase();
    from.space()?;
    let head = match first.as_slice() {
        b"INSERT" | b"REPLACE" => rows(from)?,
        b"COPY" => lines(from)?,
        b"CREATE" => {
            let mut is_table = from.keyword("TABLE")?;
            for word in ["GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "FOREIGN"] {
                is_table |= from.keyword(word)? && from.keyword("TABLE")?;
            }
            if is_table { Some(Head::Table) } else { None }
        }
        b"SET" if from.keyword("NAMES")? => {
            from.take(b'\'')?;
            Some(Head::CharacterSet(String::from_utf8_lossy(from.word()?).into_owned()))
        }
        _ => None,
    };
    if !matches!(head, Some(Head::Rows(..) | Head::Lines(..))) {
        from.at = start;
    }
    Ok(head.unwrap_or(Head::Other))
}

fn rows(from: &mut Cursor<'_>) -> Result<Option<Head>, Stop> {
    for word in ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE"] {
        from.keyword(word)?;
    }
    if from.keyword("OR")? {
        from.word()?;
        from.space()?;
    }
    from.keyword("INTO")?;
    let table = from.table_name()?;
    let columns = columns(from)?;
    if from.keyword("OVERRIDING")? {
        from.word()?;
        from.space()?;
        from.keyword("VALUE")?;
    }
    if from.keyword("VALUES")? || from.keyword("VALUE")? {
        return Ok(Some(Head::Rows(table, columns)));
    }
    Ok(None)
}

fn lines(from: &mut Cursor<'_>) -> Result<Option<Head>, Stop> {
    if from.here()? == b'(' {
        return Ok(None);
    }
    let table = from.table_name()?;
    let columns = columns(from)?;
    if !(from.keyword("FROM")? && from.keyword("STDIN")?) {
        return Ok(None);
    }
    loop {
        match from.here()? {
            b'\n' => break,
            b';' => {
                from.at += 1;
                if from.take(b'\r')? && from.here()? != b'\n' {
                    return Err(from.broken("rows must begin on a line of their own"));
                }
                from.take(b'\n')?;
                return Ok(Some(Head::Lines(table, columns)));
            }
            _ => from.at += 1,
        }
    }
    Err(from.broken("rows must begin after a semicolon"))
}

/// Names in brackets; `None` where there are none.
fn columns(from: &mut Cursor<'_>) -> Result<Option<Vec<String>>, Stop> {
    if from.here()? != b'(' {
        return Ok(None);
    }
    from.at += 1;
    let mut columns = Vec::new();
    loop {
        from.space()?;
        columns.push(from.name()?);
        from.space()?;
        if from.take(b')')? {
            from.space()?;
            return Ok(Some(columns));
        }
        if !from.take(b',')? {
            return Err(from.broken("names of columns are parted by commas"));
        }
        if columns.len() >= COLUMNS_MAX {
            return Err(from.broken("more columns than any table has"));
        }
    }
}

/// Words that begin a key or a constraint where a column could stand.
const NO_COLUMN: [&str; 14] = [
    "PRIMARY",
    "KEY",
    "UNIQUE",
    "INDEX",
    "CONSTRAINT",
    "FULLTEXT",
    "SPATIAL",
    "CHECK",
    "FOREIGN",
    "EXCLUDE",
    "LIKE",
    "PERIOD",
    "VECTOR",
    "INHERITS",
];

/// The name and the columns of the table that a whole statement makes; `None` where it names none.
pub(super) fn made_table(statement: &[u8]) -> Option<(String, Vec<String>)> {
    let mut from = Cursor::new(statement, true);
    while !from.keyword("TABLE").ok()? {
        from.word().ok().filter(|word| !word.is_empty())?;
        from.space().ok()?;
    }
    if from.keyword("IF").ok()? {
        from.keyword("NOT").ok()?;
        from.keyword("EXISTS").ok()?;
    }
    let table = from.table_name().ok()?;
    if !from.take(b'(').ok()? {
        return None;
    }
    let mut columns = Vec::new();
    loop {
        from.space().ok()?;
        let is_quoted = matches!(from.here().ok()?, b'`' | b'"' | b'[');
        let name = from.name().ok()?;
        if is_quoted || !NO_COLUMN.iter().any(|word| word.eq_ignore_ascii_case(&name)) {
            columns.push(name);
        }
        if columns.len() >= COLUMNS_MAX || !rest_of_item(&mut from)? {
            return Some((table, columns));
        }
    }
}

/// Passes the rest of a column's or key's definition; whether another follows.
fn rest_of_item(from: &mut Cursor<'_>) -> Option<bool> {
    let mut depth = 0_u32;
    loop {
        from.space().ok()?;
        match from.here().ok()? {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(false),
            b')' => depth -= 1,
            b',' if depth == 0 => {
                from.at += 1;
                return Some(true);
            }
            quote @ (b'\'' | b'"' | b'`') => {
                // Defaults and comments: a quote that is doubled only begins the next text.
                from.at += 1;
                while from.here().ok()? != quote {
                    from.at += 1 + usize::from(from.here().ok()? == b'\\' && quote == b'\'');
                }
            }
            _ => {}
        }
        from.at += 1;
    }
}
