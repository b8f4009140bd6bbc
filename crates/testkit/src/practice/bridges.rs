//! The openly licensed photographs beside the project: a known one, its edits as twins of it, and others.

use super::content::{Content, Drive, NOON, Planted};
use super::studio::Known;
use crate::canvas::Canvas;
use crate::photograph::{self, Everyday};
use crate::truth::{Label, Twin};
use crate::{encode, print};
use rayon::prelude::*;
use vocab::Pdq;

/// A print of lower quality is unstable, and nothing is held against it.
const QUALITY_MIN: u32 = 50;
/// Twins are nearer than this.
const TWIN_BITS_MAX: u32 = 31;

/// All of them; the one that the edits were made from becomes known to the sets.
pub(crate) fn everyday(known: &mut Vec<Known>) -> Vec<Planted> {
    let Some(photographs) = photograph::everyday() else { return Vec::new() };
    let original = photographs.iter().find(|photograph| photograph.name.ends_with("aaa-orig.jpg"));
    if let Some(original) = original {
        let content = Content::of(original.bytes.clone(), "known picture");
        known.push(Known { content, label: Label::A1, pdq: original.pdq });
    }
    let plant = |photograph: &Everyday| {
        let mut content = Content::of(photograph.bytes.clone(), "everyday photograph");
        content.facts.twin = original.and_then(|original| twin(photograph, original));
        let path = format!("Gebruikers/Noor/Afbeeldingen/bruggen/{}", photograph.name.replace('/', "-"));
        Planted { modified: NOON - 86_400, ..Planted::at(Drive::Main, path, content) }
    };
    photographs.par_iter().map(plant).collect()
}

/// What makes a photograph a twin of the known one, turned or mirrored as it may be.
fn twin(photograph: &Everyday, original: &Everyday) -> Option<Twin> {
    if photograph.quality < QUALITY_MIN || photograph.name == original.name {
        return None;
    }
    let canvas = encode::decode(&photograph.bytes).ok()?;
    let upright = (photograph.pdq, photograph.pdq.distance_bits(&original.pdq), true);
    let others = orientations(&canvas).into_iter().map(|pdq| (pdq, pdq.distance_bits(&original.pdq), false));
    let (pdq, distance_bits, upright) =
        std::iter::once(upright).chain(others).min_by_key(|(_, distance, _)| *distance)?;
    (distance_bits <= TWIN_BITS_MAX).then(|| Twin {
        of: print::digests(&original.bytes).sha256,
        made: photograph.name.clone(),
        pdq,
        distance_bits,
        upright,
    })
}

/// Prints of the seven other ways in which a picture can stand.
fn orientations(canvas: &Canvas) -> [Pdq; 7] {
    let quarter = canvas.turned();
    let half = quarter.turned();
    let three = half.turned();
    let mirrored = [canvas, &quarter, &half, &three].map(|canvas| print::pdq(&canvas.mirrored()).0);
    let [a, b, c, d] = mirrored;
    [print::pdq(&quarter).0, print::pdq(&half).0, print::pdq(&three).0, a, b, c, d]
}
