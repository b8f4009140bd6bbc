//! How far a long deed is, on standard error: a bar on a terminal, now and then a line elsewhere.
//!
//! Nothing that is kept depends on what is shown here.

use crate::screen::tell;
use crate::stop;
use app::network::{Stage, Step};
use app::{Phase, Progress};
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::ops::ControlFlow;
use std::time::Duration;

/// Between two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(5);

/// Shows the progress of one deed.
pub(crate) struct Bar {
    bar: ProgressBar,
    form: Form,
    phase: Option<(Phase, bool)>,
    stage: Option<(Stage, bool)>,
    told: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Bar,
    Lines,
    Nothing,
}

impl Bar {
    /// A bar, or lines where standard error is no terminal, or nothing where a program listens.
    pub(crate) fn new(json: bool) -> Self {
        let form = match (json, std::io::stderr().is_terminal()) {
            (true, _) => Form::Nothing,
            (_, true) => Form::Bar,
            _ => Form::Lines,
        };
        let bar = if form == Form::Bar { ProgressBar::no_length() } else { ProgressBar::hidden() };
        Self { bar, form, phase: None, stage: None, told: Duration::ZERO }
    }

    /// Shows how far a reading is, and says whether to go on.
    pub(crate) fn show(&mut self, progress: Progress) -> ControlFlow<()> {
        match self.form {
            Form::Bar => self.draw(progress),
            Form::Lines => self.line(&|| in_words(progress)),
            Form::Nothing => {}
        }
        stop::flow()
    }

    /// Shows how many entries of a set are in.
    pub(crate) fn count(&mut self, what: &str, done: u64) -> ControlFlow<()> {
        match self.form {
            Form::Bar => self.bar.set_message(format!("{} {what}", HumanCount(done))),
            Form::Lines => self.line(&|| format!("{} {what}", HumanCount(done))),
            Form::Nothing => {}
        }
        stop::flow()
    }

    /// Shows how far work on a network is.
    pub(crate) fn stage(&mut self, step: Step) -> ControlFlow<()> {
        match self.form {
            Form::Bar => {
                let known = step.of > 0;
                if self.stage != Some((step.stage, known)) {
                    self.stage = Some((step.stage, known));
                    self.bar.reset();
                    self.bar.set_style(style(known, false));
                    self.bar.set_prefix(stage_word(step.stage));
                }
                if known {
                    self.bar.set_length(step.of);
                }
                self.bar.set_position(step.done);
            }
            Form::Lines => self.line(&|| {
                let of = if step.of > 0 { format!(" of {}", HumanCount(step.of)) } else { String::new() };
                format!("{}: {}{of}", stage_word(step.stage), HumanCount(step.done))
            }),
            Form::Nothing => {}
        }
        stop::flow()
    }

    /// Takes the bar away.
    pub(crate) fn clear(self) {
        self.bar.finish_and_clear();
    }

    fn line(&mut self, words: &dyn Fn() -> String) {
        let now = self.bar.elapsed();
        if now.saturating_sub(self.told) >= PAUSE {
            self.told = now;
            tell(words());
        }
    }

    fn draw(&mut self, progress: Progress) {
        // By bytes where their sum is known: pieces differ too much in size to foretell anything.
        let by_bytes = progress.total_bytes > 0;
        let known = by_bytes || progress.total > 0;
        if self.phase != Some((progress.phase, known)) {
            self.phase = Some((progress.phase, known));
            self.bar.reset();
            self.bar.set_style(style(known, by_bytes));
            self.bar.set_prefix(word(progress.phase));
        }
        let (done, total) = if by_bytes {
            (progress.done_bytes, progress.total_bytes)
        } else {
            (progress.done, progress.total)
        };
        if known {
            self.bar.set_length(total);
        }
        self.bar.set_position(done);
        if by_bytes && progress.total > 0 {
            self.bar.set_message(format!("{}/{}", HumanCount(progress.done), HumanCount(progress.total)));
        }
    }
}

fn style(known: bool, by_bytes: bool) -> ProgressStyle {
    let template = match (known, by_bytes) {
        (true, true) => "{prefix:10} [{wide_bar}] {percent:>3}%  {msg}  {bytes_per_sec}  {eta} to go",
        (true, false) => "{prefix:10} [{wide_bar}] {percent:>3}%  {human_pos}/{human_len}  {eta} to go",
        _ => "{prefix:10} {spinner} {human_pos} found  {elapsed}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ")
}

fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::Listing => "listing",
        Phase::Reading => "reading",
        Phase::Verifying => "verifying",
        Phase::Sealing => "sealing",
    }
}

fn in_words(progress: Progress) -> String {
    let mut text = format!("{}: {}", word(progress.phase), HumanCount(progress.done));
    if progress.total > 0 {
        text.push_str(&format!(" of {}", HumanCount(progress.total)));
    }
    text.push_str(" items");
    if progress.done_bytes > 0 {
        text.push_str(&format!(", {}", HumanBytes(progress.done_bytes)));
    }
    if progress.total_bytes > 0 {
        text.push_str(&format!(" of {}", HumanBytes(progress.total_bytes)));
    }
    text
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Loading => "loading",
        Stage::Weaving => "ties",
        Stage::Measuring(measure) => measure.word(),
        Stage::Stability => "stability",
        Stage::KeySets => "key sets",
        Stage::Dismantling => "dismantling",
        Stage::Linking => "linking",
    }
}
