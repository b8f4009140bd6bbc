//! What goes wrong in real dumps: names that attack, moments that can't be, posts of nobody, moderators in a circle.

use super::truth::{HostileName, PlantedTrouble};
use super::{BEGIN, DAY, Maker};
use crate::forum::{ForumPost, ForumRank, ForumRole};

/// Names that attack whoever shows them as anything but text, with what they attack.
pub const HOSTILE: [(&str, &str); 12] = [
    ("<script>alert('beans')</script>", "a page"),
    ("\"><img src=x onerror=alert(1)>", "a page"),
    ("=HYPERLINK(\"http://example.org\",\"beans\")", "a spreadsheet"),
    ("@SUM(1+1)*cmd|' /C calc'!A0", "a spreadsheet"),
    ("'); DROP TABLE member; --", "a database"),
    ("../../../../tmp/beans", "a path"),
    ("beans\u{202e}gnp.nworc", "the direction of writing"),
    ("\u{1b}[2J\u{1b}[1;31mbeans", "a terminal"),
    ("be\u{200b}ans\u{feff}", "the eye: it looks like another name"),
    ("{{7*7}} ${jndi:ldap://example.org/x} %s%n", "a template"),
    ("c\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}", "a line's height"),
    ("javascript:alert(1)//", "a link"),
];

impl Maker {
    pub(super) fn trouble(&mut self) {
        self.hostile();
        self.moments();
        self.nobody();
        self.circle();
        let silent: Vec<u32> = {
            let wrote: std::collections::BTreeSet<u32> =
                self.forum.posts.iter().map(|post| post.member).collect();
            self.ids().filter(|member| !wrote.contains(member)).collect()
        };
        self.plant("members without a post", silent);
    }

    fn plant(&mut self, what: &str, rows: Vec<u32>) {
        self.truth.trouble.push(PlantedTrouble { what: what.to_owned(), rows });
    }

    /// The names go to those who will be shown: the heads, moderators, brokers, and then to others.
    fn hostile(&mut self) {
        let mut draw = self.draw("hostile");
        let titled = self.titled.iter().copied().skip(1).take(5);
        let mut bearers: Vec<u32> = titled.chain(self.brokers.iter().copied().take(4)).collect();
        while bearers.len() < HOSTILE.len() {
            let member = 2 + draw.below(self.scene.members) as u32;
            if !bearers.contains(&member) {
                bearers.push(member);
            }
        }
        // One of each kind to each kind of bearer, whatever the seed.
        for (member, (name, attacks)) in bearers.into_iter().zip(HOSTILE) {
            self.rename(member, name);
            self.truth.hostile.push(HostileName {
                member,
                name: name.to_owned(),
                attacks: attacks.to_owned(),
            });
        }
    }

    fn rename(&mut self, member: u32, name: &str) {
        self.persons[member as usize - 2].name = name.to_owned();
        self.forum.members[member as usize - 2].name = name.to_owned();
        for (_, quoted, writer) in self.forum.posts.iter_mut().filter_map(|post| post.quotes.as_mut()) {
            if *quoted == member {
                *writer = name.to_owned();
            }
        }
        let brokers = self.truth.brokers.iter_mut().map(|broker| (broker.member, &mut broker.name));
        let players = self.truth.key_players.iter_mut().map(|player| (player.member, &mut player.name));
        let shared = self.truth.shared.iter_mut().map(|shared| (shared.member, &mut shared.name));
        for (_, old) in brokers.chain(players).chain(shared).filter(|(bearer, _)| *bearer == member) {
            *old = name.to_owned();
        }
    }

    /// Moments of 1970 and 2106, and a clock that ran three days behind for a while.
    fn moments(&mut self) {
        let mut draw = self.draw("moments");
        for (what, at) in [("posts of 1970", 86_401), ("posts of 2106", i64::from(u32::MAX))] {
            let rows: Vec<u32> = (0..4).map(|_| draw.pick(&self.forum.posts).id).collect();
            for row in &rows {
                self.forum.posts[*row as usize - 1].at = at;
            }
            self.plant(what, rows);
        }
        let (first, many) = (self.forum.posts.len() / 3, self.forum.posts.len() / 60);
        let behind = &mut self.forum.posts[first..first + many];
        behind.iter_mut().for_each(|post| post.at -= 3 * DAY);
        let rows = behind.iter().map(|post| post.id).collect();
        self.plant("posts under a clock that ran three days behind", rows);
    }

    /// Posts of guests, of accounts that are gone, and in topics that are gone.
    fn nobody(&mut self) {
        let mut next = self.forum.posts.len() as u32;
        for (what, member, topic) in [
            ("posts of guests", 1, 1),
            ("posts of accounts that are gone", 4_000_000_000, 1),
            ("posts in topics that are gone", 2, 4_000_000_000),
        ] {
            let mut rows = Vec::new();
            for _ in 0..5 {
                next += 1;
                rows.push(next);
                self.forum.posts.push(ForumPost {
                    id: next,
                    topic,
                    section: 1,
                    member,
                    at: BEGIN + i64::from(next % 1000) * DAY,
                    address: "192.0.2.9".to_owned(),
                    quotes: None,
                    text: "Does anyone still read this?".to_owned(),
                });
            }
            self.plant(what, rows);
        }
    }

    /// Three who appointed one another, so that nobody was first.
    fn circle(&mut self) {
        let plain =
            self.ids().filter(|member| !self.titled.contains(member) && !self.brokers.contains(member));
        let three: Vec<u32> = plain.skip(20).take(3).collect();
        for at in 0..three.len() {
            let (member, by) = (three[at], three[(at + 1) % three.len()]);
            self.forum.roles.push(ForumRole {
                member,
                rank: ForumRank::SectionModerator,
                section: Some(2),
                from: Some(BEGIN + 500 * DAY),
                by: Some(by),
            });
        }
        self.plant("moderators who appointed one another", three);
    }
}
