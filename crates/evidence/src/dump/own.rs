//! The form of our own, for what no other reader knows: one table of each kind of record, its columns named as in the
//! sealed tables. `docs/network-tables.md` describes it for whoever has to write it.

use super::fields::Fields;
use super::intake::Out;
use super::mapping::Becomes as B;
use super::mapping::Field as F;
use super::mapping::Table;
use super::mapping::Use::{self, Is};
use super::markup;
use super::record::Says;
use super::schema::Schema;
use serde::{Deserialize, Serialize};

macro_rules! own_tables {
    ($($variant:ident $name:literal $becomes:ident must $must:tt [$($column:literal $field:ident),* $(,)?];)*) => {
        /// A table of our own form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "each is named as the records that it holds")]
        pub enum OwnTable { $($variant),* }

        impl OwnTable {
            /// All of them.
            pub const ALL: [Self; TABLES.len()] = [$(Self::$variant),*];

            /// Its name: that of its file, without `.csv`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }

        /// The tables, in the order of [`OwnTable::ALL`].
        pub(super) const TABLES: &[Table] = &[$(Table {
            name: $name,
            becomes: B::$becomes,
            must: &$must,
            columns: { const COLUMNS: &[(&str, Use)] = &[$(($column, Is(F::$field))),*]; COLUMNS },
            unused: &["place"],
        }),*];
    };
}

own_tables! {
    Members "members" Member must ["id", "name"] [
        "id" Id, "name" Name, "name_was_recoded" Recoded, "email" Email, "registered" Registered, "last_seen" LastSeen,
        "stated_place" Place, "time_zone" TimeZone, "language" Language, "signature" Signature, "avatar" Avatar,
    ];
    Contacts "contacts" Contacts must ["member", "kind", "value"] ["member" Member, "kind" Kind, "value" Value];
    Sections "sections" Section must ["id", "name"] ["id" Id, "parent" Parent, "name" Name, "gated" Gated];
    Roles "roles" Role must ["member", "rank"] [
        "member" Member, "stated" Stated, "rank" Rank, "section" Section, "from" From, "until" Until, "by" By,
    ];
    Topics "topics" Topic must ["id", "title"] [
        "id" Id, "section" Section, "member" Member, "at" At, "title" Title, "private" Private,
    ];
    Posts "posts" Post must ["id", "text"] [
        "id" Id, "topic" Topic, "number" Number, "section" Section, "member" Member, "at" At, "reply_to" ReplyTo,
        "reply_to_number" ReplyToNumber, "subject" Title, "address" Address, "text" Text,
    ];
    Messages "messages" Message must ["id", "from"] [
        "id" Id, "from" Member, "at" At, "subject" Title, "text" Text, "thread" Thread, "address" Address,
    ];
    Recipients "recipients" Recipient must ["message", "member"] ["message" Message, "member" Member, "how" How];
    Reactions "reactions" Reaction must ["member", "post"] ["member" Member, "post" Post, "kind" Kind, "at" At];
    Files "files" File must ["id", "name"] [
        "id" Id, "member" Member, "post" Post, "message" Message, "name" Name, "stored_name" StoredName, "md5" Md5,
        "sha1" Sha1, "sha256" Sha256, "size_bytes" Size, "at" At, "downloads" Downloads,
    ];
    Downloads "downloads" Download must ["member", "file"] ["member" Member, "file" File, "at" At];
    Logins "logins" Login must ["member", "address"] ["member" Member, "at" At, "address" Address, "agent" Agent];
}

/// Tables of our own form need no reckoning.
#[derive(Debug)]
pub(super) struct Own;

impl Schema for Own {
    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn has_prefixes(&self) -> bool {
        false
    }

    fn own(&mut self, _: &mut Fields<'_>, _: &mut Out<'_>) {}

    fn adapt(&mut self, _: &mut Fields<'_>, says: &mut Says, _: &mut Out<'_>) -> bool {
        if let Says::Post(post) = says {
            post.quotes = markup::quotes(&post.text);
        }
        true
    }

    fn finish(&mut self, _: &mut Out<'_>, _: u64) {}

    fn version(&self) -> Option<String> {
        None
    }
}
