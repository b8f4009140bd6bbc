//! Who may do what in phpBB: groups, permissions and the list of moderators, taken together.
//!
//! A permission counts as given where a group or a member has it as *yes* and nowhere as *never*, by a role or by itself.
//! That is how phpBB itself decides, but for permissions that a moderator's role brings along.

use crate::dump::fields::Fields;
use crate::dump::mapping::Field;
use crate::dump::record::{More, Rank, Role, SourceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vocab::Moment;

/// What a role rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Grounds {
    /// The role's name.
    pub(super) stated: String,
    pub(super) from: Option<Moment>,
    pub(super) until: Option<Moment>,
    pub(super) by: Option<SourceId>,
    /// The name of the group that brings it.
    pub(super) group: Option<String>,
}

impl Grounds {
    pub(super) fn stated(stated: &str) -> Self {
        Self { stated: stated.to_owned(), ..Self::default() }
    }

    pub(super) fn into_role(self, member: SourceId, rank: Rank, section: Option<SourceId>) -> Role {
        let Self { stated, from, until, by, .. } = self;
        Role { member, stated, rank, section, from, until, by, more: More::new() }
    }
}

/// Roles by whom, what and where: each once.
pub(super) type Roles = BTreeMap<(SourceId, Rank, Option<SourceId>), Grounds>;

/// One row of a table of permissions.
#[derive(Clone, Debug)]
struct Grant {
    section: Option<SourceId>,
    option: Option<SourceId>,
    role: Option<SourceId>,
    setting: Setting,
}

/// How a permission is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Yes,
    No,
    Never,
}

/// Everything on groups and permissions.
#[derive(Debug, Default)]
pub(super) struct Access {
    groups: HashMap<SourceId, String>,
    /// Group, member, whether leading it.
    belongs: Vec<(SourceId, SourceId, bool)>,
    options: HashMap<SourceId, String>,
    role_kinds: HashMap<SourceId, String>,
    role_options: HashMap<SourceId, Vec<(SourceId, Setting)>>,
    of_groups: HashMap<SourceId, Vec<Grant>>,
    of_members: HashMap<SourceId, Vec<Grant>>,
    /// Section, member or group.
    moderators: Vec<(SourceId, Option<SourceId>, Option<SourceId>)>,
}

/// Groups that every account is in.
const ORDINARY: [&str; 4] = ["REGISTERED", "REGISTERED_COPPA", "GUESTS", "NEWLY_REGISTERED"];

/// Who may read which section.
#[derive(Debug, Default)]
pub(super) struct Gates {
    /// Sections that ordinary members can read.
    open: BTreeSet<SourceId>,
    is_known: bool,
}

impl Gates {
    /// Whether ordinary members are kept out; `None` where the dump has no permissions.
    pub(super) fn is_gated(&self, section: &SourceId) -> Option<bool> {
        self.is_known.then(|| !self.open.contains(section))
    }
}

impl Access {
    /// Takes a row of one of the tables on groups and permissions.
    pub(super) fn take(&mut self, fields: &mut Fields<'_>) {
        let setting = match fields.bytes(Field::Setting) {
            Some(b"1") => Setting::Yes,
            Some(b"-1") => Setting::Never,
            _ => Setting::No,
        };
        let id = fields.id(Field::Id);
        match (fields.layout.table.name, id) {
            ("groups", Some(id)) => {
                let name = fields.text(Field::Name).unwrap_or_default();
                self.groups.insert(id, name);
            }
            ("acl_options", Some(id)) => {
                self.options.insert(id, fields.raw(Field::Name).unwrap_or_default());
            }
            ("acl_roles", Some(id)) => {
                self.role_kinds.insert(id, fields.raw(Field::Kind).unwrap_or_default());
            }
            ("acl_roles_data", _) => {
                if let Some((role, option)) = fields.id(Field::RoleOf).zip(fields.id(Field::Option)) {
                    self.role_options.entry(role).or_default().push((option, setting));
                }
            }
            ("user_group", _) => {
                let Some((group, member)) = fields.id(Field::Group).zip(fields.id(Field::Member)) else {
                    return;
                };
                let is_leader = fields.flag(Field::IsLeader) == Some(true);
                // Where groups are known already, half a million ordinary members need not be kept.
                let is_ordinary =
                    self.groups.get(&group).is_some_and(|name| ORDINARY.contains(&name.as_str()));
                if fields.flag(Field::IsPending) != Some(true) && (is_leader || !is_ordinary) {
                    self.belongs.push((group, member, is_leader));
                }
            }
            ("moderator_cache", _) => {
                if let Some(section) = fields.id(Field::Section) {
                    self.moderators.push((section, fields.id(Field::Member), fields.id(Field::Group)));
                }
            }
            (table @ ("acl_groups" | "acl_users"), _) => {
                let grant = Grant {
                    section: fields.id(Field::Section),
                    option: fields.id(Field::Option),
                    role: fields.id(Field::RoleOf),
                    setting,
                };
                let (all, holder) = if table == "acl_groups" {
                    (&mut self.of_groups, fields.id(Field::Group))
                } else {
                    (&mut self.of_members, fields.id(Field::Member))
                };
                if let Some(holder) = holder {
                    all.entry(holder).or_default().push(grant);
                }
            }
            _ => {}
        }
    }

