//! Co-presence in gated sections, in proportion to the posts.
//!
//! Joining all pairs of a section's members would make ties by the square of its members, and would say that the first
//! and the last to write there in ten years met. Each post is tied to the last few different members who wrote
//! before it, and not too long before.

use super::act::{Loom, WhyLeftOut};
use crate::tie::TieKind;
use crate::weight::WeightRules;
use crate::world::World;
use std::collections::VecDeque;

/// Ties each post in a gated section to the members before it.
pub(super) fn presence(world: &World, rules: &WeightRules, loom: &mut Loom) {
    let tables = world.tables();
    // The rules were checked: a whole number from 1 to 64.
    let width = rules.presence_members.value as usize;
    let reach = f64::from(rules.presence_hours.value) * 3600.0;
    let mut present: Vec<VecDeque<(u32, i64)>> = vec![VecDeque::new(); tables.sections.len()];
    for post in &tables.posts {
        let Some(section) = world.section_of(post).filter(|&section| world.is_gated(section)) else {
            continue;
        };
        let Some(member) = post.member.get() else {
            loom.leave(TieKind::CoPresence, WhyLeftOut::NoMember, 1);
            continue;
        };
        let Some(now) = post.at.seconds() else {
            loom.leave(TieKind::CoPresence, WhyLeftOut::NoMoment, 1);
            continue;
        };
        let row = &mut present[section as usize];
        let others = row.iter().rev().filter(|&&(other, _)| other != member).take(width);
        for &(other, then) in others {
            // Clocks of a source jump: nearness counts either way.
            if now.abs_diff(then) as f64 <= reach {
                loom.tie(TieKind::CoPresence, Some(member), Some(other), post.at, 1.0 / width as f32);
            }
        }
        row.retain(|&(other, _)| other != member);
        row.push_back((member, now));
        // One more than is asked for: the next author may be among them.
        if row.len() > width + 1 {
            row.pop_front();
        }
    }
}
