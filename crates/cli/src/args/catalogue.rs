//! Commands and deeds are the same catalogue: each deed is a command, and each command a deed or named here.

use authority::{DeedName, Role};
use clap::Command;

/// Commands that are no deed of their own, and why.
#[cfg(test)]
const NO_DEED: &[(&str, &str)] = &[
    ("serve", "each page is a deed"),
    ("demo", "it gives ordinary commands"),
    ("completions", "it touches no case"),
    ("man", "it touches no case"),
    ("read-worker", "the confined child of a deed"),
];

/// The deed that a command, given as its words (`carrier read`), stands for.
pub(super) fn deed_of(words: &str) -> Option<DeedName> {
    DeedName::ALL.iter().copied().find(|deed| deed.word().replace('.', " ") == words)
}

/// Tells at each command who may give it.
pub(super) fn with_roles(definition: Command) -> Command {
    let rooms: Vec<String> = definition.get_subcommands().map(|room| room.get_name().to_owned()).collect();
    rooms.into_iter().fold(definition, |definition, name| {
        definition.mut_subcommand(&name, |room| {
            let verbs: Vec<String> = room.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
            verbs.into_iter().fold(room, |room, verb| {
                let Some(deed) = deed_of(&format!("{name} {verb}")) else { return room };
                let roles = deed.roles().iter().map(|role: &Role| role.word()).collect::<Vec<_>>().join(", ");
                room.mut_subcommand(verb, |verb| verb.after_help(format!("Open to the roles: {roles}")))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::definition;
    use std::collections::BTreeSet;

    /// Every command that does something, by its words.
    fn commands() -> Vec<String> {
        let definition = definition();
        let mut all = Vec::new();
        for room in definition.get_subcommands() {
            let verbs: Vec<&Command> = room.get_subcommands().collect();
            if verbs.is_empty() {
                all.push(room.get_name().to_owned());
            }
            all.extend(verbs.iter().map(|verb| format!("{} {}", room.get_name(), verb.get_name())));
        }
        all
    }

    #[test]
    fn every_command_is_a_deed_and_every_deed_a_command() {
        let commands = commands();
        let found: BTreeSet<DeedName> = commands.iter().filter_map(|words| deed_of(words)).collect();
        assert_eq!(found, DeedName::ALL.iter().copied().collect());
        let others: Vec<&str> =
            commands.iter().map(String::as_str).filter(|words| deed_of(words).is_none()).collect();
        assert_eq!(others, NO_DEED.iter().map(|(words, _)| *words).collect::<Vec<_>>());
    }

    #[test]
    fn every_deed_tells_its_roles_in_its_help() {
        let mut definition = definition();
        definition.build();
        for deed in DeedName::ALL {
            let (room, verb) = deed.word().split_once('.').unwrap();
            let command =
                definition.find_subcommand(room).and_then(|room| room.find_subcommand(verb)).unwrap();
            let help = command.clone().render_long_help().to_string();
            for role in deed.roles() {
                assert!(help.contains(role.word()), "{deed}: {role}");
            }
        }
    }

    #[test]
    fn the_definition_holds_together() {
        definition().debug_assert();
    }
}
