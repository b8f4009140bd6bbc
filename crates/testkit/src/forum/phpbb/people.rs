//! Who is there: accounts, their groups, profiles and visits.

use super::{ADMINISTRATORS, Dump, GATED, MODERATORS, REGISTERED, named};
use crate::forum::ForumRank;
use std::collections::BTreeSet;
use std::io::{self, Write};

impl<W: Write> Dump<'_, W> {
    pub(super) fn profiles(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let mut rows =
            self.table("profile_fields_data", &["user_id", "pf_phpbb_location", "pf_phpbb_website"])?;
        for member in &forum.members {
            if member.place.is_some() || member.website.is_some() {
                let place = named(member.place.as_deref().unwrap_or_default());
                let website = named(member.website.as_deref().unwrap_or_default());
                rows.row(&[member.id.into(), place.as_str().into(), website.as_str().into()])?;
            }
        }
        rows.end()
    }

    pub(super) fn visits(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = [
            "session_id",
            "session_user_id",
            "session_last_visit",
            "session_start",
            "session_time",
            "session_ip",
            "session_browser",
            "session_forwarded_for",
        ];
        let mut rows = self.table("sessions", &columns)?;
        for (id, login) in (1u64..).zip(&forum.logins) {
            rows.row(&[
                format!("{id:032x}").as_str().into(),
                login.member.into(),
                login.at.into(),
                login.at.into(),
                login.at.into(),
                login.address.as_str().into(),
                named(&login.agent).as_str().into(),
                "".into(),
            ])?;
        }
        rows.end()
    }

    pub(super) fn groups(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let mut rows = self.table("user_group", &["group_id", "user_id", "group_leader", "user_pending"])?;
        let mut belongs: BTreeSet<(u32, u32)> = forum.members.iter().map(|m| (REGISTERED, m.id)).collect();
        belongs.extend(forum.roles.iter().filter_map(|role| {
            let group = match role.rank {
                ForumRank::Administrator => ADMINISTRATORS,
                ForumRank::Moderator => MODERATORS,
                ForumRank::Trusted => GATED + role.section?,
                ForumRank::SectionModerator | ForumRank::Banned => return None,
            };
            Some((group, role.member))
        }));
        for (group, member) in belongs {
            rows.row(&[group.into(), member.into(), 0u32.into(), 0u32.into()])?;
        }
        rows.end()
    }

    pub(super) fn members(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = [
            "user_id",
            "user_type",
            "group_id",
            "user_permissions",
            "user_ip",
            "user_regdate",
            "username",
            "username_clean",
            "user_password",
            "user_email",
            "user_lastvisit",
            "user_lang",
            "user_timezone",
            "user_jabber",
            "user_sig",
            "user_sig_bbcode_uid",
        ];
        let mut rows = self.table("users", &columns)?;
        for member in &forum.members {
            let name = named(&member.name);
            rows.row(&[
                member.id.into(),
                0u32.into(),
                REGISTERED.into(),
                "".into(),
                member.address.as_str().into(),
                member.registered.into(),
                name.as_str().into(),
                name.to_lowercase().as_str().into(),
                "".into(),
                named(&member.email).as_str().into(),
                member.last_seen.into(),
                member.language.as_str().into(),
                member.time_zone.as_str().into(),
                named(member.jabber.as_deref().unwrap_or_default()).as_str().into(),
                named(&member.signature).as_str().into(),
                "".into(),
            ])?;
        }
        rows.end()
    }
}
