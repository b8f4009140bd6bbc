//! phpBB: a forum whose truth is known, written as phpBB keeps it, is what is read, in every dialect.

#![expect(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "dump/hear.rs"]
mod hear;

use evidence::dump::{
    Dialect, Form, Format, Quote, Rank, Reached, Record, Report, Says, Software, SourceId, recognise,
};
use hear::{all, defects, hear, hear_text};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use testkit::Seeded;
use testkit::forum::{
    Forum, ForumFile, ForumLogin, ForumMember, ForumMessage, ForumPost, ForumRank, ForumRole, ForumSection,
    ForumTopic, PhpBbStyle, SqlDialect, write_phpbb,
};

fn id(number: impl ToString) -> SourceId {
    SourceId(number.to_string())
}

fn dump(forum: &Forum, style: &PhpBbStyle) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_phpbb(forum, style, &mut bytes).unwrap();
    bytes
}

fn read(bytes: &[u8], dialect: SqlDialect) -> (Vec<Record>, Report) {
    let dialect = match dialect {
        SqlDialect::MySql => Dialect::MySql,
        SqlDialect::Postgres => Dialect::Postgres,
        SqlDialect::Sqlite => Dialect::Sqlite,
    };
    let format = recognise(bytes, Path::new("dump.sql"));
    assert_eq!(format, Some(Format { form: Form::Sql(dialect), software: Software::PhpBb }));
    hear(&mut &bytes[..], format.unwrap())
}

const TALK: [&str; 6] = [
    "The beans are up, <two> weeks early & strong.",
    "Narrow gauge or standard?\nThe 9:15 was late again.",
    "Take 200 g of flour, 'a pinch' of salt \\ and \"patience\".",
    "\u{1f345} tomatoes \u{1f682}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "ok",
];

/// A forum of so many members, all of whose talk is of gardens, rails and recipes.
fn forum(seed: u64, members: u32, posts: u32) -> Forum {
    let mut draw = Seeded::new(seed);
    let mut forum = Forum::default();
    let start = 1_500_000_000;
    for id in 2..2 + members {
        let name = format!("member <{id}> & \"co\" '{}'", draw.pick(&["\u{e9}", "x", "\u{1f33b}"]));
        let place = (id % 3 == 0).then(|| format!("Delft & {id}"));
        let at = start + i64::from(id);
        forum.members.push(ForumMember {
            id,
            name,
            email: format!("m{id}@example.org"),
            registered: at,
            last_seen: at + 1000,
            place,
            time_zone: "Europe/Amsterdam".to_owned(),
            language: "nl".to_owned(),
            signature: "grow & \"go\"".to_owned(),
            address: format!("192.0.2.{}", id % 250),
            jabber: (id % 4 == 0).then(|| format!("m{id}@jabber.example")),
            website: (id % 5 == 0).then(|| format!("https://example.org/?a={id}&b=1")),
        });
    }
    for id in 1..=4 {
        let parent = (id > 1).then_some(1);
        forum.sections.push(ForumSection { id, parent, name: format!("Section & {id}"), gated: id == 4 });
    }
    for id in 1..=posts / 4 + 1 {
        let section = 1 + draw.below(4) as u32;
        let member = 2 + draw.below(members as usize) as u32;
        let title = format!("Topic \"{id}\"");
        forum.topics.push(ForumTopic { id, section, member, at: start + i64::from(id), title });
    }
    for id in 1..=posts {
        let topic = forum.topics[draw.below(forum.topics.len())].clone();
        let member = 1 + draw.below(members as usize) as u32;
        let quotes = (id > 1 && draw.below(2) == 0).then(|| forum.posts[draw.below(id as usize - 1)].clone());
        let quotes = quotes.filter(|post| post.member > 1);
        let quotes = quotes.map(|post| (post.id, post.member, format!("member {}", post.member)));
        forum.posts.push(ForumPost {
            id,
            topic: topic.id,
            section: topic.section,
            member,
            at: start + 5000 + i64::from(id),
            address: format!("2001:db8::{id:x}"),
            quotes,
            text: (*draw.pick(&TALK)).to_owned(),
        });
    }
    for id in 1..=posts / 3 {
        let from = 2 + draw.below(members as usize) as u32;
        let to: BTreeSet<u32> =
            (0..=draw.below(3)).map(|_| 2 + draw.below(members as usize) as u32).collect();
        let to = to.into_iter().filter(|member| *member != from).collect();
        let text = (*draw.pick(&TALK)).to_owned();
        let at = start + 9000 + i64::from(id);
        forum.messages.push(ForumMessage { id, from, to, at, subject: "Seeds & co".to_owned(), text });
    }
    forum.files.push(ForumFile {
        id: 1,
        member: 2,
        post: 1,
        topic: 1,
        name: "plan & map.png".to_owned(),
        stored_name: "2_0123456789abcdef".to_owned(),
        size_bytes: 12345,
        at: start + 6000,
        downloads: 41,
    });
    let login = ForumLogin {
        member: 3,
        at: start + 7000,
        address: "198.51.100.7".to_owned(),
        agent: "Browser/1".into(),
    };
    forum.logins.push(login);
    let role = |member, rank, section, from: Option<i64>, by| ForumRole { member, rank, section, from, by };
    forum.roles = vec![
        role(2, ForumRank::Administrator, None, None, None),
        role(3, ForumRank::Administrator, None, Some(start + 10_000), Some(2)),
        role(4, ForumRank::Moderator, None, Some(start + 10_500), Some(3)),
        role(5, ForumRank::SectionModerator, Some(2), Some(start + 11_000), Some(4)),
        role(6, ForumRank::Trusted, Some(4), Some(start + 12_000), Some(5)),
        role(7, ForumRank::Banned, None, Some(start + 13_000), None),
    ];
    forum
}

