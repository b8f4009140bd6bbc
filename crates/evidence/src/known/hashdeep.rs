//! The output of `hashdeep`: a two-line header that names the columns, then lines whose last field is a name.

use super::draft::{Draft, label};
use super::intake::Intake;
use super::lines::Lines;
use super::list::refuse_if_cut;
use super::record::{KnownError, KnownErrorKind};
use crate::Content;

/// The first line, up to its version.
pub(super) const MARK: &[u8] = b"%%%% HASHDEEP-";

enum Column {
    Size,
    Md5,
    Sha1,
    Sha256,
    Ignored,
}

pub(super) fn read(content: &mut dyn Content, start: u64, intake: &mut Intake<'_>) -> Result<(), KnownError> {
    let mut lines = Lines::new(content, start);
    if !lines.next_line()?.is_some_and(|line| line.text.starts_with(MARK)) {
        return Err(KnownError::new(
            KnownErrorKind::NotThisFormat,
            Some(1),
            "the first line is not %%%% HASHDEEP-1.0",
            "Choose another format, or fetch the list again from its source",
        ));
    }
    let columns = match lines.next_line()? {
        Some(line) => columns(line.text)?,
        None => {
            return Err(KnownError::broken(Some(2), "the list ends before the line that names its columns"));
        }
    };
    while let Some(line) = lines.next_line()? {
        let text = line.text;
        // `##` opens a comment; a further header appears where lists were put one after the other.
        if text.is_empty() || text.starts_with(b"##") || text.starts_with(MARK) {
            continue;
        }
        if text.starts_with(b"%%%%") {
            return Err(KnownError::broken(
                Some(line.number),
                "a second header stands in the middle of the list",
            ));
        }
        let mut draft = Draft::at(line.number, line.offset_bytes);
        refuse_if_cut(&line, &mut draft);
        fill(&mut draft, text, &columns);
        if intake.take(draft).is_break() {
            break;
        }
    }
    Ok(())
}

/// The columns before the name.
fn columns(text: &[u8]) -> Result<Vec<Column>, KnownError> {
    let names: Option<Vec<&[u8]>> = text
        .strip_prefix(b"%%%% ")
        .map(|list| list.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).collect());
    let Some((b"filename", names)) = names.as_deref().and_then(<[_]>::split_last).map(|(l, n)| (*l, n))
    else {
        return Err(KnownError::new(
            KnownErrorKind::NotThisFormat,
            Some(2),
            "the second line does not name the columns, filename last",
            "Choose another format, or fetch the list again from its source",
        ));
    };
    let columns: Vec<Column> = names
        .iter()
        .map(|name| match *name {
            b"size" => Column::Size,
            b"md5" => Column::Md5,
            b"sha1" => Column::Sha1,
            b"sha256" => Column::Sha256,
            _ => Column::Ignored,
        })
        .collect();
    if !columns.iter().any(|column| matches!(column, Column::Md5 | Column::Sha1 | Column::Sha256)) {
        return Err(KnownError::new(
            KnownErrorKind::NoDigestColumn,
            Some(2),
            "the list has no md5, sha1 or sha256 column",
            "Make the list again with hashdeep -c md5,sha1,sha256",
        ));
    }
    Ok(columns)
}

fn fill(draft: &mut Draft, text: &[u8], columns: &[Column]) {
    let mut fields = text.splitn(columns.len() + 1, |byte| *byte == b',');
    for column in columns {
        let field = fields.next().unwrap_or_default();
        match column {
            Column::Size => draft.size(field),
            Column::Md5 => draft.md5(field),
            Column::Sha1 => draft.sha1(field),
            Column::Sha256 => draft.sha256(field),
            Column::Ignored => {}
        }
    }
    match fields.next() {
        Some(name) => draft.record.name = label(name),
        None => draft.refuse(format!(
            "{} fields where {} were expected",
            text.split(|byte| *byte == b',').count(),
            columns.len() + 1
        )),
    }
}
