//! The matrix of roles and deeds, printed from the catalogue and committed as text.

use authority::{Caller, DeedName, Purpose, Role, Subject, mark, permit};
use std::fmt::Write as _;

#[test]
fn matrix() {
    let mut text = String::new();
    for deed in DeedName::ALL {
        writeln!(text, "{deed}").unwrap();
        for role in Role::ALL {
            let caller = Caller::local_user("A. Tester", role).unwrap();
            let purpose = Purpose::new("matrix").unwrap();
            let answer = match permit(&caller, &purpose, *deed, Subject::House) {
                Ok(_) => "yes",
                Err(_) => "-",
            };
            writeln!(text, "    {role:<24}{answer}").unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_refusal_names_the_roles_that_may() {
    let caller = Caller::local_user("A. Tester", Role::ProbationOfficer).unwrap();
    let purpose = Purpose::new("curious").unwrap();
    let refusal = permit(&caller, &purpose, DeedName::ReadCarrier, Subject::House).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "carrier.read is not open to the role probation-officer; it is open to digital-investigator"
    );
}

#[test]
fn only_a_reviewer_has_a_reviewers_hand() {
    let purpose = Purpose::new("compare").unwrap();
    for role in Role::ALL {
        let caller = Caller::local_user("A. Tester", role).unwrap();
        let permit = permit(&caller, &purpose, DeedName::VerifyLedger, Subject::House).unwrap();
        let expected = matches!(role, Role::DigitalInvestigator | Role::VictimSpecialist);
        assert_eq!(permit.hand::<mark::Reviewer>().is_some(), expected, "{role}");
    }
}

#[test]
fn names_and_purposes_must_be_plain() {
    assert!(Caller::local_user("  ", Role::Auditor).is_err());
    assert!(Caller::local_user("a\nb", Role::Auditor).is_err());
    assert!(Purpose::new("").is_err());
    assert!(Purpose::new(&"x".repeat(301)).is_err());
    assert_eq!(Purpose::new(" why ").unwrap().to_string(), "why");
}
