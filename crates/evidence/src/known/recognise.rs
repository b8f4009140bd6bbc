//! What a file of known digests is, by its beginning. Says `None` rather than guess.

use super::{Format, hashdeep, lines, sums, table};

pub(super) fn recognise(head: &[u8], name: &str) -> Option<Format> {
    if head.starts_with(b"SQLite format 3\0") {
        return Some(Format::NsrlRds3);
    }
    if lines::is_wide(head) {
        // Narrowed roughly, only to name the format: reading it is refused with a hint.
        let narrow: Vec<u8> = head.iter().copied().filter(|byte| byte.is_ascii() && *byte != 0).collect();
        return recognise_text(&narrow, name);
    }
    recognise_text(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head), name)
}

fn recognise_text(head: &[u8], name: &str) -> Option<Format> {
    if head.starts_with(hashdeep::MARK) {
        return Some(Format::Hashdeep);
    }
    if head.trim_ascii_start().starts_with(b"{") {
        return json(head, name);
    }
    let line = head
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty() && !line.starts_with(b"#"))?;
    if matches!(line.len(), 32 | 40 | 64) && line.iter().all(u8::is_ascii_hexdigit) {
        return Some(Format::List(None));
    }
    if sums::parse(line).is_some() {
        return Some(Format::SleuthKit);
    }
    let header = table::header(head)?;
    Some(if header.is_icse() { Format::IcseCsv } else { Format::Csv })
}

fn json(head: &[u8], name: &str) -> Option<Format> {
    let has = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
    if has(b"@odata.context") || has(b"DataModels/2.") {
        Some(Format::Vics20)
    } else if has(b"odata.metadata") || has(b"DataModels/1.") {
        Some(Format::Vics13)
    } else {
        // A text whose context comes last: its fields, or its name, must speak for it.
        let named = name.to_ascii_lowercase();
        (has(b"\"MediaID\"") || named.contains("vics") && named.ends_with(".json")).then_some(Format::Vics20)
    }
}
