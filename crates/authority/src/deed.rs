//! The catalogue of deeds, with the roles that may do each.

use crate::Role;
use std::fmt;

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident $word:literal : $($role:ident)+;)+) => {
        /// Everything that a person or a job can do. What is not here can't be done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DeedName { $($(#[$doc])* $name,)+ }

        impl DeedName {
            /// All deeds, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable word used in the ledger: noun, dot, verb.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// Roles that may do it.
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role,)+],)+ }
            }
        }
    };
}

catalogue! {
    /// Open a case.
    OpenCase "case.open": TacticalInvestigator DigitalInvestigator TeamLead;
    /// List cases with their carriers.
    ListCases "case.list": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor TeamLead Auditor;
    /// Record the authorisation under which a carrier may be opened.
    RecordAuthorisation "authorisation.record": TacticalInvestigator DigitalInvestigator TeamLead;
    /// Widen a recorded authorisation, with a reason.
    WidenAuthorisation "authorisation.widen": TacticalInvestigator DigitalInvestigator TeamLead;
    /// Read a carrier, or take an interrupted reading up again.
    ReadCarrier "carrier.read": DigitalInvestigator;
    /// See the collection profile of a reading.
    ViewReport "carrier.report": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor TeamLead;
    /// List items of a reading: places, digests and matches, never content.
    ListItems "carrier.items": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor TeamLead;
    /// Open, of what a reading closed, the rows that a widened authorisation now covers.
    OpenClosed "carrier.open-closed": TacticalInvestigator DigitalInvestigator TeamLead;
    /// Give out the sealed manifest of a reading.
    ExportManifest "carrier.manifest": DigitalInvestigator Prosecutor DefenceExpert;
    /// Record what a person found on comparing a near match.
    ReviewMatch "match.review": DigitalInvestigator VictimSpecialist;
    /// Import a known set.
    ImportKnownSet "known.import": DigitalInvestigator TeamLead;
    /// List known sets.
    ListKnownSets "known.list": TacticalInvestigator DigitalInvestigator VictimSpecialist TeamLead Auditor;
    /// Add a person to a case, under a label that does not point to him or her.
    AddPerson "person.add": TacticalInvestigator DigitalInvestigator Prosecutor;
    /// Correct who a person is; the earlier record stays.
    CorrectPerson "person.correct": TacticalInvestigator DigitalInvestigator Prosecutor;
    /// See a person's file: facts, decisions, the order and where it stands.
    ViewFile "person.file": TacticalInvestigator DigitalInvestigator Prosecutor;
    /// Establish a fact, or record an opinion, with its source.
    EstablishFact "fact.establish": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor;
    /// Dispute a fact: until that is settled it is unknown to the rules.
    DisputeFact "fact.dispute": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor;
    /// Settle a dispute: the fact stands.
    UpholdFact "fact.uphold": TacticalInvestigator Prosecutor;
    /// Withdraw a fact; it stays to be read.
    WithdrawFact "fact.withdraw": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor;
    /// See what the rules say of a person's file: open, barred, to be weighed, unknown.
    ViewFindings "finding.view": TacticalInvestigator Prosecutor;
    /// Decide.
    TakeDecision "decision.take": Prosecutor;
    /// Look at a decision again with the rules of then, and with those of now.
    ReplayDecision "decision.replay": Prosecutor Auditor;
    /// Set the record of a decision as a document.
    PrintDecision "decision.print": Prosecutor;
    /// List the open cases that a newer edition of the rules touches.
    ListTouched "rule.touch": Prosecutor TeamLead;
    /// Set what the office prints on its documents.
    SetOffice "office.set": Prosecutor TeamLead;
    /// Verify the ledger.
    VerifyLedger "ledger.verify": TacticalInvestigator DigitalInvestigator NetworkAnalyst VictimSpecialist Prosecutor ProbationOfficer VictimContact TeamLead Auditor DefenceExpert;
    /// Give out the ledger's tape.
    ExportLedger "ledger.export": Prosecutor TeamLead Auditor DefenceExpert;
}

impl fmt::Display for DeedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
