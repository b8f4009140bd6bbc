//! Entries become pieces: the entry itself, the members of archives in it, the thumbnails of its pictures.

use super::super::content::{self, Bytes, Room};
use super::super::protocol::{Begin, Camera, Frame, Picture, Piece, PieceOutcome, Skip, Spot, Tell, send};
use evidence::archive::{self, Budget, Form, Member};
use evidence::exif::CameraFacts;
use evidence::picture::{Decoder, LumaPlane};
use evidence::scratch::{Bench, Scratch, Spool};
use evidence::{Content, Defect, DefectKind, Entry, Limits, Source, kind, video};
use fingerprint::pdq;
use std::collections::{BTreeSet, HashMap};
use std::io::{self, Cursor, Read, Write};
use std::ops::ControlFlow;
use vocab::{Family, Kind, Link, LinkKind, Place, Stamp};

/// Reads batches. Everything it holds is scratch: a new one gives the same pieces.
pub(super) struct Pieces {
    limits: Limits,
    families: Option<BTreeSet<Family>>,
    scratch: Scratch,
    video: Option<Bench>,
    decoder: Decoder,
    room: Room,
    skip: HashMap<Spot, Skip>,
    next: Spot,
}

/// A piece before its bytes are read.
struct Draft {
    spot: Spot,
    holder: Option<u32>,
    place: Place,
    stated_bytes: Option<u64>,
    stamps: Vec<Stamp>,
    defects: Vec<Defect>,
    /// Outside the authorisation: digest, decode nothing.
    digest_only: bool,
    /// Its stream ended before its end.
    cut_short: bool,
}

impl Pieces {
    pub(super) fn new(begin: &Begin, scratch: Scratch, video: Option<Bench>) -> Self {
        Self {
            limits: begin.limits.clone(),
            families: begin.families.clone(),
            scratch,
            video,
            decoder: Decoder::sampling(pdq::SAMPLED_SIDE),
            room: Room::default(),
            skip: HashMap::new(),
            next: Spot { entry: 0, piece: 0 },
        }
    }

    pub(super) fn batch(
        &mut self,
        source: &mut dyn Source,
        entries: &[(Entry, bool)],
        skip: &[(Spot, Skip)],
        to: &mut impl Write,
    ) -> io::Result<()> {
        self.skip = skip.iter().copied().collect();
        for (number, (entry, digest_only)) in entries.iter().enumerate() {
            self.next = Spot { entry: u32::try_from(number).unwrap_or(u32::MAX), piece: 0 };
            let draft = Draft {
                spot: self.take_spot(),
                holder: None,
                place: entry.place.clone(),
                stated_bytes: Some(entry.size_bytes),
                stamps: entry.stamps.clone(),
                defects: entry.defects.clone(),
                digest_only: *digest_only,
                cut_short: false,
            };
            self.start(draft.spot, to)?;
            if self.skip.get(&draft.spot) == Some(&Skip::All) {
                self.leave(draft, to)?;
                continue;
            }
            if let Some(defect) = self.limits.refuse_size(entry.size_bytes) {
                self.fail(draft, "limit_reached", defect, to)?;
                continue;
            }
            match source.open(entry) {
                Ok(mut content) => {
                    let budget = Budget::new(&self.limits, entry.size_bytes);
                    self.piece(draft, &mut *content, 0, &budget, to)?;
                }
                Err(defect) => self.fail(draft, "not_opened", defect, to)?,
            }
        }
        Ok(())
    }

    fn take_spot(&mut self) -> Spot {
        let spot = self.next;
        self.next.piece += 1;
        spot
    }

    /// Told, and sent at once, before anything dangerous: it names the culprit should this process die.
    fn start(&self, spot: Spot, to: &mut impl Write) -> io::Result<()> {
        send(to, &Tell::Started(spot))?;
        to.flush()
    }

    fn leave(&mut self, draft: Draft, to: &mut impl Write) -> io::Result<()> {
        let died = Defect::new(DefectKind::DecoderDied, "the reader died on this twice; it was left unread");
        self.fail(draft, "reader_died", died, to)
    }

