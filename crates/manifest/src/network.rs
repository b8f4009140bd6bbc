//! The tables into which the dump of a forum or chat service is read: what every software calls otherwise, under one
//! name. `docs/network-tables.md` holds them for those who open the files; a test holds it to [`TABLES`].

use crate::schema::{Column, Leaf, may, must, one};
use crate::table::Form;
use std::fmt::Write as _;

const PLACE: Column = one(must(
    "place",
    Leaf::Unsigned,
    "Where the row begins in the dump: offset in bytes, or number of the row in a database.",
));

const fn id(name: &'static str, meaning: &'static str) -> Column {
    one(must(name, Leaf::Text, meaning))
}

const fn link(name: &'static str, meaning: &'static str) -> Column {
    one(may(name, Leaf::Text, meaning))
}

const AT: Column = one(may(
    "at",
    Leaf::Moment,
    "When; null where the source does not tell, or tells an impossible time (then `more` has it).",
));
const MORE: Column = one(may(
    "more",
    Leaf::Text,
    "Columns that the mapping does not know and values that could not be understood, as a JSON object by the source's own names.",
));

/// Accounts.
pub const MEMBERS: Form = Form {
    name: "members",
    meaning: "An account.",
    columns: &[
        PLACE,
        id("id", "Id in the source."),
        id("name", "Name as shown; may hold anything."),
        one(must(
            "name_was_recoded",
            Leaf::Unsigned,
            "1 where the name was not UTF-8 and was read as Windows-1252.",
        )),
        link("email", "E-mail address of the account."),
        one(may("registered", Leaf::Moment, "Registered.")),
        one(may("last_seen", Leaf::Moment, "Last seen.")),
        link("stated_place", "Place as the member states it."),
        link("time_zone", "Time zone as the member set it."),
        link("language", "Language as the member set it."),
        link("signature", "Signature."),
        link("avatar", "Avatar: name of the file or its address."),
        MORE,
    ],
};

/// Ways to reach a member elsewhere.
pub const CONTACTS: Form = Form {
    name: "contacts",
    meaning: "A way to reach a member elsewhere, or a key.",
    columns: &[
        PLACE,
        id("member", "`id` of the member."),
        id("kind", "`pgp`, `wallet`, `handle`, `url`, `phone` or `email`."),
        id("value", "As written."),
    ],
};

/// Sections.
pub const SECTIONS: Form = Form {
    name: "sections",
    meaning: "A section: forum, board, category, room, channel.",
    columns: &[
        PLACE,
        id("id", "Id in the source."),
        link("parent", "`id` of the section that holds it."),
        id("name", "Name."),
        one(may(
            "gated",
            Leaf::Unsigned,
            "1 where ordinary members can't read it, 0 where they can; null where the dump does not tell.",
        )),
        MORE,
    ],
};

/// Roles of members.
pub const ROLES: Form = Form {
    name: "roles",
    meaning: "A role that a member has or had.",
    columns: &[
        PLACE,
        id("member", "`id` of the member."),
        id("stated", "Its name in the source."),
        id(
            "rank",
            "What it grants: `administrator`, `moderator`, `section_moderator`, `trusted`, `member` or `banned`.",
        ),
        link("section", "`id` of the section that it holds for; null: everywhere."),
        one(may("from", Leaf::Moment, "Since.")),
        one(may("until", Leaf::Moment, "Until.")),
        link("by", "`id` of the member who gave it."),
        MORE,
    ],
};

/// Topics.
pub const TOPICS: Form = Form {
    name: "topics",
    meaning: "A topic: a thread of posts.",
    columns: &[
        PLACE,
        id("id", "Id in the source."),
        link("section", "`id` of its section."),
        link("member", "`id` of who began it."),
        AT,
        id("title", "Title."),
        one(must(
            "private",
            Leaf::Unsigned,
            "1 where its posts are messages to those who are recipients of a message with the topic's id.",
        )),
        MORE,
    ],
};

/// Posts.
pub const POSTS: Form = Form {
    name: "posts",
    meaning: "A post.",
    columns: &[
        PLACE,
        id("id", "Id in the source."),
        link("topic", "`id` of its topic."),
        one(may("number", Leaf::Unsigned, "Number in its topic, where the software counts them.")),
        link("section", "`id` of its section; null where only the topic tells."),
        link("member", "`id` of who wrote it."),
        AT,
        link("reply_to", "`id` of the post that it answers."),
        one(may("reply_to_number", Leaf::Unsigned, "Number, in its topic, of the post that it answers.")),
        link("address", "From which address, as text."),
        MORE,
    ],
};