fn check(forum: &Forum, records: &[Record], report: &Report) {
    assert!(report.defects.is_empty(), "{:?}", defects(records));
    assert!(report.unknown_columns.is_empty(), "{:?}", report.unknown_columns);
    let members = all!(records, Member);
    assert_eq!(members.len(), forum.members.len());
    for (found, wanted) in members.iter().zip(&forum.members) {
        assert_eq!((&found.id, &found.name), (&id(wanted.id), &wanted.name));
        assert_eq!(found.email.as_ref(), Some(&wanted.email));
        assert_eq!(found.stated_place, wanted.place);
        assert_eq!(found.signature.as_ref(), Some(&wanted.signature));
        assert_eq!(found.registered.unwrap().0.as_second(), wanted.registered);
        assert_eq!(found.last_seen.unwrap().0.as_second(), wanted.last_seen);
    }
    let contacts: BTreeSet<_> = all!(records, Contact).into_iter().map(|c| (c.member, c.value)).collect();
    let jabber =
        forum.members.iter().filter_map(|m| Some((id(m.id), format!("jabber:{}", m.jabber.as_ref()?))));
    let website = forum.members.iter().filter_map(|m| Some((id(m.id), m.website.clone()?)));
    assert_eq!(contacts, jabber.chain(website).collect());
    for (found, wanted) in all!(records, Post).iter().zip(&forum.posts) {
        assert_eq!((&found.id, &found.topic), (&id(wanted.id), &Some(id(wanted.topic))));
        assert_eq!(found.section, Some(id(wanted.section)));
        assert_eq!(found.member, (wanted.member > 1).then(|| id(wanted.member)));
        assert_eq!(found.at.unwrap().0.as_second(), wanted.at);
        assert_eq!(found.address.as_ref(), Some(&wanted.address));
        assert!(found.text.ends_with(&wanted.text), "{:?} {:?}", found.text, wanted.text);
        let quotes = wanted.quotes.iter().map(|(post, member, name)| Quote {
            post: Some(id(post)),
            numbered: None,
            member: Some(id(member)),
            name: Some(name.clone()),
        });
        assert_eq!(found.quotes, quotes.collect::<Vec<_>>());
    }
    assert_eq!(report.counts.posts, forum.posts.len() as u64);
    let titles: Vec<_> = all!(records, Topic).into_iter().map(|topic| topic.title).collect();
    assert_eq!(titles, forum.topics.iter().map(|topic| topic.title.clone()).collect::<Vec<_>>());
    messages(forum, records);
    let sections = all!(records, Section);
    for (found, wanted) in sections.iter().zip(&forum.sections) {
        assert_eq!((&found.name, found.gated), (&wanted.name, Some(wanted.gated)));
        assert_eq!(found.parent, wanted.parent.map(id));
    }
    let files = all!(records, File);
    assert_eq!((files.len(), files[0].post.clone(), files[0].downloads), (1, Some(id(1)), Some(41)));
    assert_eq!((files[0].name.as_str(), files[0].size_bytes), ("plan & map.png", Some(12345)));
    let visits: Vec<_> = all!(records, Login).into_iter().filter(|login| login.agent.is_some()).collect();
    assert_eq!((visits.len(), visits[0].address.as_deref()), (1, Some("198.51.100.7")));
}

