//! The same person in two networks: candidates, each with what speaks for it and against it, and an analyst's verdict.

use super::case_named::{network as named, network_subject};
use crate::gate::{Act, Deed, Details, count};
use crate::network::{Bench, Names, Network, NetworkWatch, Stage, ToldCandidate, candidate, standing, tell};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use casework::review::{Review, Verdict};
use network::link::{BlockLimits, Candidate, LearnError, Learning, Model, Profile, learn, link, profiles};
use serde::Serialize;
use store::Tx;
use vocab::NetworkId;

/// The chance that a pair drawn at random is one person, where nothing was learned.
const PRIOR: f64 = 1e-6;

/// Compares two networks, of one case or of two.
pub struct LinkNetworks<'a> {
    /// Case and name of the first.
    pub a: (String, Option<String>),
    /// Case and name of the second.
    pub b: (String, Option<String>),
    /// Candidates of at least so many bits.
    pub bits_min: f64,
    /// Told how far it is; breaks off to stop.
    pub watch: NetworkWatch<'a>,
}

/// Candidates of two networks.
#[derive(Clone, Debug, Serialize)]
pub struct LinkedNetworks {
    /// The first network.
    pub a: String,
    /// The second network.
    pub b: String,
    /// Pairs that were compared.
    pub compared: u64,
    /// How the odds came about: learned from these networks, or as stated by this program.
    pub model: &'static str,
    /// Chance, before anything is compared, that a pair is one person.
    pub prior: f64,
    /// What was shared by too many to make pairs of: what, and how many pairs.
    pub left_out: Vec<(String, u64)>,
    /// Candidates, most bits first. Nothing here says that two members are one person.
    pub candidates: Vec<ToldCandidate>,
}

/// The stable name of a pair of members.
fn pair(b: &Network, in_a: &str, in_b: &str) -> String {
    format!("{in_a}\u{1f}{}\u{1f}{in_b}", b.id)
}

impl Deed for LinkNetworks<'_> {
    type Done = (NetworkId, NetworkId, LinkedNetworks);
    type Output = LinkedNetworks;

    fn name(&self) -> DeedName {
        DeedName::LinkNetworks
    }

    fn subject(&self) -> Subject {
        network_subject(&self.a.0, self.a.1.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let (a, b) =
            (named(act, &self.a.0, self.a.1.as_deref())?, named(act, &self.b.0, self.b.1.as_deref())?);
        if a.id == b.id {
            return Err(AppError::invalid("both are the same network: state another with --with"));
        }
        let load = |network: &Network, watch: NetworkWatch<'_>| {
            let rules = standing(act, network.id)?.rules;
            Ok::<_, AppError>(Bench::set(act, network, rules)?.woven(watch)?.0)
        };
        let (world_a, world_b) = (load(&a, &mut *self.watch)?, load(&b, &mut *self.watch)?);
        tell(&mut *self.watch, Stage::Linking, 0, 0)?;
        let (of_a, of_b) = (profiles(&world_a.world), profiles(&world_b.world));
        let limits = BlockLimits::default();
        let (model, how) = match learn(&of_a, &of_b, &limits, &Learning::default()) {
            Ok(model) => (model, "learned from these two networks"),
            Err(LearnError::NoPairs | LearnError::Unsettled(_)) => {
                (Model::stated(PRIOR), "stated by this program")
            }
            Err(error) => return Err(AppError::invalid(error)),
        };
        let linked = link(&of_a, &of_b, &model, &limits, self.bits_min).map_err(AppError::invalid)?;
        let names_a = Names { world: &world_a.world };
        let names_b = Names { world: &world_b.world };
        let reviews: Vec<(String, Review)> = act.store().network_reviews(a.id)?;
        let told = |found: &Candidate| {
            let member =
                |profiles: &[Profile], at: u32| profiles.get(at as usize).map_or(0, |profile| profile.member);
            let mut told =
                candidate(&names_a, &names_b, (member(&of_a, found.a), member(&of_b, found.b)), found);
            let key = pair(&b, &told.a.id, &told.b.id);
            let last = reviews.iter().rev().find(|(pair, _)| *pair == key);
            told.verdict = last.map(|(_, review)| {
                (review.verdict.word().to_owned(), review.by.clone(), review.reasons.clone())
            });
            told
        };
        let done = LinkedNetworks {
            a: a.name.clone(),
            b: b.name.clone(),
            compared: linked.compared,
            model: how,
            prior: model.prior,
            left_out: linked.left_out.iter().map(|block| (block.key.clone(), block.pairs)).collect(),
            candidates: linked.candidates.iter().map(told).collect(),
        };
        Ok((a.id, b.id, done))
    }

    fn keep(
        self,
        (a, b, linked): Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<LinkedNetworks, AppError> {
        details.insert("network".into(), a.to_string().into());
        details.insert("with".into(), b.to_string().into());
        details.insert("candidates".into(), count(linked.candidates.len()));
        Ok(linked)
    }
}

/// Records an analyst's verdict on one candidate, with reasons.
#[derive(Debug)]
pub struct ReviewLink {
    /// Case and name of the first network.
    pub a: (String, Option<String>),
    /// Case and name of the second.
    pub b: (String, Option<String>),
    /// Ids of the two members in their sources.
    pub members: (String, String),
    /// What the analyst found.
    pub verdict: Verdict,
    /// Why.
    pub reasons: String,
}

impl Deed for ReviewLink {
    type Done = (NetworkId, String, Review);
    type Output = Review;

    fn name(&self) -> DeedName {
        DeedName::ReviewLink
    }

    fn subject(&self) -> Subject {
        network_subject(&self.a.0, self.a.1.as_deref())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand =
            act.hand::<mark::Analyst>("whether two accounts are one person's is for an analyst to say")?;
        let (a, b) =
            (named(act, &self.a.0, self.a.1.as_deref())?, named(act, &self.b.0, self.b.1.as_deref())?);
        for (network, member) in [(&a, &self.members.0), (&b, &self.members.1)] {
            if !crate::network::has_member(act, network, member)? {
                return Err(AppError::new(
                    AppErrorKind::Missing,
                    format!("network {} has no member {member:?}", network.name),
                    "Give ids as the sources have them: `hoeder network link` shows them",
                ));
            }
        }
        let review = Review {
            verdict: self.verdict,
            reasons: self.reasons.trim().to_owned(),
            by: hand.name().to_owned(),
            at: act.now(),
        };
        let key = pair(&b, &self.members.0, &self.members.1);
        let earlier: Vec<(String, Review)> = act.store().network_reviews(a.id)?;
        let last = earlier.iter().rev().find(|(pair, _)| *pair == key);
        review.may_follow(last.map(|(_, review)| review)).map_err(AppError::invalid)?;
        Ok((a.id, key, review))
    }

    fn keep(
        self,
        (network, key, review): Self::Done,
        _: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Review, AppError> {
        tx.add_network_review(network, &key, &review)?;
        details.insert("network".into(), network.to_string().into());
        details.insert("member".into(), self.members.0.into());
        details.insert("with_member".into(), self.members.1.into());
        details.insert("verdict".into(), review.verdict.word().into());
        Ok(review)
    }
}
