//! A Rust file taken apart just so far that a rule can tell code, texts, comments and tests from each other.
//! A scanner, no parser: it knows where a comment or a text begins and ends, and nothing of the grammar.

/// Which kind of code a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Shipped code.
    Shipped,
    /// Tests, benchmarks, examples and build scripts.
    Aside,
}

/// One line, taken apart. Columns are kept: what does not belong to a view is blank there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Code alone; comments and the insides of texts are blank.
    pub code: String,
    /// The insides of texts alone.
    pub texts: String,
    /// Comments alone.
    pub comments: String,
    /// Within a `#[cfg(test)]` module.
    pub is_test: bool,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The crate it belongs to.
    pub room: String,
    /// Path from the root of the workspace.
    pub path: String,
    /// Its lines; the first is number 1.
    pub lines: Vec<Line>,
    /// Its first line as written.
    pub opening: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Code,
    LineComment,
    BlockComment { depth: u32 },
    Text,
    RawText { hashes: usize },
}

impl Source {
    /// Takes a file apart.
    pub fn new(room: &str, path: &str, text: &str) -> Self {
        let mut lines = split(text);
        mark_tests(&mut lines);
        let opening = text.lines().next().unwrap_or_default().to_owned();
        Self { room: room.to_owned(), path: path.to_owned(), lines, opening }
    }

    /// Path within the crate, for example `src/known/nsrl.rs`.
    pub fn place(&self) -> &str {
        self.path
            .strip_prefix("crates/")
            .and_then(|rest| rest.split_once('/'))
            .map_or(&self.path, |(_, rest)| rest)
    }

    /// Whether the file is shipped.
    pub fn part(&self) -> Part {
        if self.place().starts_with("src/") { Part::Shipped } else { Part::Aside }
    }

    /// Lines with their numbers, tests left out; none for a file that is not shipped.
    pub fn shipped(&self) -> impl Iterator<Item = (usize, &Line)> {
        let is_shipped = self.part() == Part::Shipped && !self.place().ends_with("tests.rs");
        (1..).zip(&self.lines).filter(move |(_, line)| is_shipped && !line.is_test)
    }
}

fn split(text: &str) -> Vec<Line> {
    let characters: Vec<char> = text.chars().collect();
    let mut lines = vec![Line::default()];
    let mut state = State::Code;
    let mut at = 0;
    while at < characters.len() {
        let (next, taken) = step(state, &characters[at..]);
        // A comment or a text owns its opening and closing marks, except that quotes stay code.
        let owner = match (state, next) {
            (State::Code, State::LineComment | State::BlockComment { .. }) => next,
            (State::Code, _) | (State::Text | State::RawText { .. }, State::Code) => State::Code,
            _ => state,
        };
        for character in &characters[at..at + taken] {
            if *character == '\n' {
                lines.push(Line::default());
                continue;
            }
            if let Some(line) = lines.last_mut() {
                let view = match owner {
                    State::Code => 0,
                    State::Text | State::RawText { .. } => 1,
                    State::LineComment | State::BlockComment { .. } => 2,
                };
                for (number, column) in
                    [&mut line.code, &mut line.texts, &mut line.comments].into_iter().enumerate()
                {
                    column.push(if number == view { *character } else { ' ' });
                }
            }
        }
        state = next;
        at += taken;
    }
    if text.ends_with('\n') {
        lines.pop();
    }
    lines
}

/// From one state over some characters to the next; always at least one character.
fn step(state: State, rest: &[char]) -> (State, usize) {
    let starts = |mark: &str| mark.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
    match state {
        State::LineComment => (if rest[0] == '\n' { State::Code } else { state }, 1),
        State::BlockComment { depth } if starts("*/") => {
            (if depth == 1 { State::Code } else { State::BlockComment { depth: depth - 1 } }, 2)
        }
        State::BlockComment { depth } if starts("/*") => (State::BlockComment { depth: depth + 1 }, 2),
        State::BlockComment { .. } => (state, 1),
        State::Text if rest[0] == '\\' => (state, 2.min(rest.len())),
        State::Text => (if rest[0] == '"' { State::Code } else { state }, 1),
        State::RawText { hashes } => {
            let closes = rest[0] == '"' && (1..=hashes).all(|i| rest.get(i) == Some(&'#'));
            if closes { (State::Code, 1 + hashes) } else { (state, 1) }
        }
        State::Code if starts("//") => (State::LineComment, 2),
        State::Code if starts("/*") => (State::BlockComment { depth: 1 }, 2),
        State::Code if rest[0] == '"' => (State::Text, 1),
        State::Code => step_in_code(rest),
    }
}