    fn fail(&mut self, draft: Draft, word: &str, defect: Defect, to: &mut impl Write) -> io::Result<()> {
        let mut piece = blank(draft);
        piece.outcome = PieceOutcome::Failed(word.to_owned());
        // An archive may have said it of the member already.
        if !piece.defects.iter().any(|told| told.kind == defect.kind) {
            piece.defects.push(defect);
        }
        send(to, &Tell::Piece(Box::new(piece)))
    }

    /// Reads one piece and everything in it.
    fn piece(
        &mut self,
        draft: Draft,
        content: &mut dyn Content,
        depth: u32,
        budget: &Budget,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let skip = self.skip.get(&draft.spot).copied();
        let digest_only = draft.digest_only;
        let stated = draft.stated_bytes;
        let cut_short = draft.cut_short;
        let mut piece = blank(draft);
        let mut beat = |bytes| send(&mut *to, &Tell::Beat(bytes)).and_then(|()| to.flush());
        let (held_max, read_max) = (self.limits.memory_bytes_max, self.limits.read_bytes_max);
        let bytes = content::read(&mut self.room, content, held_max, read_max, &mut beat)?;
        self.measure(&mut piece, &bytes, stated);
        if cut_short {
            piece.outcome = PieceOutcome::Failed("not_read_to_the_end".to_owned());
        }
        let what = kind::by_content(&bytes.head, bytes.size_bytes);
        piece.kind = Some(what.clone());
        if skip == Some(Skip::Decoding) {
            let died = "the decoder died on this; its bytes were digested, its content was not decoded";
            piece.defects.push(Defect::new(DefectKind::DecoderDied, died));
        }
        let open = skip.is_none() && !digest_only;
        let wanted = self.families.as_ref().is_none_or(|families| families.contains(&what.family));
        let mut thumbnails = Vec::new();
        if open && wanted {
            match (what.family, &bytes.whole) {
                (Family::Picture, Some(whole)) => thumbnails = self.picture(&mut piece, whole, &what),
                (Family::Picture, None) => {
                    piece.defects.push(too_large(&bytes, self.limits.memory_bytes_max))
                }
                (Family::Video, _) => self.video(&mut piece, content, &bytes)?,
                _ => {}
            }
        }
        let (spot, place) = (piece.spot, piece.place.clone());
        send(to, &Tell::Piece(Box::new(piece)))?;
        for thumbnail in thumbnails {
            let link = Link {
                kind: LinkKind::Thumbnail,
                path: thumbnail.name.as_bytes().to_vec(),
                offset_bytes: thumbnail.offset_bytes,
            };
            let draft = self.inner(spot, place.within(link), Some(thumbnail.bytes.len() as u64));
            self.start(draft.spot, to)?;
            // Thumbnails don't nest: a picture within a picture within a picture is a bomb, not evidence.
            self.thumbnail(draft, &thumbnail.bytes, to)?;
        }
        let form = Form::recognise(&bytes.head);
        self.room.reuse(bytes);
        if let Some(form) = form.filter(|_| open && (wanted || what.family == Family::Archive)) {
            self.archive(spot, &place, form, content, depth, budget, to)?;
        }
        Ok(())
    }

    fn inner(&mut self, holder: Spot, place: Place, stated_bytes: Option<u64>) -> Draft {
        Draft {
            spot: self.take_spot(),
            holder: Some(holder.piece),
            place,
            stated_bytes,
            stamps: Vec::new(),
            defects: Vec::new(),
            digest_only: false,
            cut_short: false,
        }
    }

    fn thumbnail(&mut self, draft: Draft, bytes: &[u8], to: &mut impl Write) -> io::Result<()> {
        let skip = self.skip.get(&draft.spot).copied();
        if skip == Some(Skip::All) {
            return self.leave(draft, to);
        }
        let stated = draft.stated_bytes;
        let mut piece = blank(draft);
        let read =
            content::read(&mut self.room, &mut Cursor::new(bytes), u64::MAX, u64::MAX, &mut |_| Ok(()))?;
        self.measure(&mut piece, &read, stated);
        let what = kind::by_content(&read.head, read.size_bytes);
        if skip.is_none() && what.family == Family::Picture {
            self.picture(&mut piece, bytes, &what);
        }
        piece.kind = Some(what);
        self.room.reuse(read);
        send(to, &Tell::Piece(Box::new(piece)))
    }

