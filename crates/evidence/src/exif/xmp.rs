//! What XMP says of the programs that made a picture, and of the documents it descends from.
//!
//! Names are compared by namespace, never by prefix. No entity but the five of XML itself is ever expanded.

use super::{Serial, XmpFacts, clean};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// Elements within elements; real XMP has about eight.
const DEPTH_MAX: usize = 64;
/// Software agents kept from the history.
const AGENTS_MAX: usize = 64;

const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
const EVENT: &str = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#";
const AUX: &str = "http://ns.adobe.com/exif/1.0/aux/";
const EXIF_EX: &str = "http://cipa.jp/exif/1.0/";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const DRONE: &str = "http://www.dji.com/drone-dji/1.0/";

/// What one document said.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) facts: XmpFacts,
    pub(super) serials: Vec<Serial>,
    pub(super) make: Option<String>,
    pub(super) model: Option<String>,
    pub(super) lens: Option<String>,
    /// The document broke off or broke XML's rules; what came before stands.
    pub(super) broken: bool,
}

/// Reads one XMP document.
pub(super) fn read(bytes: &[u8]) -> Said {
    let mut said = Said::default();
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_matches(|c: char| c == '\0' || c == '\u{feff}' || c.is_whitespace());
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<(Vocabulary, String)> = Vec::new();
    let mut words = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                said.attributes(&reader, &start);
                let (space, local) = reader.resolver().resolve_element(start.name());
                open.push((Vocabulary::of(&space), local.as_ref().to_owned()));
                words.clear();
            }
            Ok(Event::Empty(start)) => said.attributes(&reader, &start),
            Ok(Event::Text(more)) => words.push_str(&more.xml10_content()),
            Ok(Event::CData(more)) => words.push_str(&more.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match (reference.resolve_char_ref(), &*reference) {
                (Ok(Some(character)), _) => words.push(character),
                (_, "amp") => words.push('&'),
                (_, "lt") => words.push('<'),
                (_, "gt") => words.push('>'),
                (_, "quot") => words.push('"'),
                (_, "apos") => words.push('\''),
                _ => said.broken = true,
            },
            Ok(Event::End(_)) => {
                if let Some((space, local)) = open.pop() {
                    said.take(space, &local, &words);
                }
                words.clear();
            }
            Ok(Event::Eof) => {
                said.broken |= !open.is_empty();
                return said;
            }
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_)) => {}
            Err(_) => {
                said.broken = true;
                return said;
            }
        }
        if open.len() > DEPTH_MAX {
            said.broken = true;
            return said;
        }
    }
}

/// The vocabularies that are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    Xmp,
    Management,
    Event,
    Auxiliary,
    ExifExtended,
    Tiff,
    Drone,
    Other,
}

impl Vocabulary {
    fn of(space: &ResolveResult<'_>) -> Self {
        let ResolveResult::Bound(Namespace(name)) = space else { return Self::Other };
        match *name {
            XMP => Self::Xmp,
            XMP_MM => Self::Management,
            EVENT => Self::Event,
            AUX => Self::Auxiliary,
            EXIF_EX => Self::ExifExtended,
            TIFF => Self::Tiff,
            DRONE => Self::Drone,
            _ => Self::Other,
        }
    }
}

impl Said {
    fn attributes(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) {
        for attribute in start.attributes() {
            let Ok(attribute) = attribute else {
                self.broken = true;
                return;
            };
            let (space, local) = reader.resolver().resolve_attribute(attribute.key);
            let space = Vocabulary::of(&space);
            if space != Vocabulary::Other {
                match attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) {
                    Ok(value) => self.take(space, local.as_ref(), &value),
                    Err(_) => self.broken = true,
                }
            }
        }
    }

    fn take(&mut self, space: Vocabulary, local: &str, value: &str) {
        if space == Vocabulary::Other {
            return;
        }
        let Some(text) = clean(value.as_bytes()) else { return };
        let facts = &mut self.facts;
        let place = match (space, local) {
            (Vocabulary::Xmp, "CreatorTool") => &mut facts.creator_tool,
            (Vocabulary::Xmp, "CreateDate") => &mut facts.create_date,
            (Vocabulary::Xmp, "ModifyDate") => &mut facts.modify_date,
            (Vocabulary::Management, "DocumentID") => &mut facts.document_id,
            (Vocabulary::Management, "InstanceID") => &mut facts.instance_id,
            (Vocabulary::Management, "OriginalDocumentID") => &mut facts.original_document_id,
            (Vocabulary::Tiff, "Make") => &mut self.make,
            (Vocabulary::Tiff, "Model") => &mut self.model,
            (Vocabulary::Auxiliary, "Lens") | (Vocabulary::ExifExtended, "LensModel") => &mut self.lens,
            (Vocabulary::Event, "softwareAgent") => {
                if facts.agents.len() < AGENTS_MAX && !facts.agents.contains(&text) {
                    facts.agents.push(text);
                }
                return;
            }
            (Vocabulary::Auxiliary, "SerialNumber") => return self.serial("xmp.aux.SerialNumber", text),
            (Vocabulary::ExifExtended, "BodySerialNumber") => {
                return self.serial("xmp.exifEX.BodySerialNumber", text);
            }
            (Vocabulary::Drone, "CameraSerialNumber" | "DroneSerialNumber") => {
                return self.serial(&format!("xmp.drone-dji.{local}"), text);
            }
            _ => return,
        };
        if place.is_none() {
            *place = Some(text);
        }
    }

    fn serial(&mut self, from: &str, text: String) {
        self.serials.push(Serial { from: from.to_owned(), text });
    }
}
