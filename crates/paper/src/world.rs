//! What a template can see: the templates, the faces and the one document. No file, no network, no clock.

use crate::font;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Dict, Duration, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The templates: name and text.
const TEMPLATES: [(&str, &str); 9] = [
    ("main.typ", include_str!("../typ/main.typ")),
    ("words.typ", include_str!("../typ/words.typ")),
    ("frame.typ", include_str!("../typ/frame.typ")),
    ("order.typ", include_str!("../typ/order.typ")),
    ("anonymised.typ", include_str!("../typ/anonymised.typ")),
    ("plain.typ", include_str!("../typ/plain.typ")),
    ("decision.typ", include_str!("../typ/decision.typ")),
    ("warning.typ", include_str!("../typ/warning.typ")),
    ("destruction.typ", include_str!("../typ/destruction.typ")),
];

/// The faces, parsed once, with their book.
static FACES: LazyLock<(Vec<Font>, LazyHash<FontBook>)> = LazyLock::new(|| {
    let faces = font::faces();
    let book = FontBook::from_fonts(&faces);
    (faces, LazyHash::new(book))
});

/// The book of the built-in faces.
pub(crate) fn book() -> &'static FontBook {
    &FACES.1
}

/// The sealed world in which one document is set.
pub(crate) struct SealedWorld {
    library: LazyHash<Library>,
    sources: Vec<Source>,
    main: FileId,
}

impl SealedWorld {
    /// A world around one document as JSON; `None` if a template's name is no path, which a test rules out.
    pub(crate) fn around(document_json: &str) -> Option<Self> {
        let mut inputs = Dict::new();
        inputs.insert("document".into(), Value::Str(Str::from(document_json)));
        let library = Library::builder()
            .with_inputs(inputs)
            .with_features([Feature::A11yExtras].into_iter().collect())
            .build();
        let mut sources = Vec::with_capacity(TEMPLATES.len());
        for (name, text) in TEMPLATES {
            let path = VirtualPath::new(name).ok()?;
            let id = RootedPath::new(VirtualRoot::Project, path).intern();
            sources.push(Source::new(id, text.to_owned()));
        }
        let main = sources.first()?.id();
        Some(Self { library: LazyHash::new(library), sources, main })
    }
}

impl World for SealedWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.1
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.0.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<typst::foundations::Datetime> {
        None
    }
}
