//! Passing what holds no rows: to the end of a statement, or to where a row can begin again after a broken one.

use super::Dialect;
use super::window::Window;

/// Where the scan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum In {
    Code,
    Quote(u8),
    Line,
    Comment,
}

/// Passes to behind the end of the statement. `false` where the dump ends before.
pub(super) fn statement(window: &mut Window<'_>, dialect: Dialect, delimiter: &[u8]) -> bool {
    let mut state = In::Code;
    loop {
        let bytes = window.bytes();
        let mut at = 0;
        // Two bytes are looked at together, and a delimiter whole.
        let margin = if window.is_ended() { 0 } else { delimiter.len().max(64) };
        let end = bytes.len().saturating_sub(margin);
        let mut is_over = false;
        while at < end {
            let byte = bytes.get(at).copied().unwrap_or_default();
            let next = bytes.get(at + 1).copied();
            match state {
                In::Code if bytes.get(at..).is_some_and(|rest| rest.starts_with(delimiter)) => {
                    at += delimiter.len();
                    is_over = true;
                    break;
                }
                In::Code => match byte {
                    b'$' if dialect == Dialect::Postgres => {
                        if let Some(length) = dollars(bytes.get(at..).unwrap_or_default()) {
                            at += length;
                            continue;
                        }
                    }
                    b'\'' | b'"' | b'`' => state = In::Quote(byte),
                    b'-' if next == Some(b'-') => state = In::Line,
                    b'#' if dialect == Dialect::MySql => state = In::Line,
                    b'/' if next == Some(b'*') => {
                        state = In::Comment;
                        at += 1;
                    }
                    _ => {}
                },
                In::Quote(_) if byte == b'\\' && dialect == Dialect::MySql => at += 1,
                In::Quote(quote) if byte == quote => state = In::Code,
                In::Line if byte == b'\n' => state = In::Code,
                In::Comment if byte == b'*' && next == Some(b'/') => {
                    state = In::Code;
                    at += 1;
                }
                _ => {}
            }
            at += 1;
        }
        window.pass(at);
        if is_over {
            return true;
        }
        if window.is_ended() {
            let left = window.bytes().len();
            window.pass(left);
            return false;
        }
        window.more();
        if !window.is_ended() && window.bytes().len() > 2 * super::window::ROW_BYTES_MAX {
            // A text in dollars without end; nothing of it is understood.
            let left = window.bytes().len();
            window.pass(left);
        }
    }
}

/// Length of a text between dollars that is whole here: `$$ .. $$`, `$body$ .. $body$`.
fn dollars(bytes: &[u8]) -> Option<usize> {
    let tag = bytes.iter().skip(1).position(|byte| *byte == b'$')? + 2;
    let mark = bytes.get(..tag)?;
    if !mark.get(1..tag - 1)?.iter().all(|byte| super::cursor::is_of_word(*byte) && *byte != b'$') {
        return None;
    }
    Some(tag + memchr::memmem::find(bytes.get(tag..)?, mark)? + tag)
}

/// Where, behind a broken row, the next one or the next statement can begin. By form alone: a `)` and a comma before a
/// bracket, or a `;` at the end of a line. Gives the bytes to pass and whether the statement is over.
pub(super) fn next_row(window: &mut Window<'_>, from: usize) -> Option<(usize, bool)> {
    let mut at = from;
    loop {
        let bytes = window.bytes();
        match memchr::memchr2(b')', b';', bytes.get(at..).unwrap_or_default()) {
            Some(found) => {
                at += found;
                let rest = bytes.get(at..).unwrap_or_default();
                let after = rest.get(1..).unwrap_or_default();
                let is_short = after.len() < 64 && !window.is_ended();
                if !is_short {
                    if rest.first() == Some(&b';') {
                        if matches!(after.first(), Some(b'\n' | b'\r') | None) {
                            return Some((at + 1, true));
                        }
                    } else if let Some(length) = comma_and_bracket(after) {
                        return Some((at + 1 + length, false));
                    }
                    at += 1;
                    continue;
                }
            }
            None => at = bytes.len(),
        }
        if at > super::window::ROW_BYTES_MAX {
            window.pass(at);
            at = 0;
        }
        if !window.more() {
            if window.is_ended() && window.bytes().len() > at {
                continue;
            }
            return None;
        }
    }
}

/// Length of a comma with white space around it, where a bracket follows.
fn comma_and_bracket(bytes: &[u8]) -> Option<usize> {
    let space = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take(16).take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let comma = space(0);
    let bracket = space(comma + 1);
    (bytes.get(comma) == Some(&b',') && bytes.get(bracket) == Some(&b'(')).then_some(bracket)
}
