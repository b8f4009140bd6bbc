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
    /// Say from whom a carrier was seized, or take that back.
    StateSeizure "carrier.seized-from": TacticalInvestigator DigitalInvestigator TeamLead;
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
    /// Issue the warning letter of a decision of that route, and set it as a document.
    IssueWarning "decision.warn": Prosecutor;
    /// List the open cases that a newer edition of the rules touches.
    ListTouched "rule.touch": Prosecutor TeamLead;
    /// Draw up a penal order, or change the draft.
    DraftOrder "order.draft": Prosecutor;
    /// Record the hearing about an order.
    RecordHearing "order.hear": Prosecutor;
    /// Put the probation service's advice on file.
    GiveAdvice "order.advise": ProbationOfficer;
    /// Sign for community service in an order, after reading the law.
    SignOrder "order.sign": Prosecutor;
    /// See what still keeps an order from being issued.
    CheckOrder "order.check": Prosecutor;
    /// Issue an order (art. 257a Sv).
    IssueOrder "order.issue": Prosecutor;
    /// Replace an order by another for the same fact (art. 257e(9) Sv).
    AmendOrder "order.amend": Prosecutor;
    /// Set an order, its anonymised copy or its plain letter as a document.
    PrintOrder "order.print": Prosecutor;
    /// Record new facts that stop an order.
    RecordNewFacts "order.record-new-facts": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor ProbationOfficer;
    /// Give an order up before it is issued.
    AbandonOrder "order.abandon": Prosecutor;
    /// Hand over or send an order (art. 257d Sv).
    DeliverOrder "order.deliver": Prosecutor TacticalInvestigator TeamLead;
    /// Record what shows that the person knows the order (art. 257e(1) Sv).
    ProveKnown "order.prove-known": Prosecutor;
    /// Record opposition (art. 257e Sv).
    RecordOpposition "order.oppose": Prosecutor;
    /// Record that opposition is withdrawn (art. 257e(8) Sv).
    WithdrawOpposition "order.withdraw-opposition": Prosecutor;
    /// Record that opposition is waived with counsel (art. 257e(1) Sv).
    WaiveOpposition "order.waive-opposition": Prosecutor;
    /// Record that the person complied unasked.
    RecordCompliance "order.comply": Prosecutor;
    /// Begin execution (art. 6:1:17 Sv).
    StartExecution "order.start-execution": Prosecutor;
    /// Extend the term for a direction (art. 6:3:7 Sv).
    ExtendTerm "order.extend-term": Prosecutor;
    /// Record detention: the probation period stands still (art. 6:1:17(3) Sv).
    PausePeriod "order.pause": Prosecutor ProbationOfficer;
    /// Record release.
    ResumePeriod "order.resume": Prosecutor ProbationOfficer;
    /// Record that one part is executed.
    ExecutePart "order.execute-part": Prosecutor;
    /// Record that all parts are executed (art. 255a Sv).
    CompleteExecution "order.complete-execution": Prosecutor;
    /// Report that a part was not kept.
    ReportBreach "order.report-breach": ProbationOfficer Prosecutor TacticalInvestigator;
    /// Answer a breach: the order goes on.
    AnswerBreach "order.answer-breach": Prosecutor;
    /// Withdraw an order (art. 257e(9) Sv).
    WithdrawOrder "order.withdraw": Prosecutor;
    /// Bring opposition before the court (art. 257f Sv).
    BringToCourt "order.bring-to-court": Prosecutor;
    /// Summon for the same fact (art. 255a(3) Sv).
    SummonPerson "order.summon": Prosecutor;
    /// Record what the court decided.
    RecordCourtResult "order.record-court-result": Prosecutor;
    /// Record a session, a check, a report or a breach of a direction.
    FollowDirection "direction.record": ProbationOfficer;
    /// See the directions of one person and what is due, and nothing else.
    ViewDirections "direction.view": ProbationOfficer;
    /// List until when records are kept.
    ListTerms "record.terms": Prosecutor TeamLead;
    /// Take a record out of use, once its term has come (art. 14 Wpg).
    RemoveRecord "record.remove": Prosecutor TeamLead;
    /// Destroy a record for good, once its term has come.
    DestroyRecord "record.destroy": Prosecutor TeamLead;
    /// Set the proof that records were destroyed as a document.
    ProveDestruction "record.prove": Prosecutor TeamLead;
    /// Write down a hand-over to another controller (art. 32 Wpg).
    RecordHandOver "record.hand-over": Prosecutor TeamLead;
    /// See numbers of routes, days and conditions; small counts are hidden.
    ViewNumbers "number.view": TeamLead;
    /// Read the dump of a forum or chat service as a network of a case.
    ReadNetwork "network.read": DigitalInvestigator NetworkAnalyst;
    /// List the networks of a case: what was read, and under which rules they are measured.
    ListNetworks "network.list": TacticalInvestigator DigitalInvestigator NetworkAnalyst Prosecutor TeamLead Auditor;
    /// Set the rules under which a network is measured.
    SetNetworkRules "network.weigh": NetworkAnalyst;
    /// Measure a network, or see what was measured: key players, hidden brokers, groups.
    MeasureNetwork "network.measure": NetworkAnalyst;
    /// See the key players and hidden brokers of a measured network, with reasons.
    ViewKeyPlayers "network.key-players": TacticalInvestigator NetworkAnalyst Prosecutor TeamLead;
    /// Look for the smallest set of members without whom a network falls apart.
    DismantleNetwork "network.dismantle": NetworkAnalyst;
    /// See what hangs on one member.
    ViewTouched "network.touch": TacticalInvestigator NetworkAnalyst Prosecutor;
    /// Look for the same person in two networks.
    LinkNetworks "network.link": NetworkAnalyst;
    /// Say whether two accounts are one person's.
    ReviewLink "network.review": NetworkAnalyst;
    /// See where members may be, by country.
    ViewLeads "network.leads": TacticalInvestigator NetworkAnalyst TeamLead;
    /// See the report of a measured network.
    ViewNetworkReport "network.report": TacticalInvestigator DigitalInvestigator NetworkAnalyst Prosecutor TeamLead;
    /// Record a lead with what it rests on.
    RecordLead "lead.record": NetworkAnalyst;
    /// List the leads of a case.
    ListLeads "lead.list": TacticalInvestigator NetworkAnalyst Prosecutor TeamLead Auditor;
    /// Open a case from a lead.
    OpenLead "lead.open": TacticalInvestigator TeamLead;
    /// Enter how many cases a year is to bring in a category of the agenda, and where that is written.
    SetNorm "agenda.norm": TeamLead;
    /// Say in which category of the agenda a case counts.
    AssignCase "agenda.assign": TacticalInvestigator NetworkAnalyst TeamLead;
    /// See the cases of a year by the agenda's categories, against the norms.
    ViewAgenda "agenda.view": TacticalInvestigator NetworkAnalyst Prosecutor TeamLead Auditor;
    /// Set what the office prints on its documents.
    SetOffice "office.set": Prosecutor TeamLead;
    /// Verify the ledger.
    VerifyLedger "ledger.verify": TacticalInvestigator DigitalInvestigator NetworkAnalyst VictimSpecialist Prosecutor ProbationOfficer VictimContact TeamLead Auditor DefenceExpert;
    /// Hold every record against the ledger: equal, destroyed as it says, or a fault.
    CompareLedger "ledger.compare": TeamLead Auditor;
    /// Give out the ledger's tape.
    ExportLedger "ledger.export": Prosecutor TeamLead Auditor DefenceExpert;
}

impl fmt::Display for DeedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
