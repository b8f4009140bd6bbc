//! Hours of activity: at which hours of the day, in UTC, a member acts.
//!
//! An evening of forty posts is one evening. What is counted is in how many different hours of different days a member
//! acted, so that a burst does not pass for a habit.

use crate::world::World;

/// Different hours in which a member acted, by hour of the day in UTC.
pub type Hours = [u32; 24];

/// Hours of activity of every member: posts, messages, offers, fetches and log-ins that are dated.
pub fn hours(world: &World) -> Vec<Hours> {
    let tables = world.tables();
    let mut seen: Vec<(u32, i32)> = Vec::new();
    let mut see = |member: Option<u32>, at: crate::column::At| {
        // Hours that do not fit lie 245,000 years away, and are nobody's habit.
        let hour = at.seconds().and_then(|seconds| i32::try_from(seconds.div_euclid(3600)).ok());
        seen.extend(member.zip(hour));
    };
    tables.posts.iter().for_each(|row| see(row.member.get(), row.at));
    tables.messages.iter().for_each(|row| see(row.from.get(), row.at));
    tables.files.iter().for_each(|row| see(row.member.get(), row.at));
    tables.downloads.iter().for_each(|row| see(Some(row.member), row.at));
    tables.logins.iter().for_each(|row| see(Some(row.member), row.at));
    seen.sort_unstable();
    seen.dedup();
    let mut hours = vec![[0; 24]; world.members()];
    for (member, hour) in seen {
        hours[member as usize][hour.rem_euclid(24) as usize] += 1;
    }
    hours
}

/// How alike two members' hours are, 0 to 1: the Bhattacharyya coefficient of both, each evened out over five hours. None
/// where one of them has fewer than `least`.
pub fn likeness(a: &Hours, b: &Hours, least: u32) -> Option<f64> {
    let evened = |hours: &Hours| {
        let total: u32 = hours.iter().sum();
        (total >= least.max(1)).then(|| {
            std::array::from_fn::<f64, 24, _>(|hour| {
                let near = [(22, 1.0), (23, 2.0), (0, 3.0), (1, 2.0), (2, 1.0)];
                let sum: f64 = near.iter().map(|&(by, part)| part * f64::from(hours[(hour + by) % 24])).sum();
                sum / (9.0 * f64::from(total))
            })
        })
    };
    let (a, b) = (evened(a)?, evened(b)?);
    Some(a.iter().zip(b).map(|(a, b)| (a * b).sqrt()).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{At, Maybe};
    use crate::world::{Draft, Post};

    #[test]
    fn a_burst_is_one_hour() {
        let post =
            |seconds| Post { member: Maybe::some(0), at: At::from_seconds(seconds), ..Post::default() };
        let posts = vec![post(7200), post(7201), post(9000), post(86_400 + 7300), post(-1), Post::default()];
        let world = Draft { names: ["a"].into_iter().collect(), posts, ..Draft::default() }.finish().unwrap();
        let found = hours(&world)[0];
        assert_eq!((found[2], found[23], found.iter().sum::<u32>()), (2, 1, 3));
    }

    #[test]
    fn likeness_has_its_ends() {
        let mut morning = [0; 24];
        morning[8] = 40;
        let mut night = [0; 24];
        night[20] = 40;
        assert!((likeness(&morning, &morning, 30).unwrap() - 1.0).abs() < 1e-12);
        assert!(likeness(&morning, &night, 30).unwrap().abs() < 1e-12);
        assert_eq!(likeness(&morning, &[1; 24], 30), None);
    }
}
