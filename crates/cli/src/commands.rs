//! From a command to its deed, and from what the deed gives to text. One file for each room of commands.

mod agenda;
mod authorisation;
mod case;
mod decision;
mod demo;
mod fact;
mod items;
mod known;
mod lead;
mod ledger;
mod manifest;
mod network;
mod order;
mod pages;
mod person;
mod read;
mod report;
mod review;
mod written;

use crate::args::{Args, AuthorisationCommand, CarrierCommand, CaseCommand, Command};
use crate::args::{FindingCommand, OfficeCommand, RuleCommand};
use crate::args::{KnownCommand, LedgerCommand, MatchCommand};
use crate::failure::Failure;
use crate::screen::Screen;
use std::io;

/// Does what the command line asks.
pub(crate) fn run(args: Args, screen: &mut Screen) -> Result<(), Failure> {
    let house = &args.house;
    match args.command {
        Command::Case(CaseCommand::Open { name }) => case::open(house, name, screen),
        Command::Case(CaseCommand::List) => case::list(house, screen),
        Command::Authorisation(AuthorisationCommand::Record { case, grant, scope }) => {
            authorisation::record(house, case, grant.grant(scope.scope()), screen)
        }
        Command::Authorisation(AuthorisationCommand::Widen { case, because, scope }) => {
            authorisation::widen(house, case, scope.scope(), because, screen)
        }
        Command::Carrier(CarrierCommand::Read(read)) => read::read(house, read, screen),
        Command::Carrier(CarrierCommand::Report { carrier, html }) => {
            report::report(house, carrier, html.as_deref(), screen)
        }
        Command::Carrier(CarrierCommand::Items { carrier, filter, start, limit }) => {
            items::items(house, carrier, filter, (start, limit), screen)
        }
        Command::Carrier(CarrierCommand::OpenClosed { carrier }) => {
            items::open_closed(house, carrier, screen)
        }
        Command::Carrier(CarrierCommand::SeizedFrom { person, carrier, because, take_back }) => {
            person::seized_from(house, person, (carrier, take_back), because, screen)
        }
        Command::Carrier(CarrierCommand::Manifest { carrier, out }) => {
            manifest::manifest(house, carrier, &out, screen)
        }
        Command::Known(KnownCommand::Import { file, name, category, source, known_good, format }) => {
            let wanted = known::Wanted { file, name, label: category, source, known_good, format };
            known::import(house, wanted, screen)
        }
        Command::Known(KnownCommand::List) => known::list(house, screen),
        Command::Match(MatchCommand::Review { carrier, item, set, verdict, because }) => {
            review::review(house, carrier, (item, set), verdict, because, screen)
        }
        Command::Person(command) => person::run(house, command, screen),
        Command::Fact(command) => fact::run(house, command, screen),
        Command::Finding(FindingCommand::View { person, day, edition }) => {
            fact::findings(house, person, day, edition, screen)
        }
        Command::Decision(command) => decision::run(house, command, screen),
        Command::Order(command) => order::run(house, command, screen),
        Command::Direction(command) => order::directions(house, command, screen),
        Command::Record(command) => order::records(house, command, screen),
        Command::Number(command) => order::numbers(house, command, screen),
        Command::Network(command) => network::run(house, command, screen),
        Command::Lead(command) => lead::run(house, command, screen),
        Command::Agenda(command) => agenda::run(house, command, screen),
        Command::Rule(RuleCommand::Touch { from, to }) => decision::touched(house, from, to, screen),
        Command::Office(OfficeCommand::Set { file }) => person::office(house, &file, screen),
        Command::Ledger(LedgerCommand::Verify) => ledger::verify(house, screen),
        Command::Ledger(LedgerCommand::Compare) => ledger::compare(house, screen),
        Command::Ledger(LedgerCommand::Export { out, key }) => {
            ledger::export(house, &out, key.as_deref(), screen)
        }
        Command::Serve { listen, allow_others } => pages::serve(house, listen, allow_others, screen),
        Command::Demo { practice } => demo::demo(house, practice.as_deref(), screen),
        Command::Completions { shell } => written::completions(shell, screen),
        Command::Man { folder } => written::man(&folder, screen),
        // The parent's end of the pipe is closed when the parent is gone; there is nobody to tell.
        Command::ReadWorker => Ok(app::worker::serve(io::stdin(), io::stdout())?),
    }
}
