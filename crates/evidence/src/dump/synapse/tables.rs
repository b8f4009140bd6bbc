//! The tables of Synapse, by what their columns mean. Most of what is said stands in the events' JSON.

use crate::dump::mapping::Becomes as B;
use crate::dump::mapping::Field as F;
use crate::dump::mapping::Table;
use crate::dump::mapping::Use::{Is, Kept};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "users",
        becomes: B::Member,
        must: &["name", "password_hash", "creation_ts", "is_guest"],
        columns: &[
            ("name", Is(F::Id)),
            ("creation_ts", Is(F::Registered)),
            ("admin", Is(F::IsAdministrator)),
            ("is_guest", Kept),
            ("deactivated", Kept),
            ("shadow_banned", Kept),
            ("user_type", Kept),
        ],
        unused: &[
            "password_hash",
            "upgrade_ts",
            "appservice_id",
            "consent_version",
            "consent_server_notice_sent",
            "approved",
            "consent_ts",
            "locked",
            "suspended",
        ],
    },
    Table {
        name: "profiles",
        becomes: B::Own,
        must: &["user_id", "displayname"],
        columns: &[("full_user_id", Is(F::Member)), ("displayname", Is(F::Name))],
        unused: &["user_id", "avatar_url", "fields"],
    },
    Table {
        name: "rooms",
        becomes: B::Own,
        must: &["room_id", "is_public", "creator"],
        columns: &[("room_id", Is(F::Id)), ("is_public", Is(F::Gated)), ("creator", Is(F::Member))],
        unused: &["room_version", "has_auth_chain_index"],
    },
    Table {
        name: "room_stats_state",
        becomes: B::Own,
        must: &["room_id", "name", "join_rules"],
        columns: &[("room_id", Is(F::Id)), ("name", Is(F::Name)), ("join_rules", Is(F::Setting))],
        unused: &[
            "canonical_alias",
            "history_visibility",
            "encryption",
            "avatar",
            "guest_access",
            "is_federatable",
            "topic",
            "room_type",
        ],
    },
    Table {
        name: "event_json",
        becomes: B::Own,
        must: &["event_id", "room_id", "json", "internal_metadata"],
        columns: &[("event_id", Is(F::Id)), ("room_id", Is(F::Section)), ("json", Is(F::Data))],
        unused: &["internal_metadata", "format_version"],
    },
    Table {
        name: "local_media_repository",
        becomes: B::File,
        must: &["media_id", "media_type", "upload_name"],
        columns: &[
            ("media_id", Is(F::Id)),
            ("media_length", Is(F::Size)),
            ("created_ts", Is(F::At)),
            ("upload_name", Is(F::Name)),
            ("user_id", Is(F::Member)),
            ("sha256", Is(F::Sha256)),
            ("media_type", Kept),
        ],
        unused: &["quarantined_by", "url_cache", "last_access_ts", "safe_from_quarantine", "authenticated"],
    },
    Table {
        name: "user_ips",
        becomes: B::Login,
        must: &["user_id", "ip", "last_seen"],
        columns: &[
            ("user_id", Is(F::Member)),
            ("ip", Is(F::Address)),
            ("user_agent", Is(F::Agent)),
            ("last_seen", Is(F::At)),
            ("device_id", Kept),
        ],
        unused: &["access_token"],
    },
    Table {
        name: "devices",
        becomes: B::Login,
        must: &["user_id", "device_id", "last_seen"],
        columns: &[
            ("user_id", Is(F::Member)),
            ("ip", Is(F::Address)),
            ("user_agent", Is(F::Agent)),
            ("last_seen", Is(F::At)),
            ("device_id", Kept),
            ("display_name", Kept),
        ],
        unused: &["hidden"],
    },
    Table {
        name: "user_threepids",
        becomes: B::Contacts,
        must: &["user_id", "medium", "address"],
        columns: &[("user_id", Is(F::Member)), ("medium", Is(F::Kind)), ("address", Is(F::Value))],
        unused: &["validated_at", "added_at"],
    },
    Table {
        name: "schema_version",
        becomes: B::Own,
        must: &["version", "upgraded"],
        columns: &[("version", Is(F::Value))],
        unused: &["lock", "upgraded"],
    },
];
