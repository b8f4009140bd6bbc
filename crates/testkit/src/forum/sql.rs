//! SQL text as dumping programs write it: many rows to a statement, texts escaped as the dialect wants.

use std::io::{self, Write};

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlDialect {
    /// As mysqldump: many rows to a statement, backslashes.
    MySql,
    /// As pg_dump: rows as lines of text.
    Postgres,
    /// As the shell of SQLite: quotes doubled, a row to a statement.
    Sqlite,
}

/// A value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sql<'a> {
    Number(i64),
    Text(&'a str),
}

impl From<u32> for Sql<'_> {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl From<i64> for Sql<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Sql<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

/// One table under way.
pub(super) struct Rows<'w, W: Write> {
    out: &'w mut W,
    dialect: SqlDialect,
    head: String,
    in_statement: usize,
    most: usize,
}

impl<'w, W: Write> Rows<'w, W> {
    pub(super) fn begin(
        out: &'w mut W,
        dialect: SqlDialect,
        table: &str,
        columns: &[&str],
        most: usize,
    ) -> io::Result<Self> {
        let head = match dialect {
            SqlDialect::MySql => format!("INSERT INTO `{table}` (`{}`) VALUES ", columns.join("`, `")),
            SqlDialect::Sqlite => format!("INSERT INTO {table}({}) VALUES", columns.join(",")),
            SqlDialect::Postgres => format!("COPY public.{table} ({}) FROM stdin;\n", columns.join(", ")),
        };
        if dialect == SqlDialect::Postgres {
            out.write_all(head.as_bytes())?;
        }
        Ok(Self { out, dialect, head, in_statement: 0, most })
    }

    pub(super) fn row(&mut self, values: &[Sql<'_>]) -> io::Result<()> {
        if self.dialect == SqlDialect::Postgres {
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    self.out.write_all(b"\t")?;
                }
                self.value(*value)?;
            }
            return self.out.write_all(b"\n");
        }
        let most = if self.dialect == SqlDialect::Sqlite { 1 } else { self.most };
        if self.in_statement == 0 {
            self.out.write_all(self.head.as_bytes())?;
        } else {
            self.out.write_all(b",")?;
        }
        self.out.write_all(b"(")?;
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            self.value(*value)?;
        }
        self.out.write_all(b")")?;
        self.in_statement += 1;
        if self.in_statement >= most {
            self.in_statement = 0;
            self.out.write_all(b";\n")?;
        }
        Ok(())
    }

    fn value(&mut self, value: Sql<'_>) -> io::Result<()> {
        match value {
            Sql::Number(number) => write!(self.out, "{number}"),
            Sql::Text(text) => {
                let mut bytes = Vec::with_capacity(text.len() + 2);
                escape(self.dialect, text, &mut bytes);
                self.out.write_all(&bytes)
            }
        }
    }

    pub(super) fn end(self) -> io::Result<()> {
        match self.dialect {
            SqlDialect::Postgres => self.out.write_all(b"\\.\n\n"),
            _ if self.in_statement > 0 => self.out.write_all(b";\n"),
            _ => Ok(()),
        }
    }
}

fn escape(dialect: SqlDialect, text: &str, bytes: &mut Vec<u8>) {
    let quote = dialect != SqlDialect::Postgres;
    if quote {
        bytes.push(b'\'');
    }
    for byte in text.bytes() {
        let escaped: &[u8] = match (dialect, byte) {
            (SqlDialect::MySql, b'\'') => b"\\'",
            (SqlDialect::MySql, b'"') => b"\\\"",
            (SqlDialect::MySql, 0) => b"\\0",
            (SqlDialect::MySql, 26) => b"\\Z",
            (SqlDialect::MySql | SqlDialect::Postgres, b'\\') => b"\\\\",
            (SqlDialect::MySql | SqlDialect::Postgres, b'\n') => b"\\n",
            (SqlDialect::MySql | SqlDialect::Postgres, b'\r') => b"\\r",
            (SqlDialect::Postgres, b'\t') => b"\\t",
            (SqlDialect::Sqlite, b'\'') => b"''",
            _ => &[byte],
        };
        bytes.extend_from_slice(escaped);
    }
    if quote {
        bytes.push(b'\'');
    }
}
