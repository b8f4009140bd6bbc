//! Leads by country on members whose place is known.

use crate::practice::Draw;
use network::country::{
    AddressRange, AddressTable, Atlas, Ground, Habit, HabitError, NoProfile, leads, zone_profile,
};
use network::{At, Draft, Hours, Login, Maybe, Post, Stated, StatedKind, Strength, World};

/// Hours of someone whose busiest hour, on the own clock, lies around 17 with a habit of the own.
fn hours_of(draw: &mut Draw, offset: f64, count: usize) -> Hours {
    let own: f64 = (0..12).map(|_| draw.unit()).sum::<f64>() - 6.0;
    let mut hours = [0; 24];
    for _ in 0..count {
        let off: f64 = (0..12).map(|_| draw.unit()).sum::<f64>() - 6.0;
        let local = 17.0 + own * 1.5 + off * 4.0;
        hours[(local - offset).rem_euclid(24.0) as usize % 24] += 1;
    }
    hours
}

#[test]
fn the_interval_of_a_time_zone_holds_the_true_one_as_often_as_it_says() {
    let mut draw = Draw::new(3);
    let known: Vec<(Hours, f64)> = (0..300)
        .map(|_| {
            let offset = draw.below(24) as f64 - 11.0;
            (hours_of(&mut draw, offset, 200), offset)
        })
        .collect();
    let habit = Habit::learn(&known).unwrap();
    assert!((habit.mean_hour - 17.0).abs() < 0.5 && (habit.spread_hours - 1.5).abs() < 0.4, "{habit:?}");
    let mut held = 0;
    for _ in 0..1000 {
        let offset = draw.below(24) as i32 - 11;
        let hours = hours_of(&mut draw, f64::from(offset), 60);
        held += u32::from(zone_profile(&hours, &habit).unwrap().holds(offset * 60));
    }
    println!("{} learned; the interval held the true zone {held} times of 1,000", habit.ground);
    assert!((920..=985).contains(&held), "{held}");
    assert_eq!(Habit::learn(&known[..19]), Err(HabitError::Few(19)));
}

#[test]
fn hours_that_say_nothing_give_no_profile() {
    let habit = Habit::stated();
    assert_eq!(zone_profile(&[1; 24], &habit), Err(NoProfile::FewHours));
    assert_eq!(zone_profile(&[9; 24], &habit), Err(NoProfile::NoPreference));
    let mut gathered = [0; 24];
    gathered[20] = 60;
    assert_eq!(zone_profile(&gathered, &Habit { spread_hours: 6.0, ..habit }), Err(NoProfile::TooWide));
}

fn at(day: i64, hour: i64) -> At {
    At::from_seconds((day * 24 + hour) * 3600)
}

fn world() -> World {
    let stated = |member, kind, text: &str| Stated { member, kind, text: text.to_owned() };
    let login =
        |member, day, address: &str| Login { member, address: address.parse().unwrap(), at: at(day, 9) };
    let mut logins: Vec<Login> = (0..6).map(|day| login(0, day, "192.0.2.7")).collect();
    logins.extend([login(0, 6, "198.51.100.1"), login(0, 6, "203.0.113.1"), login(2, 1, "192.0.2.9")]);
    logins.extend((0..30).map(|_| login(2, 2, "192.0.2.9")));
    Draft {
        names: ["a", "b", "c", "d"].into_iter().collect(),
        stated: vec![
            stated(0, StatedKind::Place, "Zwolle, Nederland"),
            stated(0, StatedKind::Language, "nl-NL"),
            stated(1, StatedKind::Place, "Japan"),
            stated(1, StatedKind::TimeZone, "Europe/Warsaw"),
            stated(1, StatedKind::Language, "pl"),
            stated(3, StatedKind::Language, "en"),
            stated(3, StatedKind::Place, "=cmd|' /C calc'!A0"),
            stated(3, StatedKind::TimeZone, "my own"),
        ],
        // Around 16 UTC: usual for Europe, not for Japan.
        posts: (0..60)
            .map(|day| Post { member: Maybe::some(1), at: at(day, 14 + day % 5), ..Post::default() })
            .collect(),
        logins,
        ..Draft::default()
    }
    .finish()
    .unwrap()
}

#[test]
fn each_lead_names_its_grounds_and_what_speaks_against_it() {
    let range = |first: &str, last: &str, country: &str, is_relay| AddressRange {
        first: first.parse().unwrap(),
        last: last.parse().unwrap(),
        country: country.to_owned(),
        is_relay,
    };
    let addresses = AddressTable::new(vec![
        range("192.0.2.0", "192.0.2.255", "NL", false),
        range("198.51.100.0", "198.51.100.255", "DE", true),
    ])
    .unwrap();
    let found = leads(&world(), &Atlas::own().unwrap(), &addresses, &Habit::stated()).unwrap();
    let brief: Vec<(u32, &str, Strength, usize, usize)> = found
        .iter()
        .map(|lead| {
            (lead.member, lead.country.as_str(), lead.strength, lead.grounds.len(), lead.against.len())
        })
        .collect();
    assert_eq!(
        brief,
        [
            (0, "NL", Strength::Strong, 3, 0),
            (1, "PL", Strength::Weak, 3, 1),
            (1, "JP", Strength::Weak, 1, 3),
            (2, "NL", Strength::Clear, 1, 0),
        ]
    );
    assert_eq!(found[0].grounds[0].ground, Ground::Login { days: 6, of: 6, by_relay: 1 });
    assert!(found[2].against.iter().any(|ground| matches!(ground.ground, Ground::Hours(_))));
    assert!(found[1].grounds.iter().any(|ground| matches!(ground.ground, Ground::Hours(_))));
    assert_eq!(
        found[0].grounds[1].because().text,
        "states as place \"Zwolle, Nederland\", of which a part names NL"
    );
}
