//! The one binary, `hoeder`: argv becomes deeds, and what they give becomes text.
//!
//! Must never know: SQL, HTML, the store, any engine. It decides nothing: every act goes through
//! `App::perform`, and what a role may do is the gate's to say.

mod args;
mod commands;
mod door;
mod failure;
mod progress;
mod screen;
mod stop;
mod world;

use crate::failure::Failure;
use crate::screen::Screen;
use clap::error::ErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let args = match args::parse(&arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error, arguments.iter().any(|word| word == "--json")),
    };
    let json = args.house.json;
    let mut screen = Screen::new();
    let done = commands::run(args, &mut screen).and_then(|()| screen.flush());
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough.
        Err(failure) if failure.is_closed_output() => ExitCode::SUCCESS,
        Err(failure) => {
            // What was printed before it went wrong is still of use.
            let _ = screen.flush();
            screen::tell_failure(&failure, json);
            failure.exit_code()
        }
    }
}

/// Help and version are no failures; the rest is, in the form that was asked for.
fn usage(error: &clap::Error, json: bool) -> ExitCode {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked || !json {
        let _ = error.print();
        return ExitCode::from(if asked { 0 } else { 2 });
    }
    let failure = Failure::usage(error.render().to_string().trim(), "See `hoeder help`");
    screen::tell_failure(&failure, json);
    failure.exit_code()
}
