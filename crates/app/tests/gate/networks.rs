//! Deeds on networks, leads and the agenda, each done once.

use app::deeds::*;
use app::network::exchange::LeadForm;
use app::network::{AddressFiles, NetworkRules};
use app::{App, AppError};
use authority::{Caller, DeedName, Purpose};
use casework::agenda::Category;
use casework::lead::LeadStrength;
use casework::review::Verdict;
use std::ops::ControlFlow;
use vocab::{LeadId, RecordId};

pub(super) fn attempt(app: &App, caller: &Caller, purpose: &Purpose, deed: DeedName) -> Result<(), AppError> {
    let case = || "Tulp".to_owned();
    let go = ControlFlow::Continue::<()>;
    match deed {
        DeedName::ReadNetwork => {
            let deed = ReadNetwork {
                case: case(),
                source: "/nonexistent/dump.sql".into(),
                network: "forum".into(),
                format: None,
                landlock_optional: false,
                watch: &mut |_| go(()),
            };
            app.perform(caller, purpose, deed).map(drop)
        }
        DeedName::ListNetworks => app.perform(caller, purpose, ListNetworks { case: case() }).map(drop),
        DeedName::SetNetworkRules => {
            let (rules, reason) = (NetworkRules::default(), "as agreed".into());
            app.perform(caller, purpose, SetNetworkRules { case: case(), network: None, rules, reason })
                .map(drop)
        }
        DeedName::MeasureNetwork => {
            let deed = MeasureNetwork { case: case(), network: None, watch: &mut |_| go(()) };
            app.perform(caller, purpose, deed).map(drop)
        }
        DeedName::ViewKeyPlayers => {
            app.perform(caller, purpose, ViewKeyPlayers { case: case(), network: None }).map(drop)
        }
        DeedName::DismantleNetwork => {
            let asked = DismantleAsked::new();
            let deed = DismantleNetwork { case: case(), network: None, asked, watch: &mut |_| go(()) };
            app.perform(caller, purpose, deed).map(drop)
        }
        DeedName::ViewTouched => {
            let deed = ViewTouched { case: case(), network: None, member: "2".into() };
            app.perform(caller, purpose, deed).map(drop)
        }
        DeedName::LinkNetworks => {
            let (a, b) = ((case(), None), (case(), Some("other".into())));
            app.perform(caller, purpose, LinkNetworks { a, b, bits_min: 10.0, watch: &mut |_| go(()) })
                .map(drop)
        }
        DeedName::ReviewLink => {
            let (a, b, members) = ((case(), None), (case(), Some("other".into())), ("2".into(), "3".into()));
            let (verdict, reasons) = (Verdict::Same, "the same key".into());
            app.perform(caller, purpose, ReviewLink { a, b, members, verdict, reasons }).map(drop)
        }
        DeedName::ViewNetworkReport => {
            app.perform(caller, purpose, ViewNetworkReport { case: case(), network: None }).map(drop)
        }
        DeedName::ViewLeads => {
            let deed = ViewLeads {
                case: case(),
                network: None,
                country: Some("NL".into()),
                at_least: LeadStrength::Clear,
                files: AddressFiles::default(),
                forms: vec![LeadForm::Csv],
                watch: &mut |_| go(()),
            };
            app.perform(caller, purpose, deed).map(drop)
        }
        DeedName::RecordLead => {
            let deed = RecordLead {
                case: case(),
                network: None,
                member: "2".into(),
                country: "NL".into(),
                reason: "states a town".into(),
                files: AddressFiles::default(),
                watch: &mut |_| go(()),
            };
            app.perform(caller, purpose, deed).map(drop)
        }
        DeedName::ListLeads => app.perform(caller, purpose, ListLeads { case: case() }).map(drop),
        DeedName::OpenLead => {
            let (lead, name) = (LeadId(RecordId::new(1, [0; 10])), "Narcis".into());
            app.perform(caller, purpose, OpenLead { case: case(), lead, name }).map(drop)
        }
        DeedName::SetNorm => {
            let (category, source) = (Category::Networks, "a letter".into());
            app.perform(caller, purpose, SetNorm { category, year: 2026, cases: 15, source }).map(drop)
        }
        DeedName::AssignCase => {
            let (category, reason) = (Some(Category::Networks), "a forum".into());
            app.perform(caller, purpose, AssignCase { case: case(), category, year: 2026, reason }).map(drop)
        }
        DeedName::ViewAgenda => app.perform(caller, purpose, ViewAgenda { year: 2026 }).map(drop),
        other => panic!("{other} is not tried here"),
    }
}
