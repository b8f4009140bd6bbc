//! A place in bytes that may go on: every step either succeeds, needs more bytes, or finds what can't be.

/// Why a step did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dump) enum Stop {
    /// The bytes end here, and more are to come.
    More,
    /// This can't be, at this place.
    Broken(usize, &'static str),
}

/// A place in bytes.
#[derive(Clone, Copy, Debug)]
pub(in crate::dump) struct Cursor<'a> {
    pub(in crate::dump) bytes: &'a [u8],
    pub(in crate::dump) at: usize,
    /// Nothing comes after these bytes.
    pub(in crate::dump) is_last: bool,
}

impl<'a> Cursor<'a> {
    pub(in crate::dump) fn new(bytes: &'a [u8], is_last: bool) -> Self {
        Self { bytes, at: 0, is_last }
    }

    pub(in crate::dump) fn broken(&self, why: &'static str) -> Stop {
        Stop::Broken(self.at, why)
    }

    /// The byte here.
    #[inline]
    pub(in crate::dump) fn here(&self) -> Result<u8, Stop> {
        match self.bytes.get(self.at) {
            Some(byte) => Ok(*byte),
            None if self.is_last => Err(self.broken("the dump ends here")),
            None => Err(Stop::More),
        }
    }

    /// The byte so far ahead; `None` past the end.
    #[inline]
    pub(in crate::dump) fn ahead(&self, count: usize) -> Result<Option<u8>, Stop> {
        match self.bytes.get(self.at + count) {
            Some(byte) => Ok(Some(*byte)),
            None if self.is_last => Ok(None),
            None => Err(Stop::More),
        }
    }

    pub(in crate::dump) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes white space and comments.
    pub(in crate::dump) fn space(&mut self) -> Result<(), Stop> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\t' | b'\r' | b'\n' | 0x0C) => self.at += 1,
                Some(b'/') if self.ahead(1)? == Some(b'*') => {
                    let Some(end) = memchr::memmem::find(self.rest(), b"*/") else {
                        return if self.is_last {
                            Err(self.broken("a comment is not closed"))
                        } else {
                            Err(Stop::More)
                        };
                    };
                    self.at += end + 2;
                }
                Some(b'-') if self.ahead(1)? == Some(b'-') => self.line()?,
                Some(b'#') => self.line()?,
                Some(_) => return Ok(()),
                None if self.is_last => return Ok(()),
                None => return Err(Stop::More),
            }
        }
    }

    fn line(&mut self) -> Result<(), Stop> {
        match memchr::memchr(b'\n', self.rest()) {
            Some(end) => self.at += end + 1,
            None if self.is_last => self.at = self.bytes.len(),
            None => return Err(Stop::More),
        }
        Ok(())
    }

    /// Passes this byte, and white space after it, where it is here.
    pub(in crate::dump) fn take(&mut self, byte: u8) -> Result<bool, Stop> {
        if self.here()? == byte {
            self.at += 1;
            return Ok(true);
        }
        Ok(false)
    }

    /// The word here: letters, digits, `_`, `$` and bytes above ASCII; may be empty.
    pub(in crate::dump) fn word(&mut self) -> Result<&'a [u8], Stop> {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !is_of_word(*byte));
        let length = match length {
            Some(length) => length,
            None if self.is_last => rest.len(),
            None => return Err(Stop::More),
        };
        self.at += length;
        Ok(rest.get(..length).unwrap_or_default())
    }

    /// Passes this word and the space after it, where it is here, in capitals or not.
    pub(in crate::dump) fn keyword(&mut self, keyword: &str) -> Result<bool, Stop> {
        let start = self.at;
        if self.word()?.eq_ignore_ascii_case(keyword.as_bytes()) {
            self.space()?;
            return Ok(true);
        }
        self.at = start;
        Ok(false)
    }

    /// A name: plain, or in back quotes, double quotes or brackets.
    pub(in crate::dump) fn name(&mut self) -> Result<String, Stop> {
        let close = match self.here()? {
            b'`' => b'`',
            b'"' => b'"',
            b'[' => b']',
            _ => {
                let word = self.word()?;
                if word.is_empty() {
                    return Err(self.broken("a name is missing"));
                }
                return Ok(String::from_utf8_lossy(word).into_owned());
            }
        };
        self.at += 1;
        let mut name = Vec::new();
        loop {
            let byte = self.here()?;
            if byte == close {
                if self.ahead(1)? != Some(close) {
                    self.at += 1;
                    return Ok(String::from_utf8_lossy(&name).into_owned());
                }
                self.at += 1;
            }
            if name.len() >= 256 {
                return Err(self.broken("a name is longer than any database allows"));
            }
            name.push(byte);
            self.at += 1;
        }
    }

    /// A name with or without its schema; gives the last part.
    pub(in crate::dump) fn table_name(&mut self) -> Result<String, Stop> {
        let mut name = self.name()?;
        self.space()?;
        while self.ahead(0)? == Some(b'.') {
            self.at += 1;
            self.space()?;
            name = self.name()?;
            self.space()?;
        }
        Ok(name)
    }
}

pub(in crate::dump) fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}
