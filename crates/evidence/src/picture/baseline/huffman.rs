//! Huffman codes of a JPEG as tables that answer several symbols at a time (ITU-T T.81, Annexes C and F).
//!
//! Walking a code bit by bit, or even symbol by symbol, is what decoding a JPEG costs most. So a look-up shows as many
//! of the next bits as a table can be wide, and tells all symbols that are whole within them. No bits are read here.

use std::sync::Arc;

/// Codes are at most this long.
const CODE_BITS_MAX: u32 = 16;
/// Bits that a look-up of DC differences shows.
pub(super) const DC_BITS: u32 = 9;
/// Bits that a look-up of luma's AC coefficients shows.
pub(super) const AC_BITS: u32 = 12;
/// Bits that a look-up of chroma's AC coefficients shows.
pub(super) const SKIP_BITS: u32 = 11;
/// Longest magnitude of a DC difference, in bits (table F.1).
const DC_SIZE_MAX: u32 = 11;
/// Longest magnitude of an AC coefficient, in bits (table F.2).
const AC_SIZE_MAX: u32 = 10;
/// Longest magnitude that a look-up tells along with its code. A step is at most 255, so that no product of both
/// exceeds 14 bits: such coefficients need no check before they are transformed.
const AT_ONCE_SIZE_MAX: u32 = 6;
/// Tables of each kind that are kept from picture to picture.
const TABLES_KEPT: usize = 4;
/// The end of a block advances so far: past every coefficient, and telling from a run that leads too far.
pub(super) const END_OF_BLOCK: u32 = 128;

/// A code as the stream defines it (B.2.4.2, Annex C).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    counts: [u8; 16],
    symbols: Vec<u8>,
    /// For each length, the first code past those of that length, at the left of 16 bits.
    ends: [u32; 16],
    /// For each length, the number of its first symbol less its first code.
    offsets: [i32; 16],
}

impl Code {
    /// The code with so many words of each length; `None` where there are no such words.
    pub(super) fn new(counts: [u8; 16], symbols: &[u8]) -> Option<Self> {
        let (mut ends, mut offsets) = ([0; 16], [0; 16]);
        let (mut code, mut before) = (0_u32, 0_i32);
        for (i, count) in counts.iter().enumerate() {
            offsets[i] = before - code as i32;
            code += u32::from(*count);
            before += i32::from(*count);
            // The word of ones alone is never used (C.2).
            if code >= 2 << i {
                return None;
            }
            ends[i] = code << (15 - i);
            code <<= 1;
        }
        (symbols.len() <= 256).then(|| Self { counts, symbols: symbols.to_vec(), ends, offsets })
    }

    /// Length and symbol of the word that stands at the left of 16 bits.
    pub(super) fn symbol(&self, bits: u32) -> Option<(u32, u8)> {
        let i = self.ends.iter().position(|end| bits < *end)?;
        let place = (bits >> (15 - i)) as i32 + self.offsets[i];
        Some((i as u32 + 1, *self.symbols.get(usize::try_from(place).ok()?)?))
    }

    /// For each value of the next `bits` bits: length and symbol of the word there, where it is no longer than that.
    fn words(&self, bits: u32) -> Vec<Option<(u32, u8)>> {
        (0..1 << bits)
            .map(|next| self.symbol(next << (CODE_BITS_MAX - bits)).filter(|(length, _)| *length <= bits))
            .collect()
    }
}

/// The value of `size` bits (F.2.2.1, EXTEND).
pub(super) fn extend(bits: u32, size: u32) -> i32 {
    let bits = bits as i32;
    if size > 0 && bits >> (size - 1) == 0 { bits + 1 - (1 << size) } else { bits }
}

/// Length of the word and size of the difference that follows it.
#[derive(Clone, Debug)]
pub(super) struct DcTable {
    pub(super) code: Code,
    /// Length in the low byte, size in the high one; 0 where the word is longer than a look-up.
    words: Box<[u16; 1 << DC_BITS]>,
}

impl DcTable {
    fn new(code: &Code) -> Option<Self> {
        if code.symbols.iter().any(|size| u32::from(*size) > DC_SIZE_MAX) {
            return None;
        }
        let words = code.words(DC_BITS).into_iter();
        let words: Vec<u16> =
            words.map(|word| word.map_or(0, |(length, size)| length as u16 | u16::from(size) << 8)).collect();
        Some(Self { code: code.clone(), words: words.try_into().ok()? })
    }

    /// Length and size by the next 64 bits; `None` where there is no such word.
    #[inline]
    pub(super) fn find(&self, bits: u64) -> Option<(u32, u32)> {
        let word = u32::from(self.words[(bits >> (64 - DC_BITS)) as usize]);
        if word != 0 {
            return Some((word & 0xff, word >> 8));
        }
        self.code.symbol((bits >> 48) as u32).map(|(length, size)| (length, size.into()))
    }
}