/// Quotes.
pub const QUOTES: Form = Form {
    name: "quotes",
    meaning: "What a post quotes, as far as it tells.",
    columns: &[
        PLACE,
        id("in_post", "`id` of the post that quotes."),
        link("post", "`id` of the post quoted."),
        link("topic", "`id` of the topic in which the quoted post has `number`."),
        one(may("number", Leaf::Unsigned, "Number of the quoted post in `topic`.")),
        link("member", "`id` of the member quoted."),
        link("name", "Name of the member quoted."),
    ],
};

/// Private messages.
pub const MESSAGES: Form = Form {
    name: "messages",
    meaning: "A private message.",
    columns: &[
        PLACE,
        id("id", "Id in the source."),
        link("from", "`id` of who sent it."),
        AT,
        id("subject", "Subject."),
        link("thread", "The conversation that it belongs to."),
        link("address", "From which address, as text."),
        MORE,
    ],
};

/// What members wrote. Apart from the posts, so that who reads those need not fetch every word.
pub const TEXTS: Form = Form {
    name: "texts",
    meaning: "The whole text of a post or message, as the member wrote it.",
    columns: &[
        PLACE,
        id("of", "`post` or `message`."),
        id("id", "`id` of the post or message."),
        id("text", "The text."),
    ],
};

/// Recipients of private messages.
pub const RECIPIENTS: Form = Form {
    name: "recipients",
    meaning: "To whom a private message went.",
    columns: &[
        PLACE,
        id("message", "`id` of the message."),
        id("member", "`id` of the member."),
        id("how", "How that is known: `addressed`, `blind_copy`, or `delivered` (it lay in the mailbox)."),
    ],
};

/// Reactions to posts.
pub const REACTIONS: Form = Form {
    name: "reactions",
    meaning: "A reaction to a post: a like, an emoji, a vote.",
    columns: &[
        PLACE,
        id("member", "`id` of the member."),
        id("post", "`id` of the post."),
        id("kind", "Which, in the source's words."),
        AT,
    ],
};

/// Files.
pub const FILES: Form = Form {
    name: "files",
    meaning: "A file that the source keeps or names.",
    columns: &[
        PLACE,
        id("id", "Id in the source."),
        link("member", "`id` of who brought it."),
        link("post", "`id` of the post that it hangs on."),
        link("message", "`id` of the message that it hangs on."),
        id("name", "Name as the member gave it."),
        link("stored_name", "Name on the server's disk, or its address."),
        link("md5", "MD5, 32 lower-case hex digits."),
        link("sha1", "SHA-1, 40 lower-case hex digits."),
        link("sha256", "SHA-256, 64 lower-case hex digits."),
        one(may("size_bytes", Leaf::Unsigned, "Size as stated.")),
        AT,
        one(may("downloads", Leaf::Unsigned, "How often it was fetched, as the software counted.")),
        MORE,
    ],
};

/// Files fetched.
pub const DOWNLOADS: Form = Form {
    name: "downloads",
    meaning: "A member fetched a file.",
    columns: &[PLACE, id("member", "`id` of the member."), id("file", "`id` of the file."), AT],
};

/// Log-ins.
pub const LOGINS: Form = Form {
    name: "logins",
    meaning: "A member logged in or was seen from an address.",
    columns: &[
        PLACE,
        id("member", "`id` of the member."),
        AT,
        link("address", "From which address, as text."),
        link("agent", "With which program, as it states of itself."),
        MORE,
    ],
};

/// What is wrong with the dump.
pub const DEFECTS: Form = Form {
    name: "defects",
    meaning: "Something in the dump that is damaged or can't be understood.",
    columns: &[PLACE, id("kind", "A stable word."), id("text", "What is wrong.")],
};

/// All tables, in the order of the document.
pub const TABLES: [&Form; 15] = [
    &MEMBERS,
    &CONTACTS,
    &SECTIONS,
    &ROLES,
    &TOPICS,
    &POSTS,
    &QUOTES,
    &MESSAGES,
    &TEXTS,
    &RECIPIENTS,
    &REACTIONS,
    &FILES,
    &DOWNLOADS,
    &LOGINS,
    &DEFECTS,
];

/// The tables as Markdown, as they stand in `docs/network-tables.md`.
pub fn describe() -> String {
    let mut text = String::new();
    for form in TABLES {
        // Writing to a String can't fail.
        let _ = write!(text, "### `{}`\n\n{}\n\n{}\n", form.name, form.meaning, form.describe());
    }
    text.trim_end().to_owned() + "\n"
}
