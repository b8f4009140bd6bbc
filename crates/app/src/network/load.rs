//! Sealed tables become a world: ids become numbers, and what points to nothing is counted.

mod exchange;
mod ids;
mod talk;

use super::{Network, SealedTable};
use crate::gate::Act;
use crate::{AppError, AppErrorKind};
use ids::Ids;
use manifest::network as form;
use manifest::{Batch, Form, ReadError, TableReader};
use network::{At, Contact, ContactKind, Draft, Maybe, Rank, Role, Section, Stated, StatedKind, World};
use std::collections::BTreeMap;

/// Links of the source that point to no row, and rows that say what an earlier one said, by table and column.
pub type Unlinked = BTreeMap<String, u64>;

/// A world, and what of the source did not fit.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) world: World,
    pub(crate) unlinked: Unlinked,
}

/// Reads tables of one network.
struct Tables<'a> {
    act: &'a Act<'a>,
    tables: &'a [SealedTable],
    unlinked: Unlinked,
}

impl Tables<'_> {
    /// Gives the rows of a table: the batch and the row in it, with the columns in the order named.
    fn each(
        &self,
        form: &'static Form,
        columns: &[&str],
        take: &mut dyn FnMut(&Batch, usize) -> Result<(), ReadError>,
    ) -> Result<(), AppError> {
        let Some(table) = self.tables.iter().find(|table| table.table == form.name) else { return Ok(()) };
        let bytes = bytes::Bytes::from(self.act.store().objects().get(&table.object)?);
        let reader = TableReader::open(bytes, form, &table.sealed.file_sha256)?;
        reader.each_batch::<AppError>(columns, |batch| {
            (0..batch.rows()).try_for_each(|row| take(batch, row)).map_err(AppError::from)
        })
    }

    /// Counts what did not fit.
    fn miss(&mut self, what: &str, times: u64) {
        if times > 0 {
            *self.unlinked.entry(what.to_owned()).or_default() += times;
        }
    }
}

/// The row that a link points to; one that points nowhere is counted.
fn linked(ids: &Ids, link: Option<&str>, misses: &mut u64) -> Maybe {
    let Some(link) = link else { return Maybe::NONE };
    let row = ids.row(link);
    *misses += u64::from(row.is_none());
    Maybe::from(row)
}

fn at(batch: &Batch, column: usize, row: usize) -> Result<At, ReadError> {
    Ok(At::from(batch.micros(column, row)?.map(|micros| micros.div_euclid(1_000_000))))
}

