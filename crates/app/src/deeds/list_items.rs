//! Listing items of a reading: places, digests and matches, never content.

use super::case_named::{Found, sealed};
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use crate::reading::items::Manifest;
use authority::{DeedName, Subject};
use casework::profile::{Classification, ItemFilter, ProfiledItem};
use manifest::Row;
use store::Tx;
use vocab::{CarrierId, ReadingId};

/// Lists the items that a filter selects, a page at a time.
pub struct ListItems<'a> {
    /// Name of the case.
    pub case: String,
    /// Name or id of the carrier; may be left out where the case has one.
    pub carrier: Option<String>,
    /// Which items.
    pub filter: ItemFilter,
    /// Skip this many.
    pub start: u64,
    /// Give at most this many; all where `None`.
    pub limit: Option<u64>,
    /// Given each item as it comes, so that a million need no room; says whether to go on.
    pub say: &'a mut dyn FnMut(Item) -> bool,
}

/// An item: its row, and how the profile counts it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Everything the manifest holds of it.
    pub row: Row,
    /// As the profile takes it, reviews included.
    pub item: ProfiledItem,
    /// How it is counted.
    pub classified: Classification,
}

/// What a page of items came to.
#[derive(Clone, Debug)]
pub struct ItemPage {
    /// Name of the case.
    pub case: String,
    /// The carrier.
    pub carrier: CarrierId,
    /// Its name.
    pub carrier_name: String,
    /// The reading.
    pub reading: ReadingId,
    /// Items that the filter selects.
    pub total: u64,
    /// Items outside the authorisation: counted, shown to no one.
    pub outside: u64,
    /// Items given.
    pub given: u64,
}

impl Deed for ListItems<'_> {
    type Done = ItemPage;
    type Output = ItemPage;

    fn name(&self) -> DeedName {
        DeedName::ListItems
    }

    fn subject(&self) -> Subject {
        super::case_named::subject(&self.case, self.carrier.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ItemPage, AppError> {
        let Found { case, carrier, reading } = sealed(act, &self.case, self.carrier.as_deref())?;
        let mut page = ItemPage {
            case: case.name.to_string(),
            carrier: carrier.id,
            carrier_name: carrier.name,
            reading: reading.id,
            total: 0,
            outside: 0,
            given: 0,
        };
        if let Some((_, seal)) = &reading.sealed {
            page.outside = seal.outside.as_ref().map_or(0, |outside| outside.rows);
            let end = self.limit.and_then(|limit| self.start.checked_add(limit));
            Manifest::open(act, &reading, seal)?.select(&self.filter, &mut |row, item, classified| {
                let wanted = page.total >= self.start && end.is_none_or(|end| page.total < end);
                page.total += 1;
                page.given += u64::from(wanted);
                !wanted || (self.say)(Item { row, item, classified })
            })?;
        }
        Ok(page)
    }

    fn keep(
        self,
        page: ItemPage,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ItemPage, AppError> {
        details.insert("reading".into(), page.reading.to_string().into());
        details.insert("filter".into(), self.filter.to_string().into());
        details.insert("from".into(), count(self.start));
        details.insert("items".into(), count(page.given));
        Ok(page)
    }
}