/// What the next bits tell of a block's AC coefficients: one or two symbols with their values.
///
/// From the low end: 8 bits of length, 8 of advance to the first coefficient, 8 of advance to the second, 8 of size,
/// 16 of the first value, 16 of the second. With one symbol the second advance is 0, and its value the same. An
/// advance counts the zeros before and the coefficient itself. A size says that there is one symbol, whose value of so
/// many bits follows that length. 0 altogether says that one symbol must be taken by itself.
pub(super) type Pair = u64;

/// Look-up for coefficients whose values are wanted.
#[derive(Clone, Debug)]
pub(super) struct AcTable {
    pub(super) code: Code,
    pub(super) pairs: Box<[Pair; 1 << AC_BITS]>,
}

/// What the next bits tell of coefficients whose values are not wanted: any number of symbols.
///
/// From the low end: 8 bits of length, which may be more than were shown, and the sum of advances. 0 says that one
/// symbol must be taken by itself.
pub(super) type Skip = u16;

/// Look-up for coefficients whose values are not wanted.
#[derive(Clone, Debug)]
pub(super) struct SkipTable {
    pub(super) code: Code,
    pub(super) skips: Box<[Skip; 1 << SKIP_BITS]>,
}

/// Advance and size of an AC symbol (F.2.2.2); `None` for those that a sequential JPEG has no use for.
pub(super) fn run(symbol: u8) -> Option<(u32, u32)> {
    match (u32::from(symbol >> 4), u32::from(symbol & 15)) {
        (0, 0) => Some((END_OF_BLOCK, 0)),
        (15, 0) => Some((16, 0)),
        (zeros, size @ 1..=AC_SIZE_MAX) => Some((zeros + 1, size)),
        _ => None,
    }
}

impl AcTable {
    fn new(code: &Code) -> Option<Self> {
        let words = code.words(AC_BITS);
        let mask = (1 << AC_BITS) - 1;
        // Length, advance and value of the symbol at the left of the bits, if it is whole within them.
        let whole = |next: u32, room: u32| {
            let (length, symbol) = words[next as usize]?;
            let (advance, size) = run(symbol).filter(|(_, size)| *size <= AT_ONCE_SIZE_MAX)?;
            let total = length + size;
            let value = ((next << length) & mask) >> (AC_BITS - size);
            (total <= room).then(|| (total, advance, extend(value, size) as i16 as u16))
        };
        let pair = |next: u32| {
            let Some((length, advance, value)) = whole(next, AC_BITS) else {
                let word = words[next as usize].and_then(|(length, symbol)| Some((length, run(symbol)?)));
                return word
                    .map_or(0, |(length, (advance, size))| u64::from(length | advance << 8 | size << 24));
            };
            let word = |length: u32, second: u32, last: u16| {
                u64::from(length | advance << 8 | second << 16)
                    | u64::from(value) << 32
                    | u64::from(last) << 48
            };
            match whole((next << length) & mask, AC_BITS - length).filter(|_| advance < END_OF_BLOCK) {
                Some((more, second, last)) => word(length + more, second, last),
                None => word(length, 0, value),
            }
        };
        let pairs: Vec<Pair> = (0..1 << AC_BITS).map(pair).collect();
        Some(Self { code: code.clone(), pairs: pairs.try_into().ok()? })
    }
}

impl SkipTable {
    fn new(code: &Code) -> Option<Self> {
        let words = code.words(SKIP_BITS);
        let mask = (1 << SKIP_BITS) - 1;
        let skip = |next: u32| {
            let (mut length, mut advance) = (0, 0);
            while length < SKIP_BITS && advance < END_OF_BLOCK {
                let word =
                    words[((next << length) & mask) as usize].filter(|(word, _)| length + word <= SKIP_BITS);
                let Some((word, (more, size))) = word.and_then(|(word, symbol)| Some((word, run(symbol)?)))
                else {
                    break;
                };
                // A sum has to stay below what only the end of a block may reach.
                if more < END_OF_BLOCK && advance + more > 63 {
                    break;
                }
                length += word + size;
                advance += more;
            }
            (length | advance << 8) as Skip
        };
        let skips: Vec<Skip> = (0..1 << SKIP_BITS).map(skip).collect();
        Some(Self { code: code.clone(), skips: skips.try_into().ok()? })
    }
}

/// Tables of the codes met last: most pictures are coded by the same few.
#[derive(Debug, Default)]
pub(super) struct Tables {
    dc: Vec<Arc<DcTable>>,
    ac: Vec<Arc<AcTable>>,
    skip: Vec<Arc<SkipTable>>,
}

impl Tables {
    /// For DC differences; `None` where the code has symbols that such a picture has no use for.
    pub(super) fn dc(&mut self, code: &Code) -> Option<Arc<DcTable>> {
        find(&mut self.dc, |table| table.code == *code, || DcTable::new(code))
    }