fn messages(forum: &Forum, records: &[Record]) {
    let texts: Vec<_> =
        all!(records, Message).into_iter().map(|message| (message.id, message.text)).collect();
    assert_eq!(texts, forum.messages.iter().map(|m| (id(m.id), m.text.clone())).collect::<Vec<_>>());
    let mut reached: BTreeMap<Reached, BTreeSet<(SourceId, SourceId)>> = BTreeMap::new();
    for recipient in all!(records, Recipient) {
        reached.entry(recipient.how).or_default().insert((recipient.message, recipient.member));
    }
    let wanted: BTreeSet<_> =
        forum.messages.iter().flat_map(|m| m.to.iter().map(|to| (id(m.id), id(to)))).collect();
    for how in [Reached::Addressed, Reached::Delivered] {
        assert_eq!(reached.remove(&how).unwrap_or_default(), wanted);
    }
}

/// Who has which rank where.
type Held = (String, Rank, Option<String>);
/// Since when and by whom.
type Given = (Option<i64>, Option<String>);

fn roles(records: &[Record]) -> BTreeMap<Held, Given> {
    let roles = all!(records, Role).into_iter().map(|role| {
        let key = (role.member.0, role.rank, role.section.map(|section| section.0));
        (key, (role.from.map(|from| from.0.as_second()), role.by.map(|by| by.0)))
    });
    roles.collect()
}