    /// Bytes read must equal the size stated, or the piece has failed and says so.
    fn measure(&self, piece: &mut Piece, bytes: &Bytes, stated: Option<u64>) {
        piece.size_bytes = bytes.size_bytes;
        piece.digests = Some(bytes.digests);
        if let Some(defect) = &bytes.broken {
            piece.defects.push(defect.clone());
            piece.outcome = PieceOutcome::Failed("not_read_to_the_end".to_owned());
        }
        if let Some(stated) = stated.filter(|stated| *stated != bytes.size_bytes) {
            piece.defects.push(Defect::new(
                DefectKind::SizeDiffers,
                format!("{} bytes came where {stated} were stated", bytes.size_bytes),
            ));
            if bytes.broken.is_none() {
                piece.outcome = PieceOutcome::Failed("size_differs".to_owned());
            }
        }
    }

    fn picture(&mut self, piece: &mut Piece, bytes: &[u8], what: &Kind) -> Vec<evidence::picture::Thumbnail> {
        let mut facts = self.decoder.read(bytes, what, &self.limits);
        let mut picture = Picture { width: facts.width, height: facts.height, prints: None, quality: 0 };
        if let Some(luma) = facts.luma.take() {
            if let Some((prints, quality)) = prints(&luma, facts.width.min(facts.height)) {
                picture.prints = Some(prints);
                picture.quality = quality;
            }
            self.decoder.reuse(luma);
        }
        piece.picture = Some(picture);
        piece.camera = camera(&facts.camera);
        piece.stamps.extend(facts.stamps);
        piece.defects.extend(facts.defects);
        facts.thumbnails
    }

