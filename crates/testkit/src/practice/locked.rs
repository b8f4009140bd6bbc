//! A zip with a password (the traditional PKWARE cipher, APPNOTE 6.3.10, section 6.1), with no chance in it.
//!
//! Writers take a random header, and a practice world must be the same each time. The cipher keeps nothing
//! secret: it is here so that a reader meets a lock.

struct Keys([u32; 3]);

fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(crc ^ u32::from(byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
}

impl Keys {
    fn new(password: &[u8]) -> Self {
        let mut keys = Self([0x1234_5678, 0x2345_6789, 0x3456_7890]);
        password.iter().for_each(|byte| keys.turn(*byte));
        keys
    }

    fn turn(&mut self, plain: u8) {
        self.0[0] = crc_step(self.0[0], plain);
        self.0[1] = self.0[1].wrapping_add(self.0[0] & 0xff).wrapping_mul(134_775_813).wrapping_add(1);
        self.0[2] = crc_step(self.0[2], (self.0[1] >> 24) as u8);
    }

    fn lock(&mut self, plain: u8) -> u8 {
        let mask = (self.0[2] | 2) & 0xffff;
        let locked = plain ^ (mask.wrapping_mul(mask ^ 1) >> 8) as u8;
        self.turn(plain);
        locked
    }
}

/// A zip with one member, stored and locked.
pub(crate) fn zip(name: &str, bytes: &[u8], password: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let mut keys = Keys::new(password);
    // Twelve bytes go before; the last lets a reader see whether the password fits.
    let header = [0x5e, 0xed, 0, 1, 2, 3, 4, 5, 6, 7, 8, (crc.sum() >> 24) as u8];
    let locked: Vec<u8> = header.iter().chain(bytes).map(|byte| keys.lock(*byte)).collect();
    // Version 2.0, flag "locked", stored, 4 May 2021 at noon.
    let mut entry = [20_u16, 1, 0, 12 << 11, 41 << 9 | 5 << 5 | 4].map(u16::to_le_bytes).concat();
    for number in [crc.sum(), locked.len() as u32, bytes.len() as u32] {
        entry.extend(number.to_le_bytes());
    }
    entry.extend([(name.len() as u16).to_le_bytes(), [0, 0]].concat());
    let local = [b"PK\x03\x04", entry.as_slice(), name.as_bytes(), &locked].concat();
    let central = [b"PK\x01\x02", [20, 0].as_slice(), &entry, &[0; 14], name.as_bytes()].concat();
    let (size, start) = ((central.len() as u32).to_le_bytes(), (local.len() as u32).to_le_bytes());
    let end = [b"PK\x05\x06".as_slice(), &[0, 0, 0, 0, 1, 0, 1, 0], &size, &start, &[0, 0]].concat();
    [local, central, end].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read as _};

    #[test]
    fn the_password_opens_it_and_nothing_else_does() {
        let bytes = zip("a.txt", b"duin en zee", b"duinroos");
        let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert!(archive.by_index(0).is_err());
        let mut text = String::new();
        archive.by_index_decrypt(0, b"duinroos").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "duin en zee");
    }
}