fn step_in_code(rest: &[char]) -> (State, usize) {
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    if rest[0] == '\'' {
        // A character, or the name of a lifetime, which has no closing quote.
        let length = match rest.get(1) {
            Some('\\') => rest.iter().skip(3).position(|c| *c == '\'').map(|end| end + 4),
            Some(_) if rest.get(2) == Some(&'\'') => Some(3),
            _ => None,
        };
        return (State::Code, length.unwrap_or(1));
    }
    if !is_word(&rest[0]) {
        return (State::Code, 1);
    }
    // A whole word at once, so that the r of `bar"` is no raw text.
    let word = rest.iter().take_while(|c| is_word(c)).count();
    let is_raw = matches!(rest[..word], ['r'] | ['b', 'r'] | ['c', 'r']);
    let hashes = rest[word..].iter().take_while(|c| **c == '#').count();
    if is_raw && rest.get(word + hashes) == Some(&'"') {
        return (State::RawText { hashes }, word + hashes + 1);
    }
    (State::Code, word)
}

/// Marks what stands within `#[cfg(test)] mod name { ... }`.
fn mark_tests(lines: &mut [Line]) {
    let mut depth = 0_i64;
    let mut waiting = false;
    let mut until: Option<i64> = None;
    for line in lines {
        if line.code.contains("#[cfg(test)]") || line.code.contains("#[cfg(all(test") {
            waiting = true;
        }
        line.is_test = waiting || until.is_some();
        for character in line.code.chars() {
            match character {
                '{' => {
                    if waiting {
                        until = until.or(Some(depth));
                        waiting = false;
                    }
                    depth += 1;
                }
                '}' => {
                    depth -= 1;
                    if until == Some(depth) {
                        until = None;
                    }
                }
                // A module in a file of its own, or a single use.
                ';' => waiting = false,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(text: &str) -> Vec<[String; 3]> {
        let trim = |view: &String| view.trim().to_owned();
        split(text).iter().map(|line| [trim(&line.code), trim(&line.texts), trim(&line.comments)]).collect()
    }

    #[test]
    fn code_texts_and_comments_part() {
        assert_eq!(
            views("let a = \"x // y\"; // z \"q\""),
            [["let a = \"      \";", "x // y", "// z \"q\""]]
        );
        assert_eq!(views("r#\"a\"b\"# + 'c'"), [["r#\"   \"# + 'c'", "a\"b", ""]]);
        assert_eq!(
            views("bar\"x\" '\\'' 'a \"y\""),
            [["bar\" \" '\\'' 'a \" \"", "x     y".replace("x     y", "x           y").as_str(), ""]]
        );
        assert_eq!(
            views("/* a /* b */ c */ d\n\"\\\"e\""),
            [["d", "", "/* a /* b */ c */"], ["\"   \"", "\\\"e", ""]]
        );
        assert_eq!(views("\"a\nb\" c // d\ne"), [["\"", "a", ""], ["\" c", "b", "// d"], ["e", "", ""]]);
    }

    #[test]
    fn tests_are_marked() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { c() }\n}\nfn d() {}\n#[cfg(test)]\nmod e;\nfn f() {}";
        let source = Source::new("room", "crates/room/src/a.rs", text);
        let marked: Vec<bool> = source.lines.iter().map(|line| line.is_test).collect();
        assert_eq!(marked, [false, true, true, true, true, false, true, true, false]);
        assert_eq!(source.shipped().map(|(number, _)| number).collect::<Vec<_>>(), [1, 6, 9]);
    }
}
