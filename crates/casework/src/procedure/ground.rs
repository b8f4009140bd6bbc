//! The articles on which each step rests. What was not read at source says so by its confidence.

use super::step::StepName;
use crate::citation;
use rules::{Citation, provision_id as id};

impl StepName {
    /// The articles on which the step rests; the first is the main one.
    pub fn citations(self) -> Vec<Citation> {
        match self {
            Self::Decide => vec![id::SV_257A_1.get().cite(), id::WPG_7A.get().cite()],
            Self::RecordNewFacts | Self::DecideAnew | Self::Abandon => {
                vec![id::R2013_NEW_FACTS.get().cite(), id::OM_PAGE_PRIORITY.get().cite()]
            }
            Self::Issue => vec![
                id::SV_257A_1.get().cite(),
                id::SV_257A_6.get().cite(),
                id::SV_257C_1.get().cite(),
                id::SV_257C_2.get().cite(),
            ],
            Self::Deliver => vec![citation::SV_257D, id::SV_257E_1.get().cite()],
            Self::ProveKnown | Self::WaiveOpposition | Self::Comply => vec![id::SV_257E_1.get().cite()],
            Self::Oppose => {
                vec![id::SV_257E_1.get().cite(), citation::SV_257E_3, id::SV_6_1_17_2.get().cite()]
            }
            Self::WithdrawOpposition => vec![citation::SV_257E_8],
            Self::StartExecution | Self::ExecutePart => vec![id::SV_6_1_17_1.get().cite()],
            Self::ExtendTerm => vec![id::SV_6_3_7_1.get().cite()],
            Self::Pause | Self::Resume => vec![id::SV_6_1_17_3.get().cite()],
            Self::CompleteExecution => vec![id::SV_255A_1.get().cite()],
            Self::ReportBreach | Self::AnswerBreach => {
                vec![id::SV_255A_3.get().cite(), id::SV_354A.get().cite()]
            }
            Self::Amend => vec![citation::SV_257E_9],
            Self::Withdraw => vec![citation::SV_257E_9, citation::SV_255A_2],
            Self::BringToCourt => vec![id::SV_257F.get().cite()],
            Self::Summon => vec![id::SV_255A_3.get().cite(), id::SV_12K.get().cite()],
            Self::RecordCourtResult => vec![id::SV_257F.get().cite(), id::SV_354A.get().cite()],
            Self::Destroy => vec![citation::WJSG_4_1, citation::WJSG_4_4],
        }
    }

    /// Whether a text that the step rests on has not been read at source in the version in force.
    pub fn source_needed(self) -> bool {
        self.citations().iter().any(|citation| citation.confidence.needs_source())
    }
}
