//! Practice forums hold what their truth says, from any seed.

use super::*;

#[test]
fn a_seed_is_a_forum_and_its_truth_is_true() {
    let scene = ForumScene::small(7);
    let made = practice_forum(scene);
    assert_eq!(made, practice_forum(scene));
    assert_ne!(made.forum, practice_forum(ForumScene::small(8)).forum);
    assert_eq!(made.forum.members.len(), 600);
    assert_eq!(made.truth.brokers.len(), scene.brokers);
    assert_eq!(made.truth.hostile.len(), HOSTILE.len());
    for broker in &made.truth.brokers {
        let posts = made.forum.posts.iter().filter(|post| post.member == broker.member).count();
        assert_eq!(posts, broker.posts);
        assert!(posts <= 2 && broker.groups.len() > 1 && broker.confidants.len() > 3, "{broker:?}");
        assert!(!made.truth.key_players.iter().any(|player| player.member == broker.member));
        for &confidant in &broker.confidants {
            let between = |message: &&crate::forum::ForumMessage| {
                let to_other = |a, b| message.from == a && message.to == [b];
                to_other(broker.member, confidant) || to_other(confidant, broker.member)
            };
            let letters = made.forum.messages.iter().filter(between).count();
            assert!(letters >= 2 || confidant == broker.member, "{broker:?} and {confidant}: {letters}");
        }
    }
    let names: BTreeSet<&str> = made.forum.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names.len(), 600, "each name is one member's");
    for HostileName { member, name, .. } in &made.truth.hostile {
        assert_eq!(&made.forum.members[*member as usize - 2].name, name);
    }
}

#[test]
fn forums_share_persons() {
    let first = practice_forum(ForumScene { trouble: false, ..ForumScene::small(1) });
    let shares = Some(Shares { seed: 1, persons: 30 });
    let second = practice_forum(ForumScene { shares, trouble: false, ..ForumScene::small(2) });
    assert_eq!(second.truth.shared.len(), 30);
    for shared in &second.truth.shared {
        let here = &second.forum.members[shared.member as usize - 2];
        let there = &first.forum.members[shared.elsewhere as usize - 2];
        assert!(here.email == there.email || here.jabber == there.jabber && here.jabber.is_some());
    }
    let emails: BTreeSet<&str> = first.forum.members.iter().map(|member| member.email.as_str()).collect();
    let same = second.forum.members.iter().skip(30).filter(|member| emails.contains(member.email.as_str()));
    assert_eq!(same.count(), 0, "the others are others");
}
