//! Image file directories: the tag lists of TIFF, EXIF, MPF and most maker notes.
//!
//! Borrows and copies nothing. Every offset is checked; what lies outside the bytes is simply not there, and
//! [`Directory::cut`] says so. It knows no tag's meaning.

/// Entries read from one directory; real ones have a few dozen.
const ENTRIES_MAX: usize = 2_048;
/// Numbers taken from one value.
const NUMBERS_MAX: usize = 4_096;

/// Bytes in which the offsets of directories and values count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    /// Reads a TIFF header: the byte order, and where the first directory stands.
    pub(super) fn with_header(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let tiff = Self { bytes, little };
        // 0x55 is Panasonic's; Olympus writes letters here. The offset stands in the same place in all of them.
        let first = tiff.u32(4)?;
        Some((tiff, usize::try_from(first).ok()?))
    }

    /// The same, for a maker note that has no header of its own.
    pub(super) fn bare(bytes: &'a [u8], little: bool) -> Self {
        Self { bytes, little }
    }

    /// Whether numbers are stored low byte first.
    pub(super) fn is_little(&self) -> bool {
        self.little
    }

    /// All the bytes.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The 16-bit number that stands at `at`.
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        let pair: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    }

    /// The 32-bit number that stands at `at`.
    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        let four: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    /// Reads the directory at `at`; an empty and cut one where there is none.
    pub(super) fn directory(&self, at: usize) -> Directory<'a> {
        let mut directory = Directory::default();
        let Some(count) = self.u16(at) else {
            directory.cut = true;
            return directory;
        };
        let count = usize::from(count);
        directory.cut = count > ENTRIES_MAX;
        for entry in 0..count.min(ENTRIES_MAX) {
            // The start was read from within the bytes, so this can't overflow.
            match self.field(at + 2 + 12 * entry) {
                Entry::Field(field) => directory.fields.push(field),
                Entry::Strange => directory.cut = true,
                Entry::Beyond => {
                    directory.cut = true;
                    return directory;
                }
            }
        }
        directory.next =
            self.u32(at + 2 + 12 * count).and_then(|next| usize::try_from(next).ok()).unwrap_or(0);
        directory
    }

    fn field(&self, at: usize) -> Entry<'a> {
        let (Some(tag), Some(form), Some(count)) = (self.u16(at), self.u16(at + 2), self.u32(at + 4)) else {
            return Entry::Beyond;
        };
        let Some(unit) = unit_bytes(form) else { return Entry::Strange };
        let Some(size) = usize::try_from(count).ok().and_then(|count| count.checked_mul(unit)) else {
            return Entry::Strange;
        };
        let start =
            if size <= 4 { Some(at + 8) } else { self.u32(at + 8).and_then(|at| usize::try_from(at).ok()) };
        let Some(start) = start else { return Entry::Beyond };
        let value = start.checked_add(size).and_then(|end| self.bytes.get(start..end));
        match value {
            Some(value) => Entry::Field(Field { tag, form, value, offset: start, little: self.little }),
            None => Entry::Strange,
        }
    }
}

enum Entry<'a> {
    Field(Field<'a>),
    Strange,
    Beyond,
}

fn unit_bytes(form: u16) -> Option<usize> {
    match form {
        1 | 2 | 6 | 7 | 129 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 => Some(8),
        _ => None,
    }
}

/// One directory.
#[derive(Debug, Default)]
pub(super) struct Directory<'a> {
    fields: Vec<Field<'a>>,
    /// Where the next directory stands; 0 where there is none.
    pub(super) next: usize,
    /// Something of it could not be read.
    pub(super) cut: bool,
}

impl<'a> Directory<'a> {
    /// The first field with this tag.
    pub(super) fn get(&self, tag: u16) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.tag == tag)
    }

    /// The text of a field, cleaned; nothing where it is empty.
    pub(super) fn text(&self, tag: u16) -> Option<String> {
        self.get(tag).and_then(|field| super::clean(field.value))
    }

    /// The first number of a field.
    pub(super) fn number(&self, tag: u16) -> Option<u32> {
        self.get(tag).and_then(Field::number)
    }

    /// The same as a place within the bytes.
    pub(super) fn place(&self, tag: u16) -> Option<usize> {
        self.number(tag).and_then(|number| usize::try_from(number).ok())
    }
}

/// One field, its value borrowed.
#[derive(Debug)]
pub(super) struct Field<'a> {
    tag: u16,
    form: u16,
    /// The bytes of the value, all of them.
    pub(super) value: &'a [u8],
    /// Where they stand.
    pub(super) offset: usize,
    little: bool,
}

impl Field<'_> {
    /// The first whole number.
    pub(super) fn number(&self) -> Option<u32> {
        self.numbers().first().copied()
    }

    /// The whole numbers, not negative; empty for other forms.
    pub(super) fn numbers(&self) -> Vec<u32> {
        let little = self.little;
        match self.form {
            1 | 7 => self.value.iter().take(NUMBERS_MAX).map(|v| u32::from(*v)).collect(),
            3 => {
                self.value
                    .chunks_exact(2)
                    .take(NUMBERS_MAX)
                    .map(|v| {
                        if little {
                            u16::from_le_bytes([v[0], v[1]])
                        } else {
                            u16::from_be_bytes([v[0], v[1]])
                        }
                    })
                    .map(u32::from)
                    .collect()
            }
            4 | 13 => self.value.chunks_exact(4).take(NUMBERS_MAX).map(|v| four(v, little)).collect(),
            _ => Vec::new(),
        }
    }

    /// Unsigned fractions; a zero denominator gives nothing in that place.
    pub(super) fn fractions(&self) -> Vec<Option<f64>> {
        if self.form != 5 {
            return Vec::new();
        }
        self.value
            .chunks_exact(8)
            .take(NUMBERS_MAX)
            .map(|v| {
                let (over, under) = (four(&v[..4], self.little), four(&v[4..], self.little));
                (under != 0).then(|| f64::from(over) / f64::from(under))
            })
            .collect()
    }
}

/// Four bytes, as `chunks_exact` gives them.
fn four(v: &[u8], little: bool) -> u32 {
    let four = [v[0], v[1], v[2], v[3]];
    if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }
}
