//! The values of a carrier report: what stands beside the profile, so that a reader can trace every claim.
//!
//! HTML and JSON share these values; neither form is made here.

use crate::authorisation::Authorisation;
use crate::case::CaseName;
use crate::profile::Profile;
use serde::{Deserialize, Serialize};
use vocab::{CarrierId, CaseId, Moment, ReadingId, Sha256};

pub use crate::profile::Class;

/// In which form the carrier was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceForm {
    /// A folder of files.
    Folder,
    /// An archive: zip, tar, 7z.
    Archive,
    /// A raw disk image.
    RawImage,
    /// An Expert Witness image (E01).
    EwfImage,
    /// A virtual machine's disk image, VMDK.
    VmdkImage,
    /// A virtual machine's disk image, VHD or VHDX.
    VhdImage,
    /// A disk image of another form.
    OtherImage,
    /// A single file.
    File,
}

impl SourceForm {
    /// All forms.
    pub const ALL: [Self; 8] = [
        Self::Folder,
        Self::Archive,
        Self::RawImage,
        Self::EwfImage,
        Self::VmdkImage,
        Self::VhdImage,
        Self::OtherImage,
        Self::File,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Archive => "archive",
            Self::RawImage => "raw_image",
            Self::EwfImage => "ewf_image",
            Self::VmdkImage => "vmdk_image",
            Self::VhdImage => "vhd_image",
            Self::OtherImage => "other_image",
            Self::File => "file",
        }
    }
}

/// One file of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// Its size in bytes, where recorded.
    pub size_bytes: Option<u64>,
}

/// A digest of the whole image: as the image states it, and as computed from its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageDigest {
    /// Name of the algorithm: `MD5`, `SHA-1`, `SHA-256`.
    pub algorithm: String,
    /// As stated in the image, lower-case hex.
    pub stated: Option<String>,
    /// As computed in this reading, lower-case hex.
    pub computed: Option<String>,
}

/// What comparing an image digest gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestVerdict {
    /// Stated and computed are equal.
    Equal,
    /// They differ: the image is not what was made.
    Differs,
    /// One of the two is missing: nothing was compared.
    NotCompared,
}

impl ImageDigest {
    /// Compares stated and computed.
    pub fn verdict(&self) -> DigestVerdict {
        match (&self.stated, &self.computed) {
            (Some(stated), Some(computed)) if stated.eq_ignore_ascii_case(computed) => DigestVerdict::Equal,
            (Some(_), Some(_)) => DigestVerdict::Differs,
            _ => DigestVerdict::NotCompared,
        }
    }
}

/// How a volume ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VolumeOutcome {
    /// Its file system was read.
    Read,
    /// Left unread, with the stable name of the reason.
    Skipped(String),
    /// Could not be read, with the stable name of the reason.
    Failed(String),
}

/// One volume on an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Number, from 0, as places name it.
    pub number: u16,
    /// The file system that was found, where one was.
    pub file_system: Option<String>,
    /// What the partition table calls it; empty where it has no name there.
    pub label: String,
    /// What the file system calls itself; empty where it has no name.
    pub name: String,
    /// Where it begins on the image, in bytes.
    pub offset_bytes: u64,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// How it ended.
    pub outcome: VolumeOutcome,
}

/// A known set as used in this reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedSet {
    /// Its name.
    pub name: String,
    /// The organisation that issued it.
    pub source: String,
    /// Notified or known good.
    pub class: Class,
    /// Its version or date, as the source gives it.
    pub version: String,
    /// Digests and prints in it.
    pub entries: u64,
    /// SHA-256 of the index that was used.
    pub index_sha256: Option<Sha256>,
}

/// Where the reading stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPosition {
    /// Number of the entry that seals the manifest, from 0.
    pub entry: u64,
    /// Entries under the signed head that covers it.
    pub tree_size: u64,
    /// Root of that head, lower-case hex.
    pub root: String,
}

/// The sealed record of the reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// SHA-256 of the manifest file.
    pub manifest_sha256: Sha256,
    /// Merkle root over its items, lower-case hex.
    pub merkle_root: String,
    /// Rows in the manifest.
    pub rows: u64,
    /// Where it is sealed; `None`: not yet.
    pub ledger: Option<LedgerPosition>,
}

/// Which locks held the processes that decoded untrusted bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// Stable names of the locks that were enforced.
    pub enforced: Vec<String>,
    /// Stable names of those that this machine could not enforce.
    pub missing: Vec<String>,
}

/// A defect of the carrier or of a volume, not of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierDefect {
    /// Stable name of its kind.
    pub kind: String,
    /// Where and what, for people.
    pub text: String,
}

/// What is known of the carrier and of the reading beside the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierRecord {
    /// The case.
    pub case_id: CaseId,
    /// Its name.
    pub case_name: CaseName,
    /// The carrier.
    pub carrier_id: CarrierId,
    /// Name of the carrier, as the seizing officer gave it.
    pub carrier_name: String,
    /// The reading.
    pub reading_id: ReadingId,
    /// Form of the source.
    pub form: SourceForm,
    /// Files of the source.
    pub segments: Vec<Segment>,
    /// What the image says of itself: case number, examiner, date of acquisition; as written there.
    pub notes: Vec<(String, String)>,
    /// Size of the source as stated, in bytes.
    pub size_stated_bytes: Option<u64>,
    /// Bytes of the source that were read.
    pub size_read_bytes: Option<u64>,
    /// Digests of the whole image.
    pub digests: Vec<ImageDigest>,
    /// Volumes.
    pub volumes: Vec<Volume>,
    /// Defects of the carrier itself.
    pub defects: Vec<CarrierDefect>,
    /// The authorisation under which it was read.
    pub authorisation: Authorisation,
    /// Known sets compared with.
    pub sets: Vec<UsedSet>,
    /// Greatest distance at which prints count as near, in bits of 256.
    pub near_bits_max: u32,
    /// When the reading began.
    pub begun_at: Moment,
    /// When it ended.
    pub ended_at: Moment,
    /// Who had it read, by name and role.
    pub read_by: String,
    /// How often the reading was taken up again after an interruption.
    pub resumed: u32,
    /// Version of Hoeder.
    pub hoeder_version: String,
    /// Locks on the decoding processes.
    pub confinement: Confinement,
    /// Sealed record.
    pub seal: Seal,
}

/// A whole report: the carrier and what was found on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportModel {
    /// The carrier and its reading.
    pub carrier: CarrierRecord,
    /// The collection profile.
    pub profile: Profile,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_equal_only_when_both_are_there() {
        let digest = |stated: Option<&str>, computed: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            ImageDigest { algorithm: "MD5".into(), stated: own(stated), computed: own(computed) }.verdict()
        };
        assert_eq!(digest(Some("AB"), Some("ab")), DigestVerdict::Equal);
        assert_eq!(digest(Some("ab"), Some("ac")), DigestVerdict::Differs);
        assert_eq!(digest(None, None), DigestVerdict::NotCompared);
        assert_eq!(digest(Some("ab"), None), DigestVerdict::NotCompared);
    }
}