#[test]
fn a_forum_is_read_as_it_is_in_every_dialect() {
    let forum = forum(1, 40, 300);
    for dialect in [SqlDialect::MySql, SqlDialect::Postgres, SqlDialect::Sqlite] {
        let style = PhpBbStyle { dialect, prefix: "xyz_".to_owned(), ..PhpBbStyle::default() };
        let (records, report) = read(&dump(&forum, &style), dialect);
        assert_eq!(report.schema_version.as_deref(), Some("3.3.11"));
        assert_eq!(report.prefix.as_deref(), Some("xyz_"));
        check(&forum, &records, &report);
        let roles = roles(&records);
        let start = 1_500_000_000;
        let role = |member: u32, rank, section: Option<u32>| {
            roles.get(&(member.to_string(), rank, section.map(|section| section.to_string()))).cloned()
        };
        assert_eq!(role(2, Rank::Administrator, None), Some((None, None)));
        assert_eq!(role(3, Rank::Administrator, None), Some((Some(start + 10_000), Some("2".to_owned()))));
        assert_eq!(role(4, Rank::Moderator, None), Some((Some(start + 10_500), Some("3".to_owned()))));
        assert_eq!(
            role(5, Rank::SectionModerator, Some(2)),
            Some((Some(start + 11_000), Some("4".to_owned())))
        );
        assert_eq!(role(6, Rank::Trusted, Some(4)), Some((Some(start + 12_000), Some("5".to_owned()))));
        assert_eq!(role(7, Rank::Banned, None), Some((Some(start + 13_000), None)));
        assert_eq!(role(8, Rank::Trusted, Some(4)), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_forum_is_read_back(seed in any::<u64>(), members in 8_u32..30, posts in 1_u32..60, most in 1_usize..9) {
        let forum = forum(seed, members, posts);
        for dialect in [SqlDialect::MySql, SqlDialect::Postgres, SqlDialect::Sqlite] {
            let style = PhpBbStyle { dialect, rows_a_statement: most, ..PhpBbStyle::default() };
            let (records, report) = read(&dump(&forum, &style), dialect);
            check(&forum, &records, &report);
        }
    }

    #[test]
    fn no_damage_makes_it_fail(hits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = dump(&forum(7, 12, 20), &PhpBbStyle::default());
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let format = Format { form: Form::Sql(Dialect::MySql), software: Software::PhpBb };
        let (_, report) = hear(&mut &bytes[..], format);
        prop_assert_eq!(report.bytes, bytes.len() as u64);
    }
}

#[test]
fn moderators_who_appoint_each_other_in_a_circle_are_read_as_they_stand() {
    let mut forum = forum(3, 10, 4);
    let at = 1_600_000_000;
    let role = |member, by| ForumRole {
        member,
        rank: ForumRank::Administrator,
        section: None,
        from: Some(at),
        by: Some(by),
    };
    forum.roles = vec![role(2, 3), role(3, 4), role(4, 2), role(5, 5)];
    let (records, report) = read(&dump(&forum, &PhpBbStyle::default()), SqlDialect::MySql);
    assert!(report.defects.is_empty());
    let by: Vec<_> = all!(records, Role)
        .into_iter()
        .filter(|role| role.rank == Rank::Administrator && role.stated == "ADMINISTRATORS")
        .map(|role| (role.member.0, role.by.unwrap().0))
        .collect();
    assert_eq!(
        by,
        [("2", "3"), ("3", "4"), ("4", "2"), ("5", "5")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
}

#[test]
fn posts_without_members_and_clocks_that_run_wrong_are_read() {
    let mut forum = forum(4, 10, 6);
    forum.posts[0].member = 4_000_000;
    forum.posts[1].at = 0;
    forum.posts[2].at = 4_294_967_295;
    forum.posts[3].at = 1_400_000_000;
    forum.members.truncate(8);
    let (records, report) = read(&dump(&forum, &PhpBbStyle::default()), SqlDialect::MySql);
    let posts = all!(records, Post);
    assert_eq!(posts[0].member, Some(id(4_000_000)));
    let dated: Vec<_> = posts.iter().map(|post| post.at.is_some()).collect();
    assert_eq!(dated, [true, false, false, true, true, true]);
    assert_eq!(posts[2].more["post_time"], "4294967295");
    assert_eq!(report.defects.values().sum::<u64>(), 2, "{:?}", defects(&records));
}

#[test]
fn an_old_installation_and_a_second_one_beside_it() {
    let dump = "-- phpMyAdmin SQL Dump\n\
        CREATE TABLE `old_users` (`user_id` int, `user_type` int, `username` text, `user_regdate` int, `user_icq` text,\n\
        `user_from` text, `user_favourite_plant` text);\n\
        INSERT INTO `old_config` (`config_name`, `config_value`, `is_dynamic`) VALUES ('version', '3.0.14', 0);\n\
        INSERT INTO `old_posts` (`post_id`, `topic_id`, `forum_id`, `poster_id`, `post_time`, `post_text`, `bbcode_uid`) VALUES\n\
        (1, 1, 1, 2, 1300000000, '[quote=&quot;Rosa &amp; co&quot;:1k2j3h4g]Hi[/quote:1k2j3h4g] [b:1k2j3h4g]yes[/b:1k2j3h4g] <!-- s:) --><img src=\"x\" /><!-- s:) --> <!-- m --><a class=\"postlink\" href=\"http://example.org/long\">http://exa...</a><!-- m -->', '1k2j3h4g');\n\
        INSERT INTO `old_users` VALUES (2, 3, 'J&oslash;rn &amp; Ann', 1200000000, '12345', 'Gent', 'fern');\n\
        INSERT INTO `new_users` (`user_id`, `user_type`, `username`, `user_regdate`) VALUES (2, 0, 'other', 1200000000);\n";
    let (records, report) = hear_text(dump, Form::Sql(Dialect::MySql), Software::PhpBb);
    assert_eq!(report.schema_version.as_deref(), Some("3.0.14"));
    assert_eq!(report.other_prefixes.iter().collect::<Vec<_>>(), ["new_"]);
    assert_eq!(report.tables["new_users"].read, 0);
    let post = all!(records, Post).remove(0);
    assert_eq!(post.text, "[quote=\"Rosa & co\"]Hi[/quote] [b]yes[/b] :) http://example.org/long");
    assert_eq!(post.quotes[0].name.as_deref(), Some("Rosa & co"));
    let member = all!(records, Member).remove(0);
    assert_eq!(member.name, "J&oslash;rn & Ann", "an entity that phpBB never writes stays");
    assert_eq!(
        (member.stated_place.as_deref(), member.more["user_favourite_plant"].as_str()),
        (Some("Gent"), "fern")
    );
    assert_eq!(all!(records, Contact)[0].value, "icq:12345");
    let founder = all!(records, Role).remove(0);
    assert_eq!((founder.rank, founder.stated.as_str()), (Rank::Administrator, "founder"));
    assert!(records.iter().all(|record| !matches!(record.says, Says::Defect(_))));
}

#[test]
fn a_version_that_is_not_known_is_a_defect() {
    let dump = "INSERT INTO `phpbb_config` (`config_name`, `config_value`) VALUES ('version', '4.1.0');\n";
    let (records, _) = hear_text(dump, Form::Sql(Dialect::MySql), Software::PhpBb);
    assert!(defects(&records)[0].contains("is not among 3.0 to 3.3"), "{records:?}");
}

/// The same bytes again and again.
struct Times<'a> {
    bytes: &'a [u8],
    at: usize,
    left: usize,
}

impl std::io::Read for Times<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.bytes.len() {
            self.at = 0;
            self.left -= 1;
        }
        if self.left == 0 {
            return Ok(0);
        }
        let size = into.len().min(self.bytes.len() - self.at);
        into[..size].copy_from_slice(&self.bytes[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}

/// Time that this thread had on a processor: other people's work does not count.
fn processor_seconds() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    line.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// Streams a dump of ten million posts. `cargo test --release --test dump_phpbb -- --ignored --nocapture`
#[test]
#[ignore = "takes a minute; run with --release --ignored --nocapture for the figures"]
fn ten_million_posts_stream_in_bounded_memory() {
    let small = forum(5, 500, 20_000);
    let bytes = dump(&small, &PhpBbStyle::default());
    let text = String::from_utf8(bytes).unwrap();
    let start = text.find("INSERT INTO `phpbb_posts`").unwrap();
    let end = text.find("INSERT INTO `phpbb_privmsgs`").unwrap();
    let posts = &text.as_bytes()[start..end];
    let mut repeated = Times { bytes: posts, at: 0, left: 500 };
    let format = Format { form: Form::Sql(Dialect::MySql), software: Software::PhpBb };
    let (mut posts, mut letters) = (0_u64, 0_usize);
    let begun = processor_seconds();
    let report = evidence::dump::read(&mut repeated, format, &mut |record| {
        if let Says::Post(post) = record.says {
            posts += 1;
            letters += post.text.len();
        }
        std::ops::ControlFlow::Continue(())
    });
    let took = processor_seconds() - begun;
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    let megabytes = report.unwrap().bytes as f64 / 1e6;
    println!(
        "{posts} posts, {letters} letters, {megabytes:.0} MB in {took:.1} CPU s: {:.0} MB/s; {peak}",
        megabytes / took
    );
    assert_eq!(posts, 10_000_000);
}
