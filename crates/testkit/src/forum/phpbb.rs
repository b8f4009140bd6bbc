//! A forum as phpBB 3.3 keeps it, table by table in the order in which a dumping program writes them.

mod people;

use super::sql::{Rows, Sql, SqlDialect};
use super::{Forum, ForumPost, ForumRank, ForumRole};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How the dump is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhpBbStyle {
    /// What the names of tables begin with.
    pub prefix: String,
    /// The version that it states.
    pub version: String,
    /// The dialect.
    pub dialect: SqlDialect,
    /// Rows to a statement, for MySQL.
    pub rows_a_statement: usize,
}

impl Default for PhpBbStyle {
    fn default() -> Self {
        Self {
            prefix: "phpbb_".to_owned(),
            version: "3.3.11".to_owned(),
            dialect: SqlDialect::MySql,
            rows_a_statement: 500,
        }
    }
}

// The groups and permissions that an installation begins with, as far as they are used here.
const GUESTS: u32 = 1;
const REGISTERED: u32 = 2;
const MODERATORS: u32 = 4;
const ADMINISTRATORS: u32 = 5;
/// The first group that is made for a gated section: section 3 has group 1003.
const GATED: u32 = 1000;
const READ: u32 = 20;
const MODERATE: u32 = 30;
const ADMINISTER: u32 = 40;
const ROLE_MODERATOR: u32 = 10;
const ROLE_ADMINISTRATOR: u32 = 4;

struct Dump<'a, W: Write> {
    out: &'a mut W,
    style: &'a PhpBbStyle,
    forum: &'a Forum,
}

/// Writes the dump.
///
/// # Errors
/// When the output refuses.
pub fn write_phpbb(forum: &Forum, style: &PhpBbStyle, out: &mut impl Write) -> io::Result<()> {
    let (open, close) = match style.dialect {
        SqlDialect::MySql => (
            "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n\n/*!40101 SET NAMES utf8mb4 */;\n\n",
            "\n-- Dump completed on 2024-05-01 12:00:00\n",
        ),
        SqlDialect::Postgres => (
            "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\n",
            "--\n-- PostgreSQL database dump complete\n--\n",
        ),
        SqlDialect::Sqlite => ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "COMMIT;\n"),
    };
    out.write_all(open.as_bytes())?;
    let mut dump = Dump { out, style, forum };
    dump.permissions()?;
    dump.files()?;
    dump.bans()?;
    dump.sections()?;
    dump.log()?;
    dump.moderators()?;
    dump.posts()?;
    dump.messages()?;
    dump.profiles()?;
    dump.visits()?;
    dump.topics()?;
    dump.groups()?;
    dump.members()?;
    out.write_all(close.as_bytes())
}

/// Text as phpBB keeps it in names and titles.
fn named(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A post as phpBB 3.2 and later keep it: XML around the member's own words.
fn body(post: &ForumPost) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines = |text: &str| escape(text).replace('\n', "<br/>\n");
    match &post.quotes {
        None => format!("<t>{}</t>", lines(&post.text)),
        Some((quoted, member, name)) => {
            let plain = format!("[quote=\"{name}\" post_id={quoted} time={} user_id={member}]", post.at);
            let author = escape(name).replace('"', "&quot;");
            format!(
                "<r><QUOTE author=\"{author}\" post_id=\"{quoted}\" user_id=\"{member}\"><s>{}</s>as said\
                 <e>[/quote]</e></QUOTE>\n{}</r>",
                escape(&plain),
                lines(&post.text)
            )
        }
    }
}