    fn video(&mut self, piece: &mut Piece, content: &mut dyn Content, bytes: &Bytes) -> io::Result<()> {
        let Some(bench) = &mut self.video else { return Ok(()) };
        let laid = match &bytes.whole {
            Some(whole) => bench.lay(&mut whole.as_slice()),
            None => content.rewind().and_then(|()| bench.lay(content)),
        };
        let file = match laid {
            Ok(file) => file,
            Err(error) => {
                let text = format!("no room to decode the video: {error}");
                piece.defects.push(Defect::new(DefectKind::LimitReached, text));
                return Ok(());
            }
        };
        let frames = &mut piece.frames;
        let facts = video::read(file, &self.limits, &video::Tools::default(), &mut |frame| {
            if let Some((prints, quality)) = prints(&frame.luma, frame.luma.width.min(frame.luma.height)) {
                frames.push(Frame { at_millis: frame.at_millis, prints, quality });
            }
        });
        bench.clear()?;
        piece.duration_millis = facts.duration_millis;
        piece.picture = Some(Picture { width: facts.width, height: facts.height, prints: None, quality: 0 });
        piece.camera = Camera {
            make: facts.make.clone(),
            model: facts.model.clone(),
            software: facts.software.clone(),
            gps: facts.gps.map(|gps| (gps.latitude_degrees, gps.longitude_degrees)),
            more: serde_json::to_string(&facts).ok(),
            ..Camera::default()
        };
        piece.stamps.extend(facts.stamps);
        piece.defects.extend(facts.defects);
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "where it is, what it is, and what it may cost")]
    fn archive(
        &mut self,
        holder: Spot,
        place: &Place,
        form: Form,
        content: &mut dyn Content,
        depth: u32,
        budget: &Budget,
        to: &mut impl Write,
    ) -> io::Result<()> {
        if depth >= self.limits.depth_max {
            let text =
                format!("archives within archives deeper than {} are not opened", self.limits.depth_max);
            return send(to, &Tell::More(holder, Defect::new(DefectKind::LimitReached, text)));
        }
        let mut broken = Ok(());
        let limits = self.limits.clone();
        let ending = archive::walk(form, content, &limits, budget, &mut |member, stream| {
            broken = self.member(holder, place, member, stream, depth, budget, to);
            if broken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        broken?;
        match ending {
            Ok(ending) => {
                for defect in &ending.defects {
                    send(to, &Tell::More(holder, defect.clone()))?;
                }
                if ending.unvisited() > 0 {
                    let text = format!(
                        "{} of {} members stated were not reached",
                        ending.unvisited(),
                        ending.stated.unwrap_or_default()
                    );
                    send(to, &Tell::More(holder, Defect::new(DefectKind::Incomplete, text)))?;
                }
                Ok(())
            }
            Err(defect) => send(to, &Tell::More(holder, defect)),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "as its caller")]
    fn member(
        &mut self,
        holder: Spot,
        place: &Place,
        member: Member,
        stream: &mut dyn Read,
        depth: u32,
        budget: &Budget,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let link = Link { kind: LinkKind::Member, path: member.path, offset_bytes: member.offset_bytes };
        let mut draft = self.inner(holder, place.within(link), member.size_bytes);
        draft.stamps = member.stamps;
        draft.defects = member.defects;
        if let Some(reason) = member.kind.skip_reason() {
            let mut piece = blank(draft);
            piece.outcome = PieceOutcome::Skipped(reason.to_owned());
            return send(to, &Tell::Piece(Box::new(piece)));
        }
        self.start(draft.spot, to)?;
        if self.skip.get(&draft.spot) == Some(&Skip::All) {
            return self.leave(draft, to);
        }
        let (mut spool, defect) = Spool::collect(stream, &self.scratch);
        match defect {
            Some(defect) if spool.size_bytes() == 0 => return self.fail(draft, "not_unpacked", defect, to),
            Some(defect) => {
                // A checksum that does not fit is told after the last byte: all of them came.
                draft.cut_short = defect.kind != DefectKind::ChecksumDiffers;
                draft.defects.push(defect);
            }
            None => {}
        }
        self.piece(draft, &mut spool, depth + 1, budget, to)
    }
}

fn blank(draft: Draft) -> Piece {
    Piece {
        spot: draft.spot,
        holder: draft.holder,
        place: draft.place,
        size_bytes: draft.stated_bytes.unwrap_or(0),
        stamps: draft.stamps,
        outcome: PieceOutcome::Read,
        kind: None,
        digests: None,
        picture: None,
        camera: Camera::default(),
        duration_millis: None,
        frames: Vec::new(),
        defects: draft.defects,
    }
}

fn too_large(bytes: &Bytes, max: u64) -> Defect {
    Defect::new(
        DefectKind::LimitReached,
        format!("a picture of {} bytes; at most {max} are decoded", bytes.size_bytes),
    )
}

/// The prints of a plane that stands for a picture with this shorter side. Too narrow for a print is a matter of the
/// picture, not of the points sampled from it.
fn prints(luma: &LumaPlane, side_pixels: u32) -> Option<([vocab::Pdq; 8], u8)> {
    let narrow = side_pixels < pdq::SIDE_PIXELS_MIN;
    let width = if narrow { luma.width.min(side_pixels) } else { luma.width };
    let plane = pdq::LumaPlane::new(width, luma.height, luma.stride, &luma.samples).ok()?;
    Some(pdq::hash_all(&plane))
}

fn camera(facts: &CameraFacts) -> Camera {
    let rest = *facts != CameraFacts::default();
    Camera {
        make: facts.make.clone(),
        model: facts.model.clone(),
        serial: facts.body_serials.first().map(|serial| serial.text.clone()),
        lens: facts.lens.clone(),
        software: facts.software.clone(),
        gps: facts.gps.map(|gps| (gps.latitude_degrees, gps.longitude_degrees)),
        more: rest.then(|| serde_json::to_string(facts).ok()).flatten(),
    }
}