/// A row number; tables of more rows than that are refused when the world is checked.
fn next(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Loads the world of a network.
///
/// # Errors
/// When a table is not the one that was sealed, or the tables are too large to be numbered.
pub(crate) fn load(act: &Act<'_>, network: &Network) -> Result<Loaded, AppError> {
    let mut tables = Tables { act, tables: &network.seal.tables, unlinked: Unlinked::new() };
    let mut draft = Draft::default();
    let members = load_members(&mut tables, &mut draft)?;
    load_contacts(&mut tables, &mut draft, &members)?;
    let sections = load_sections(&mut tables, &mut draft)?;
    load_roles(&mut tables, &mut draft, &members, &sections)?;
    let talk = talk::load(&mut tables, &mut draft, &members, &sections)?;
    exchange::load(&mut tables, &mut draft, &members, &talk)?;
    let unlinked = tables.unlinked;
    let world = draft.finish().map_err(|error| {
        AppError::new(AppErrorKind::Invalid, error, "Read a part of the source as a network of its own")
    })?;
    Ok(Loaded { world, unlinked })
}

fn load_members(tables: &mut Tables<'_>, draft: &mut Draft) -> Result<Ids, AppError> {
    let columns = ["id", "name", "registered", "email", "stated_place", "time_zone", "language"];
    let mut ids = Ids::default();
    tables.each(&form::MEMBERS, &columns, &mut |batch, row| {
        let member = next(draft.names.len());
        let id = batch.text(0, row)?.unwrap_or_default();
        ids.add(id, member);
        draft.ids.push(id);
        draft.names.push(batch.text(1, row)?.unwrap_or_default());
        draft.registered.push(at(batch, 2, row)?);
        if let Some(email) = batch.text(3, row)? {
            draft.contacts.push(Contact { member, kind: ContactKind::Email, value: email.to_owned() });
        }
        let kinds = [StatedKind::Place, StatedKind::TimeZone, StatedKind::Language];
        for (column, kind) in (4..).zip(kinds) {
            if let Some(text) = batch.text(column, row)? {
                draft.stated.push(Stated { member, kind, text: text.to_owned() });
            }
        }
        Ok(())
    })?;
    Ok(ids.finish())
}

fn load_contacts(tables: &mut Tables<'_>, draft: &mut Draft, members: &Ids) -> Result<(), AppError> {
    let mut misses = 0;
    tables.each(&form::CONTACTS, &["member", "kind", "value"], &mut |batch, row| {
        let kind = match batch.text(1, row)? {
            Some("pgp") => ContactKind::Pgp,
            Some("wallet") => ContactKind::Wallet,
            Some("handle") => ContactKind::Handle,
            Some("phone") => ContactKind::Phone,
            Some("email") => ContactKind::Email,
            _ => ContactKind::Url,
        };
        let value = batch.text(2, row)?.unwrap_or_default().to_owned();
        if let Some(member) = linked(members, batch.text(0, row)?, &mut misses).get() {
            draft.contacts.push(Contact { member, kind, value });
        }
        Ok(())
    })?;
    tables.miss("contacts.member", misses);
    Ok(())
}

fn load_sections(tables: &mut Tables<'_>, draft: &mut Draft) -> Result<Ids, AppError> {
    let mut ids = Ids::default();
    let mut parents = Vec::new();
    tables.each(&form::SECTIONS, &["id", "parent", "name", "gated"], &mut |batch, row| {
        ids.add(batch.text(0, row)?.unwrap_or_default(), next(draft.sections.len()));
        parents.push(batch.text(1, row)?.map(str::to_owned));
        let name = batch.text(2, row)?.unwrap_or_default().to_owned();
        let gated = batch.unsigned(3, row)? == Some(1);
        draft.sections.push(Section { name, parent: Maybe::NONE, gated });
        Ok(())
    })?;
    let ids = ids.finish();
    let mut misses = 0;
    for (section, parent) in draft.sections.iter_mut().zip(parents) {
        section.parent = linked(&ids, parent.as_deref(), &mut misses);
    }
    tables.miss("sections.parent", misses);
    Ok(ids)
}

/// The rank that a word of the tables stands for.
fn rank(word: Option<&str>) -> Rank {
    match word {
        Some("administrator") => Rank::Administrator,
        Some("moderator") => Rank::Moderator,
        Some("section_moderator") => Rank::SectionModerator,
        Some("trusted") => Rank::Trusted,
        Some("banned") => Rank::Banned,
        _ => Rank::Member,
    }
}

fn load_roles(
    tables: &mut Tables<'_>,
    draft: &mut Draft,
    members: &Ids,
    sections: &Ids,
) -> Result<(), AppError> {
    let columns = ["member", "stated", "rank", "section", "from", "until", "by"];
    let mut misses = [0; 3];
    tables.each(&form::ROLES, &columns, &mut |batch, row| {
        let section = linked(sections, batch.text(3, row)?, &mut misses[1]);
        let by = linked(members, batch.text(6, row)?, &mut misses[2]);
        let word = batch.text(1, row)?.unwrap_or_default().to_owned();
        let (from, until) = (at(batch, 4, row)?, at(batch, 5, row)?);
        if let Some(member) = linked(members, batch.text(0, row)?, &mut misses[0]).get() {
            draft.roles.push(Role {
                member,
                word,
                rank: rank(batch.text(2, row)?),
                section,
                from,
                until,
                by,
            });
        }
        Ok(())
    })?;
    for (what, misses) in ["roles.member", "roles.section", "roles.by"].into_iter().zip(misses) {
        tables.miss(what, misses);
    }
    Ok(())
}

/// Whether a network has a member of this id.
pub(crate) fn has_member(act: &Act<'_>, network: &Network, id: &str) -> Result<bool, AppError> {
    let tables = Tables { act, tables: &network.seal.tables, unlinked: Unlinked::new() };
    let mut found = false;
    tables.each(&form::MEMBERS, &["id"], &mut |batch, row| {
        found |= batch.text(0, row)? == Some(id);
        Ok(())
    })?;
    Ok(found)
}
