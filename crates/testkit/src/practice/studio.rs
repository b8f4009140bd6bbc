//! Makes the pictures of a practice world: scenes, camera pictures with their EXIF, known pictures, twins.

use super::content::{Content, Inside};
use crate::canvas::Canvas;
use crate::exif::{self, CAMERAS, Shot};
use crate::fault::Fault;
use crate::scene::{Ground, Subject, scene};
use crate::seeded::Seeded;
use crate::truth::{Facts, Label, Twin};
use crate::{encode, print};
use jiff::ToSpan as _;
use jiff::civil::{DateTime, date};
use vocab::Pdq;

const SIZES: [(usize, usize); 20] = [
    (320, 240),
    (320, 240),
    (240, 320),
    (320, 240),
    (480, 360),
    (480, 360),
    (360, 480),
    (480, 360),
    (640, 480),
    (640, 480),
    (640, 480),
    (480, 640),
    (640, 480),
    (640, 480),
    (800, 600),
    (600, 800),
    (800, 600),
    (1024, 768),
    (1024, 768),
    (1600, 1200),
];
const SMALL_SIZES: [(usize, usize); 3] = [(256, 192), (192, 256), (320, 240)];
const PROGRAMS: [&str; 3] = ["Duinpan 2.1", "Lichtbak 7", "Kijkdoos Mobile 1.0.3"];

/// The seed, and the ground on which all scenes of one world stand.
pub(crate) struct Studio {
    pub(crate) seed: u64,
    pub(crate) small: bool,
    ground: Ground,
}

/// A picture that the practice sets know.
pub(crate) struct Known {
    pub(crate) content: Content,
    pub(crate) label: Label,
    pub(crate) pdq: Pdq,
}

impl Studio {
    pub(crate) fn new(seed: u64, small: bool) -> Self {
        Self { seed, small, ground: Ground::new(seed, if small { 8 } else { 10 }) }
    }

    pub(crate) fn numbers(&self, kind: &str, number: usize) -> Seeded {
        Seeded::of(self.seed, kind, number)
    }

    /// A scene of some everyday size.
    pub(crate) fn scene(&self, numbers: &mut Seeded) -> Canvas {
        let (width, height) = *numbers.pick(if self.small { &SMALL_SIZES[..] } else { &SIZES });
        self.scene_of(numbers, width, height)
    }

    pub(crate) fn scene_of(&self, numbers: &mut Seeded, width: usize, height: usize) -> Canvas {
        let subject = *numbers.pick(&Subject::ALL);
        scene(&self.ground, subject, Seeded::new(numbers.next()), width, height)
    }

    /// A plain JPEG of a scene.
    pub(crate) fn plain(&self, numbers: &mut Seeded) -> Result<Content, Fault> {
        Ok(Content::of(encode::jpeg(&self.scene(numbers), 80)?, "scene"))
    }

    /// A picture as one of the invented cameras leaves it, with its time on the camera's clock.
    pub(crate) fn camera(
        &self,
        numbers: &mut Seeded,
        size: Option<(usize, usize)>,
    ) -> Result<(Content, DateTime), Fault> {
        let canvas = match size {
            Some((width, height)) => self.scene_of(numbers, width, height),
            None => self.scene(numbers),
        };
        let small = canvas.resized(160, 160 * canvas.height / canvas.width);
        let thumbnail = encode::jpeg(&small, 70)?;
        let early = numbers.below(12) == 0;
        let first = if early { date(2009, 1, 1) } else { date(2020, 1, 1) };
        let taken = first.at(8, 0, 0, 0)
            + (numbers.below(if early { 360 } else { 1450 }) as i64).days()
            + (numbers.below(40_000) as i64).seconds();
        let shot = Shot {
            camera: *numbers.pick(&CAMERAS),
            taken,
            // Somewhere on the open North Sea.
            position: (numbers.below(3) > 0)
                .then(|| (f64::from(numbers.between(53.8, 55.2)), f64::from(numbers.between(3.0, 5.0)))),
            software: (numbers.below(4) == 0).then(|| *numbers.pick(&PROGRAMS)),
            thumbnail: Some(&thumbnail),
            size: (canvas.width, canvas.height),
        };
        let mut jpeg = encode::jpeg(&canvas, 82)?;
        if let Some(program) = shot.software {
            jpeg = exif::with_xmp(&jpeg, program);
        }
        let mut content = Content::of(exif::with_exif(&jpeg, &shot), "camera picture");
        content.facts.taken = Some(taken.to_string());
        content.facts.out_of_period = early;
        let name = "thumbnail".to_owned();
        content.inside.push(Inside { name, thumbnail: true, content: Content::of(thumbnail, "thumbnail") });
        Ok((content, taken))
    }

    /// The `number`-th picture that the practice sets know.
    pub(crate) fn known(&self, number: usize) -> Result<Known, Fault> {
        let mut numbers = self.numbers("known", number);
        let canvas = self.scene(&mut numbers);
        let label = match number % 10 {
            0..5 => Label::A1,
            5..8 => Label::A2,
            _ => Label::B1,
        };
        let content = Content::of(encode::jpeg(&canvas, 85)?, "known picture");
        Ok(Known { content, label, pdq: print::pdq(&canvas).0 })
    }

    /// The `turn`-th kind of twin of a known picture, with the end its name should have.
    pub(crate) fn twin(&self, known: &Known, turn: usize) -> Result<(Content, &'static str), Fault> {
        let original = encode::decode(&known.content.bytes)?;
        let quarter = |picture: &Canvas| picture.turned();
        let (made, canvas) = match turn % 6 {
            0 => ("resized to 50 %", original.halved()),
            1 => ("re-encoded at quality 60", original),
            2 => ("made gray", original.gray()),
            3 => ("mirrored", original.mirrored()),
            4 => ("turned a quarter", quarter(&original)),
            _ => ("kept as PNG", original),
        };
        let bytes = match turn % 6 {
            5 => encode::png(&canvas)?,
            1 => encode::jpeg(&canvas, 60)?,
            _ => encode::jpeg(&canvas, 85)?,
        };
        let upright = match turn % 6 {
            3 => canvas.mirrored(),
            4 => canvas.turned().turned().turned(),
            _ => canvas,
        };
        let pdq = print::pdq(&upright).0;
        let twin = Twin {
            of: print::digests(&known.content.bytes).sha256,
            made: made.to_owned(),
            pdq,
            distance_bits: pdq.distance_bits(&known.pdq),
            upright: !matches!(turn % 6, 3 | 4),
        };
        let facts =
            Facts { what: "twin of a known picture".to_owned(), twin: Some(twin), ..Facts::default() };
        Ok((
            Content { bytes: bytes.into(), facts, ..Content::default() },
            if turn % 6 == 5 { "png" } else { "jpg" },
        ))
    }
}
