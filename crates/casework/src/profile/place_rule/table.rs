//! The rules of place themselves, each with the public source that was read for it.
//!
//! It may hold no rule whose folder no one but us vouches for. Not here for that reason: the folders of µTorrent and
//! BitTorrent below `AppData` (they hold settings, not downloads), `public_html` (a web server shows it on request
//! alone), and the folders of RetroShare and iCloud Drive, for which no source was found.

use super::{PlaceKind, PlaceRule};

/// The day on which the table was last reviewed.
pub const PLACE_RULES_DATED: &str = "2026-11-29";

const fn rule(
    name: &'static str,
    program: &'static str,
    folders: &'static [&'static str],
    kind: PlaceKind,
    source: &'static str,
) -> PlaceRule {
    PlaceRule { name, program, folders, kind, source }
}

/// The table. Names of rules never change; a rule that turns out wrong is removed, not reused.
pub const PLACE_RULES: &[PlaceRule] = &[
    rule(
        "place.shared.emule",
        "eMule",
        &["emule", "incoming"],
        PlaceKind::Shared,
        "github.com/pladaria/emule at 5b8388f0, srchybrid/Preferences.cpp (GetDefaultDirectory) and SharedFileList.cpp, \
         which always shares that folder",
    ),
    rule(
        "place.shared.amule",
        "aMule",
        &[".amule", "incoming"],
        PlaceKind::Shared,
        "github.com/amule-project/amule at 6a110563, src/Preferences.cpp (IncomingDir, Linux) and SharedFileList.cpp, \
         which always shares that folder",
    ),
    rule(
        "place.shared.amule-downloads",
        "aMule",
        &["amule downloads"],
        PlaceKind::Shared,
        "github.com/amule-project/amule at 6a110563, src/Preferences.cpp (IncomingDir, Windows and macOS) and \
         SharedFileList.cpp, which always shares that folder",
    ),
    rule(
        "place.shared.shareaza",
        "Shareaza",
        &["shareaza", "downloads"],
        PlaceKind::Shared,
        "github.com/ivan386/Shareaza at dcb85e12 (2004), Settings.cpp (Downloads.CompletePath)",
    ),
    rule(
        "place.shared.shareaza-downloads",
        "Shareaza",
        &["shareaza downloads"],
        PlaceKind::Shared,
        "github.com/ivan386/Shareaza at 0c2f2f56, shareaza/Shareaza.cpp (GetDownloadsFolder, before Windows Vista) and \
         Library.cpp, which puts that folder into the library that is shared",
    ),
    rule(
        "place.shared.limewire",
        "LimeWire",
        &["limewire", "shared"],
        PlaceKind::Shared,
        "github.com/metapirate/LimeWire-Pirate-Edition at a1232775, core-settings/.../SharingSettings.java \
         (DEFAULT_SHARE_DIR)",
    ),
    rule(
        "place.exchange.limewire-saved",
        "LimeWire",
        &["limewire", "saved"],
        PlaceKind::Exchange,
        "github.com/metapirate/LimeWire-Pirate-Edition at a1232775, core-settings/.../SharingSettings.java \
         (DEFAULT_SAVE_DIR)",
    ),
    rule(
        "place.shared.frostwire",
        "FrostWire",
        &["frostwire", "shared"],
        PlaceKind::Shared,
        "github.com/gubatron/frostwire-desktop before 260b6bb2 (2011), SharingSettings.java (DEFAULT_SHARE_DIR) and \
         SaveWindow.java, which offers that folder for sharing",
    ),
    rule(
        "place.exchange.frostwire",
        "FrostWire",
        &["frostwire", "torrent data"],
        PlaceKind::Exchange,
        "github.com/frostwire/frostwire at 8aebe46b, desktop/.../SharingSettings.java (DEFAULT_TORRENT_DATA_DIR)",
    ),
    rule(
        "place.shared.my-shared-folder",
        "Kazaa",
        &["my shared folder"],
        PlaceKind::Shared,
        "the maker's guide, desktop.kazaa.com/us/help/virus.htm (Safe Sharing)",
    ),
    rule(
        "place.shared.soulseek",
        "Soulseek",
        &["soulseek shared folder"],
        PlaceKind::Shared,
        "github.com/realies/soulseek-docker at 01ab59df, README.md (the folders that SoulseekQt uses)",
    ),
    rule(
        "place.exchange.soulseek-downloads",
        "Soulseek",
        &["soulseek downloads"],
        PlaceKind::Exchange,
        "github.com/realies/soulseek-docker at 01ab59df, README.md (the folders that SoulseekQt uses)",
    ),
    rule(
        "place.exchange.freenet",
        "Freenet",
        &["freenet", "downloads"],
        PlaceKind::Exchange,
        "github.com/hyphanet/fred at 6ab4179b, src/freenet/node/NodeClientCore.java (downloadsDir); \
         github.com/EricZimmerman/KapeFiles at f6656622, Targets/P2P/Freenet.tkape",
    ),
    rule(
        "place.synced.dropbox",
        "Dropbox",
        &["dropbox"],
        PlaceKind::Synced,
        "github.com/EricZimmerman/KapeFiles at f6656622, Targets/Apps/Dropbox_UserFiles.tkape",
    ),
    rule(
        "place.synced.onedrive",
        "OneDrive",
        &["onedrive"],
        PlaceKind::Synced,
        "github.com/EricZimmerman/KapeFiles at f6656622, Targets/Apps/OneDrive_UserFiles.tkape",
    ),
    rule(
        "place.synced.google-drive",
        "Google Drive",
        &["google drive"],
        PlaceKind::Synced,
        "github.com/EricZimmerman/KapeFiles at f6656622, Targets/Apps/GoogleDriveBackupSync_UserFiles.tkape",
    ),
    rule(
        "place.synced.mega",
        "MEGA",
        &["megasync"],
        PlaceKind::Synced,
        "github.com/meganz/MEGAsync at ba1fca60 (2016), src/MEGASync/gui (the default folder of the first \
         synchronisation)",
    ),
    rule(
        "place.received.telegram",
        "Telegram Desktop",
        &["downloads", "telegram desktop"],
        PlaceKind::Received,
        "github.com/telegramdesktop/tdesktop, core/file_utilities.cpp (DefaultDownloadPath); \
         github.com/EricZimmerman/KapeFiles at f6656622, Targets/Apps/Telegram.tkape",
    ),
    rule(
        "place.received.whatsapp",
        "WhatsApp",
        &["whatsapp", "media"],
        PlaceKind::Received,
        "github.com/abrignoni/ALEAPP at 075122c8, scripts/artifacts/WhatsApp.py (paths of received media on Android)",
    ),
    rule(
        "place.published.iis",
        "Internet Information Services",
        &["inetpub", "wwwroot"],
        PlaceKind::Published,
        "github.com/MicrosoftDocs/iis-docs at 426d1b15, \
         understanding-sites-applications-and-virtual-directories-on-iis (Default Web Site)",
    ),
    rule(
        "place.published.var-www-html",
        "Apache",
        &["var", "www", "html"],
        PlaceKind::Published,
        "docs.redhat.com, Red Hat Enterprise Linux 4, Reference Guide, DocumentRoot",
    ),
    rule(
        "place.published.xampp",
        "XAMPP",
        &["xampp", "htdocs"],
        PlaceKind::Published,
        "github.com/BartolomeSintes/mclibre-php, otros/php-configuracion-2.html (DocumentRoot as XAMPP sets it)",
    ),
];
