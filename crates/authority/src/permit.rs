//! The permit: proof that the gate said yes. Only [`permit`] makes one.

use crate::{Caller, DeedName, Purpose, Role};
use std::fmt;
use std::marker::PhantomData;

/// What a deed is about, as the caller stated it. Nothing is looked up before the permit is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole house (lists, the ledger).
    House,
    /// A case, by name.
    Case(String),
    /// A carrier of a case, by names.
    Carrier {
        /// The case.
        case: String,
        /// The carrier.
        carrier: String,
    },
    /// A person in a case.
    Person {
        /// The case.
        case: String,
        /// The label that stands for the person.
        person: String,
    },
    /// A network in a case.
    Network {
        /// The case.
        case: String,
        /// The network, by name.
        network: String,
    },
    /// A known set, by name.
    KnownSet(String),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::House => f.write_str("house"),
            Self::Case(name) => write!(f, "case {name}"),
            Self::Carrier { case, carrier } => write!(f, "case {case}, carrier {carrier}"),
            Self::Person { case, person } => write!(f, "case {case}, person {person}"),
            Self::Network { case, network } => write!(f, "case {case}, network {network}"),
            Self::KnownSet(name) => write!(f, "known set {name}"),
        }
    }
}

/// A "no" with its reason. It is written down like everything else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{deed} is not open to the role {role}; it is open to {open}", open = .deed.roles().iter().map(|r| r.word()).collect::<Vec<_>>().join(", "))]
pub struct Refusal {
    /// What was asked.
    pub deed: DeedName,
    /// In which role.
    pub role: Role,
}

/// Proof that a named person may do this deed on this subject for this purpose.
///
/// It can't be made outside this room, copied or stored.
#[derive(Debug)]
pub struct Permit {
    caller: Caller,
    purpose: Purpose,
    deed: DeedName,
    subject: Subject,
}

/// Asks for a permit.
///
/// # Errors
/// A [`Refusal`] when the caller's role may not do this deed.
pub fn permit(
    caller: &Caller,
    purpose: &Purpose,
    deed: DeedName,
    subject: Subject,
) -> Result<Permit, Refusal> {
    if !deed.roles().contains(&caller.role()) {
        return Err(Refusal { deed, role: caller.role() });
    }
    Ok(Permit { caller: caller.clone(), purpose: purpose.clone(), deed, subject })
}

impl Permit {
    /// Who acts.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Why.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// What is done.
    pub fn deed(&self) -> DeedName {
        self.deed
    }

    /// On what.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The hand of the person who acts, when the role is one that `M` stands for.
    pub fn hand<M: Mark>(&self) -> Option<Hand<'_, M>> {
        M::ROLES.contains(&self.caller.role()).then_some(Hand { permit: self, mark: PhantomData })
    }
}

/// The roles for which a [`Hand`] stands.
pub trait Mark {
    /// Any of these will do.
    const ROLES: &'static [Role];
}

/// Marks for [`Hand`].
pub mod mark {
    use super::{Mark, Role};

    /// May compare a near match: digital investigator or victim-identification specialist.
    #[derive(Debug)]
    pub enum Reviewer {}
    impl Mark for Reviewer {
        const ROLES: &'static [Role] = &[Role::DigitalInvestigator, Role::VictimSpecialist];
    }

    /// May establish what was authorised: the two investigators and the team lead.
    #[derive(Debug)]
    pub enum Investigator {}
    impl Mark for Investigator {
        const ROLES: &'static [Role] =
            &[Role::TacticalInvestigator, Role::DigitalInvestigator, Role::TeamLead];
    }

    /// May establish a fact, dispute or withdraw it: those who inquire, and the prosecutor.
    #[derive(Debug)]
    pub enum FactFinder {}
    impl Mark for FactFinder {
        const ROLES: &'static [Role] = &[
            Role::TacticalInvestigator,
            Role::DigitalInvestigator,
            Role::VictimSpecialist,
            Role::Prosecutor,
        ];
    }

    /// Decides: the officer of justice and no one else.
    #[derive(Debug)]
    pub enum Prosecutor {}
    impl Mark for Prosecutor {
        const ROLES: &'static [Role] = &[Role::Prosecutor];
    }

    /// Advises on directions and follows them.
    #[derive(Debug)]
    pub enum ProbationOfficer {}
    impl Mark for ProbationOfficer {
        const ROLES: &'static [Role] = &[Role::ProbationOfficer];
    }

    /// Answers for records: may hand them over, remove and destroy them, for the controller that the role works for.
    #[derive(Debug)]
    pub enum Keeper {}
    impl Mark for Keeper {
        const ROLES: &'static [Role] = &[Role::TeamLead, Role::Prosecutor];
    }

    /// Leads a team.
    #[derive(Debug)]
    pub enum TeamLead {}
    impl Mark for TeamLead {
        const ROLES: &'static [Role] = &[Role::TeamLead];
    }

    /// Says in which category of the agenda a case counts.
    #[derive(Debug)]
    pub enum AgendaKeeper {}
    impl Mark for AgendaKeeper {
        const ROLES: &'static [Role] = &[Role::TacticalInvestigator, Role::NetworkAnalyst, Role::TeamLead];
    }

    /// Works on networks: records leads, compares accounts, changes the weights of ties.
    #[derive(Debug)]
    pub enum Analyst {}
    impl Mark for Analyst {
        const ROLES: &'static [Role] = &[Role::NetworkAnalyst];
    }

    /// Takes part in carrying out an order: each step says which of these roles may take it.
    #[derive(Debug)]
    pub enum StepTaker {}
    impl Mark for StepTaker {
        const ROLES: &'static [Role] = &[
            Role::TacticalInvestigator,
            Role::DigitalInvestigator,
            Role::VictimSpecialist,
            Role::Prosecutor,
            Role::ProbationOfficer,
            Role::TeamLead,
        ];
    }
}

/// Proof that a named person in a role acts. No engine and no job can hold one.
#[derive(Debug)]
pub struct Hand<'a, M> {
    permit: &'a Permit,
    mark: PhantomData<M>,
}

impl<M> Hand<'_, M> {
    /// Whose hand it is.
    pub fn name(&self) -> &str {
        self.permit.caller.name()
    }

    /// In which role.
    pub fn role(&self) -> Role {
        self.permit.caller.role()
    }
}