    /// The settings that a grant makes, by the names of the permissions.
    fn settings<'a>(&'a self, grant: &'a Grant) -> impl Iterator<Item = (&'a str, Setting)> {
        let own = grant.option.as_ref().map(|option| (option, grant.setting));
        let of_role = grant.role.as_ref().and_then(|role| self.role_options.get(role));
        let of_role = of_role.into_iter().flatten().map(|(option, setting)| (option, *setting));
        own.into_iter()
            .chain(of_role)
            .filter_map(|(option, setting)| self.options.get(option).map(|name| (name.as_str(), setting)))
    }

    /// Sections (`None`: everywhere) for which these grants give a permission that `is_it` names.
    fn given(&self, grants: &[Grant], is_it: impl Fn(&str) -> bool) -> BTreeSet<Option<SourceId>> {
        let (mut yes, mut never) = (BTreeSet::new(), BTreeSet::new());
        for grant in grants {
            for (name, setting) in self.settings(grant).filter(|(name, _)| is_it(name)) {
                match setting {
                    Setting::Yes => yes.insert((grant.section.clone(), name)),
                    Setting::Never => never.insert((grant.section.clone(), name)),
                    Setting::No => false,
                };
            }
        }
        yes.difference(&never).map(|(section, _)| section.clone()).collect()
    }

    /// Which sections ordinary members can read.
    pub(super) fn gates(&self) -> Gates {
        let is_known = !self.of_groups.is_empty() && !self.options.is_empty() && !self.groups.is_empty();
        let mut open = BTreeSet::new();
        let ordinary = |name: &str| name == "REGISTERED" || name == "GUESTS";
        for (group, grants) in &self.of_groups {
            if self.groups.get(group).is_some_and(|name| ordinary(name)) {
                open.extend(self.given(grants, |name| name == "f_read").into_iter().flatten());
            }
        }
        Gates { open, is_known }
    }

    /// What grants make of their holder: rank and section.
    fn ranks(&self, grants: &[Grant], gates: &Gates) -> Vec<(Rank, Option<SourceId>)> {
        let mut ranks = Vec::new();
        if self.given(grants, |name| name.starts_with("a_")).contains(&None) {
            ranks.push((Rank::Administrator, None));
        }
        for section in self.given(grants, |name| name.starts_with("m_")) {
            let rank = if section.is_none() { Rank::Moderator } else { Rank::SectionModerator };
            ranks.push((rank, section));
        }
        for section in self.given(grants, |name| name == "f_read").into_iter().flatten() {
            if gates.is_gated(&section) == Some(true) {
                ranks.push((Rank::Trusted, Some(section)));
            }
        }
        ranks
    }

    /// All roles that follow.
    pub(super) fn roles(&self, gates: &Gates, roles: &mut Roles) {
        let mut of_group: HashMap<&SourceId, Vec<(Rank, Option<SourceId>)>> = HashMap::new();
        for (group, grants) in &self.of_groups {
            of_group.insert(group, self.ranks(grants, gates));
        }
        for (section, _, group) in self.moderators.iter().filter(|(_, member, _)| member.is_none()) {
            if let Some(group) = group {
                of_group.entry(group).or_default().push((Rank::SectionModerator, Some(section.clone())));
            }
        }
        for (group, member, is_leader) in &self.belongs {
            let name = self.groups.get(group).map_or("", String::as_str);
            let grounds =
                || Grounds { stated: name.to_owned(), group: Some(name.to_owned()), ..Grounds::default() };
            if ORDINARY.contains(&name) && !is_leader || name == "BOTS" {
                continue;
            }
            // By their names alone, where the permissions are not in the dump.
            let by_name = match name {
                "ADMINISTRATORS" => Some((Rank::Administrator, None)),
                "GLOBAL_MODERATORS" => Some((Rank::Moderator, None)),
                _ if *is_leader => Some((Rank::Trusted, None)),
                _ => Some((Rank::Member, None)),
            };
            for (rank, section) in of_group.get(group).into_iter().flatten().cloned().chain(by_name) {
                roles.entry((member.clone(), rank, section)).or_insert_with(grounds);
            }
        }
        for (member, grants) in &self.of_members {
            for (rank, section) in self.ranks(grants, gates) {
                let grounds = || Grounds::stated("own permissions");
                roles.entry((member.clone(), rank, section)).or_insert_with(grounds);
            }
        }
        for (section, member, _) in &self.moderators {
            if let Some(member) = member {
                let key = (member.clone(), Rank::SectionModerator, Some(section.clone()));
                roles.entry(key).or_insert_with(|| Grounds::stated("moderator"));
            }
        }
    }
}