    /// For AC coefficients whose values are wanted.
    pub(super) fn ac(&mut self, code: &Code) -> Option<Arc<AcTable>> {
        find(&mut self.ac, |table| table.code == *code, || AcTable::new(code))
    }

    /// For AC coefficients whose values are not wanted.
    pub(super) fn skip(&mut self, code: &Code) -> Option<Arc<SkipTable>> {
        find(&mut self.skip, |table| table.code == *code, || SkipTable::new(code))
    }
}

/// The table that fits, made where there is none yet.
fn find<T>(
    kept: &mut Vec<Arc<T>>,
    fits: impl Fn(&T) -> bool,
    make: impl Fn() -> Option<T>,
) -> Option<Arc<T>> {
    if let Some(table) = kept.iter().find(|table| fits(table)) {
        return Some(Arc::clone(table));
    }
    let table = Arc::new(make()?);
    kept.truncate(TABLES_KEPT - 1);
    kept.insert(0, Arc::clone(&table));
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A code of up to 60 words, none longer than stated, and never the word of ones alone.
    fn code() -> impl Strategy<Value = Code> {
        prop::collection::vec((1_usize..=16, 0_u8..16, 0_u8..=10), 1..60).prop_filter_map(
            "no such code",
            |words| {
                let mut counts = [0; 16];
                words.iter().for_each(|(length, ..)| counts[length - 1] += 1);
                let symbols: Vec<u8> = words.iter().map(|(_, zeros, size)| zeros << 4 | size).collect();
                Code::new(counts, &symbols)
            },
        )
    }

    /// The symbols that are whole within `room` bits, one by one: bits taken, sum of advances, and each value.
    fn one_by_one(code: &Code, next: u32, mut room: u32, symbols_max: usize) -> (u32, u32, Vec<i32>) {
        let (mut taken, mut advance, mut values) = (0, 0, Vec::new());
        while values.len() < symbols_max && advance < END_OF_BLOCK {
            let rest = next << taken & 0xffff;
            let Some((length, symbol)) = code.symbol(rest).filter(|(length, _)| *length <= room) else {
                break;
            };
            let Some((more, size)) = run(symbol).filter(|(_, size)| length + size <= room) else { break };
            values.push(extend((rest << length & 0xffff) >> (16 - size), size));
            (taken, advance, room) = (taken + length + size, advance + more, room - length - size);
        }
        (taken, advance, values)
    }

    proptest! {
        #[test]
        fn a_look_up_tells_what_its_symbols_tell(code in code()) {
            let table = AcTable::new(&code).unwrap();
            for (next, pair) in table.pairs.iter().enumerate().filter(|(_, pair)| **pair != 0) {
                let part = |from: u32| (pair >> from) as u32 & 0xff;
                let next = (next as u32) << (16 - AC_BITS);
                if part(24) > 0 {
                    let (length, symbol) = code.symbol(next).unwrap();
                    prop_assert_eq!((part(0), Some((part(8), part(24)))), (length, run(symbol)));
                    continue;
                }
                let symbols = if part(16) > 0 { 2 } else { 1 };
                let (taken, advance, values) = one_by_one(&code, next, AC_BITS, symbols);
                prop_assert_eq!((part(0), part(8) + part(16)), (taken, advance));
                prop_assert_eq!(i32::from((pair >> 32) as i16), values[0]);
                prop_assert_eq!(i32::from((pair >> 48) as i16), values[symbols - 1]);
            }
        }

        #[test]
        fn a_skip_ends_where_its_symbols_end(code in code(), after: u16) {
            let table = SkipTable::new(&code).unwrap();
            for (next, skip) in table.skips.iter().enumerate().filter(|(_, skip)| **skip != 0) {
                let (length, advance) = (u32::from(skip & 0xff), u32::from(skip >> 8));
                let bits = u64::from(next as u32) << (64 - SKIP_BITS) | u64::from(after) << (48 - SKIP_BITS);
                let (mut taken, mut sum) = (0, 0);
                while taken < length {
                    let (word, symbol) = code.symbol((bits << taken >> 48) as u32).unwrap();
                    let (more, size) = run(symbol).unwrap();
                    (taken, sum) = (taken + word + size, sum + more);
                }
                prop_assert_eq!((taken, sum), (length, advance));
            }
        }
    }

    #[test]
    fn codes_that_are_none() {
        let mut counts = [0; 16];
        counts[0] = 2;
        assert_eq!(Code::new(counts, &[1, 2]), None);
        counts[0] = 1;
        let code = Code::new(counts, &[5]).unwrap();
        assert_eq!((code.symbol(0), code.symbol(0x8000)), (Some((1, 5)), None));
    }
}
