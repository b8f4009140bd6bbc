//! Setting an order, its anonymised copy or its plain letter as a document, word for word as it was issued.

use super::print_decision::office;
use crate::file::{self, IssuedOrder, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::document::{CopyNumber, Document, PlainLetter};
use store::Tx;
use vocab::OrderId;

/// Which document of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderDocument {
    /// The order itself.
    Order,
    /// The copy for anyone who asks (art. 257h Sv); the number of the copy within the year.
    Anonymised(u32),
    /// The letter in plain language.
    Letter,
}

/// Sets a document of an order: the last one where none is stated.
#[derive(Debug)]
pub struct PrintOrder {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Which order.
    pub order: Option<OrderId>,
    /// Which document.
    pub document: OrderDocument,
}

impl PrintOrder {
    fn document(&self, file: &PersonFile, order: &IssuedOrder, act: &Act<'_>) -> Result<Document, AppError> {
        Ok(match &self.document {
            OrderDocument::Order => Document::PenalOrder(Box::new(order.document.clone())),
            OrderDocument::Anonymised(number) => {
                let day = act.today();
                let copy = CopyNumber { year: day.year(), number: *number, day };
                Document::AnonymisedOrder(order.document.anonymised(copy))
            }
            OrderDocument::Letter => {
                let ending = file.procedure.as_ref().and_then(|under| under.state().opposition_ending());
                Document::PlainLetter(Box::new(PlainLetter {
                    order: order.document.clone(),
                    // The earlier day: who opposes by then is in time under every reading.
                    oppose_by: ending.map(|ending| ending.last_day),
                    help: office(act)?.help,
                }))
            }
        })
    }
}

impl Deed for PrintOrder {
    type Done = (OrderId, Vec<u8>);
    type Output = Vec<u8>;

    fn name(&self) -> DeedName {
        DeedName::PrintOrder
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let found = match self.order {
            Some(id) => file.orders.iter().find(|order| order.id == id),
            None => file.orders.last(),
        };
        let order = found.ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("no such order was issued for {}", file.label),
                "Issue it with `hoeder order issue`",
            )
        })?;
        Ok((order.id, act.paper()?.set(&self.document(&file, order, act)?)?))
    }

    fn keep(
        self,
        (order, pdf): Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Vec<u8>, AppError> {
        details.insert("order".into(), order.to_string().into());
        let which = match self.document {
            OrderDocument::Order => "order",
            OrderDocument::Anonymised(_) => "anonymised",
            OrderDocument::Letter => "letter",
        };
        details.insert("document".into(), which.into());
        Ok(pdf)
    }
}