impl<W: Write> Dump<'_, W> {
    fn table(&mut self, name: &str, columns: &[&str]) -> io::Result<Rows<'_, W>> {
        let name = format!("{}{name}", self.style.prefix);
        Rows::begin(self.out, self.style.dialect, &name, columns, self.style.rows_a_statement)
    }

    fn permissions(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = ["group_id", "forum_id", "auth_option_id", "auth_role_id", "auth_setting"];
        let mut rows = self.table("acl_groups", &columns)?;
        rows.row(&[ADMINISTRATORS.into(), 0u32.into(), 0u32.into(), ROLE_ADMINISTRATOR.into(), 0u32.into()])?;
        rows.row(&[MODERATORS.into(), 0u32.into(), 0u32.into(), ROLE_MODERATOR.into(), 0u32.into()])?;
        for section in &forum.sections {
            let group = if section.gated { GATED + section.id } else { REGISTERED };
            rows.row(&[group.into(), section.id.into(), READ.into(), 0u32.into(), 1u32.into()])?;
        }
        rows.end()?;
        let columns = ["auth_option_id", "auth_option", "is_global", "is_local", "founder_only"];
        let mut rows = self.table("acl_options", &columns)?;
        for (id, name) in [(READ, "f_read"), (MODERATE, "m_edit"), (ADMINISTER, "a_board")] {
            rows.row(&[id.into(), name.into(), 1u32.into(), 1u32.into(), 0u32.into()])?;
        }
        rows.end()?;
        let columns = ["role_id", "role_name", "role_description", "role_type", "role_order"];
        let mut rows = self.table("acl_roles", &columns)?;
        let (full, standard) = ("ROLE_ADMIN_FULL", "ROLE_MOD_STANDARD");
        rows.row(&[ROLE_ADMINISTRATOR.into(), full.into(), "".into(), "a_".into(), 1u32.into()])?;
        rows.row(&[ROLE_MODERATOR.into(), standard.into(), "".into(), "m_".into(), 2u32.into()])?;
        rows.end()?;
        let mut rows = self.table("acl_roles_data", &["role_id", "auth_option_id", "auth_setting"])?;
        rows.row(&[ROLE_ADMINISTRATOR.into(), ADMINISTER.into(), 1u32.into()])?;
        rows.row(&[ROLE_MODERATOR.into(), MODERATE.into(), 1u32.into()])?;
        rows.end()
    }

    fn files(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = [
            "attach_id",
            "post_msg_id",
            "topic_id",
            "in_message",
            "poster_id",
            "is_orphan",
            "physical_filename",
            "real_filename",
            "download_count",
            "attach_comment",
            "extension",
            "mimetype",
            "filesize",
            "filetime",
            "thumbnail",
        ];
        let mut rows = self.table("attachments", &columns)?;
        for file in &forum.files {
            let extension = file.name.rsplit('.').next().unwrap_or_default();
            rows.row(&[
                file.id.into(),
                file.post.into(),
                file.topic.into(),
                0u32.into(),
                file.member.into(),
                0u32.into(),
                file.stored_name.as_str().into(),
                named(&file.name).as_str().into(),
                (file.downloads as i64).into(),
                "".into(),
                extension.into(),
                "application/octet-stream".into(),
                (file.size_bytes as i64).into(),
                file.at.into(),
                0u32.into(),
            ])?;
        }
        rows.end()
    }

    fn bans(&mut self) -> io::Result<()> {
        let (forum, style) = (self.forum, self.style);
        let columns = [
            "ban_id",
            "ban_userid",
            "ban_ip",
            "ban_email",
            "ban_start",
            "ban_end",
            "ban_exclude",
            "ban_reason",
            "ban_give_reason",
        ];
        let mut rows = self.table("banlist", &columns)?;
        let banned = forum.roles.iter().filter(|role| role.rank == ForumRank::Banned);
        for (id, role) in (1u32..).zip(banned) {
            let (start, reason) = (role.from.unwrap_or(0), "rules of the house");
            rows.row(&[
                id.into(),
                role.member.into(),
                "".into(),
                "".into(),
                start.into(),
                0u32.into(),
                0u32.into(),
                reason.into(),
                "".into(),
            ])?;
        }
        rows.end()?;
        let mut rows = self.table("config", &["config_name", "config_value", "is_dynamic"])?;
        rows.row(&["sitename".into(), "Garden and rails".into(), 0u32.into()])?;
        rows.row(&["version".into(), style.version.as_str().into(), 0u32.into()])?;
        rows.end()
    }

    fn sections(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = [
            "forum_id",
            "parent_id",
            "forum_parents",
            "forum_name",
            "forum_desc",
            "forum_rules",
            "forum_type",
        ];
        let mut rows = self.table("forums", &columns)?;
        for section in &forum.sections {
            rows.row(&[
                section.id.into(),
                section.parent.unwrap_or(0).into(),
                "".into(),
                named(&section.name).as_str().into(),
                "".into(),
                "".into(),
                1u32.into(),
            ])?;
        }
        rows.end()?;
        let mut rows = self.table(
            "groups",
            &["group_id", "group_type", "group_founder_manage", "group_name", "group_desc"],
        )?;
        let own = [
            (GUESTS, "GUESTS"),
            (REGISTERED, "REGISTERED"),
            (MODERATORS, "GLOBAL_MODERATORS"),
            (ADMINISTRATORS, "ADMINISTRATORS"),
        ];
        for (id, name) in own {
            rows.row(&[id.into(), 3u32.into(), 0u32.into(), name.into(), "".into()])?;
        }
        for section in forum.sections.iter().filter(|section| section.gated) {
            let name = format!("Let into {}", named(&section.name));
            rows.row(&[
                (GATED + section.id).into(),
                2u32.into(),
                0u32.into(),
                name.as_str().into(),
                "".into(),
            ])?;
        }
        rows.end()
    }

    fn log(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let names: BTreeMap<u32, &str> = forum.members.iter().map(|m| (m.id, m.name.as_str())).collect();
        let sections: BTreeMap<u32, &str> = forum.sections.iter().map(|s| (s.id, s.name.as_str())).collect();
        let columns = [
            "log_id",
            "log_type",
            "user_id",
            "forum_id",
            "topic_id",
            "reportee_id",
            "log_ip",
            "log_time",
            "log_operation",
            "log_data",
        ];
        let mut rows = self.table("log", &columns)?;
        let dated = forum.roles.iter().filter_map(|role| Some((role, role.from?, role.by?)));
        for (id, (role, from, by)) in (1u32..).zip(dated) {
            let Some((operation, texts)) = appointment(role, &names, &sections) else { continue };
            let mut data = format!("a:{}:{{", texts.len());
            for (at, text) in texts.iter().enumerate() {
                data.push_str(&format!("i:{at};s:{}:\"{text}\";", text.len()));
            }
            data.push('}');
            rows.row(&[
                id.into(),
                0u32.into(),
                by.into(),
                0u32.into(),
                0u32.into(),
                0u32.into(),
                "192.0.2.1".into(),
                from.into(),
                operation.into(),
                data.as_str().into(),
            ])?;
        }
        rows.end()
    }

    fn moderators(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = ["forum_id", "user_id", "username", "group_id", "group_name", "display_on_index"];
        let mut rows = self.table("moderator_cache", &columns)?;
        for role in forum.roles.iter().filter(|role| role.rank == ForumRank::SectionModerator) {
            let section = role.section.unwrap_or(0);
            rows.row(&[section.into(), role.member.into(), "".into(), 0u32.into(), "".into(), 1u32.into()])?;
        }
        rows.end()
    }

    fn posts(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = [
            "post_id",
            "topic_id",
            "forum_id",
            "poster_id",
            "icon_id",
            "poster_ip",
            "post_time",
            "post_reported",
            "enable_bbcode",
            "enable_smilies",
            "enable_magic_url",
            "enable_sig",
            "post_username",
            "post_subject",
            "post_text",
            "post_checksum",
            "post_attachment",
            "bbcode_bitfield",
            "bbcode_uid",
            "post_postcount",
            "post_edit_time",
            "post_edit_reason",
            "post_edit_user",
            "post_edit_count",
            "post_edit_locked",
            "post_visibility",
        ];
        let mut rows = self.table("posts", &columns)?;
        for post in &forum.posts {
            let (yes, no) = (Sql::from(1u32), Sql::from(0u32));
            rows.row(&[
                post.id.into(),
                post.topic.into(),
                post.section.into(),
                post.member.into(),
                no,
                post.address.as_str().into(),
                post.at.into(),
                no,
                yes,
                yes,
                yes,
                yes,
                "".into(),
                "".into(),
                body(post).as_str().into(),
                "".into(),
                no,
                "".into(),
                "1a2b3c4d".into(),
                yes,
                no,
                "".into(),
                no,
                no,
                no,
                yes,
            ])?;
        }
        rows.end()
    }

    fn messages(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns = [
            "msg_id",
            "root_level",
            "author_id",
            "author_ip",
            "message_time",
            "message_subject",
            "message_text",
            "to_address",
            "bcc_address",
        ];
        let mut rows = self.table("privmsgs", &columns)?;
        for message in &forum.messages {
            let to: Vec<String> = message.to.iter().map(|member| format!("u_{member}")).collect();
            let text = format!("<t>{}</t>", named(&message.text).replace("&quot;", "\""));
            rows.row(&[
                message.id.into(),
                0u32.into(),
                message.from.into(),
                "192.0.2.7".into(),
                message.at.into(),
                named(&message.subject).as_str().into(),
                text.as_str().into(),
                to.join(":").as_str().into(),
                "".into(),
            ])?;
        }
        rows.end()?;
        let mut rows = self.table("privmsgs_to", &["msg_id", "user_id", "author_id", "folder_id"])?;
        for message in &forum.messages {
            for member in message.to.iter().chain([&message.from]) {
                let folder = if *member == message.from { -1i64 } else { 0 };
                rows.row(&[message.id.into(), (*member).into(), message.from.into(), folder.into()])?;
            }
        }
        rows.end()
    }

    fn topics(&mut self) -> io::Result<()> {
        let forum = self.forum;
        let columns =
            ["topic_id", "forum_id", "topic_title", "topic_poster", "topic_time", "topic_visibility"];
        let mut rows = self.table("topics", &columns)?;
        for topic in &forum.topics {
            rows.row(&[
                topic.id.into(),
                topic.section.into(),
                named(&topic.title).as_str().into(),
                topic.member.into(),
                topic.at.into(),
                1u32.into(),
            ])?;
        }
        rows.end()
    }
}

/// What the log says of an appointment, and the texts that go with it.
fn appointment(
    role: &ForumRole,
    names: &BTreeMap<u32, &str>,
    sections: &BTreeMap<u32, &str>,
) -> Option<(&'static str, Vec<String>)> {
    let member = named(names.get(&role.member)?);
    let section = role.section.and_then(|section| sections.get(&section)).map(|name| named(name));
    Some(match role.rank {
        ForumRank::Administrator => ("LOG_USERS_ADDED", vec!["ADMINISTRATORS".to_owned(), member]),
        ForumRank::Moderator => ("LOG_USERS_ADDED", vec!["GLOBAL_MODERATORS".to_owned(), member]),
        ForumRank::SectionModerator => ("LOG_ACL_ADD_MOD_LOCAL_M_", vec![section?, member]),
        ForumRank::Trusted => ("LOG_USERS_ADDED", vec![format!("Let into {}", section?), member]),
        ForumRank::Banned => return None,
    })
}
