//! What members of a practice forum are called, where they live and what they write about: beans, trains and soup.

/// A place with its language.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) language: &'static str,
    pub(super) zone: &'static str,
    /// Hours east of Greenwich, without summer time.
    pub(super) offset_hours: i64,
    pub(super) town: &'static str,
    pub(super) first: &'static [&'static str],
    pub(super) last: &'static [&'static str],
    pub(super) sentences: &'static [&'static str],
}

pub(super) const WELCOME: &str = "Welkom / Welcome / Bienvenue";
pub(super) const RECIPES: &str = "Recepten & recipes";
pub(super) const GATE: &str = "Achter het tuinhek";
pub(super) const SECTIONS: [&str; 6] =
    ["Moestuin", "Narrow gauge", "Kompost", "Le potager", "Огород", "Soup & bread"];
pub(super) const FILES: [&str; 4] = ["tomaten.jpg", "signal box.png", "Суп рецепт.pdf", "zaailijst.ods"];

pub(super) const PLACES: [Place; 12] = [
    Place {
        language: "nl",
        zone: "Europe/Amsterdam",
        offset_hours: 1,
        town: "Utrecht",
        first: &["Roos", "Willem", "Fleur", "Sjoerd", "Anneke", "Teun"],
        last: &["van de Akker", "Zaaier", "Spoor", "Bloem", "de Wit"],
        sentences: &[
            "De bonen staan er goed bij, twee weken vroeger dan vorig jaar.",
            "Wie heeft er nog stekken van de rode bes?",
            "De trein van 9.15 uur naar Zwolle had weer het oude rijtuig.",
            "Laat de soep een uur trekken en doe er dan pas zout bij.",
        ],
    },
    Place {
        language: "en",
        zone: "Europe/London",
        offset_hours: 0,
        town: "Leeds",
        first: &["Rose", "Will", "Heather", "Basil", "Ivy", "Percy"],
        last: &["Hedge", "Furrow", "Points", "Tender", "O'Brien"],
        sentences: &[
            "My leeks came up well after the rain.",
            "Does anyone have a drawing of the old signal box?",
            "Knead the dough for ten minutes & let it rest.",
            "The narrow gauge line opens again in May.",
        ],
    },
    Place {
        language: "en",
        zone: "America/Chicago",
        offset_hours: -6,
        town: "Des Moines",
        first: &["Dale", "June", "Walt", "Fern", "Hank"],
        last: &["Cornfield", "Boxcar", "Mulch", "Prairie"],
        sentences: &[
            "Planted sweet corn along the fence this weekend.",
            "The freight train had 96 cars, I counted.",
            "Grandma's cornbread needs buttermilk, nothing else will do.",
        ],
    },
    Place {
        language: "de",
        zone: "Europe/Berlin",
        offset_hours: 1,
        town: "Kassel",
        first: &["Jürgen", "Käthe", "Uwe", "Rosemarie", "Götz"],
        last: &["Gärtner", "Weiß", "Gleis", "Müller"],
        sentences: &[
            "Der Kompost braucht mehr Laub und weniger Gras.",
            "Die Dampflok fährt am Sonntag um zehn Uhr.",
            "Für den Kuchen nehme ich fünf Äpfel und etwas Zimt.",
        ],
    },
    Place {
        language: "fr",
        zone: "Europe/Paris",
        offset_hours: 1,
        town: "Dijon",
        first: &["Hélène", "Benoît", "Zoé", "Armelle", "François"],
        last: &["du Potager", "Lefèvre", "Railleur", "Noël"],
        sentences: &[
            "Les haricots sont déjà en fleurs.",
            "L'autorail de 1953 roule encore entre les deux villages.",
            "Une pincée de sel, et la soupe est prête.",
        ],
    },
    Place {
        language: "es",
        zone: "America/Bogota",
        offset_hours: -5,
        town: "Cali",
        first: &["Íñigo", "Begoña", "Rocío", "Andrés"],
        last: &["Huerta", "Peña", "Vía", "Muñoz"],
        sentences: &["Los tomates maduran muy bien este año.", "¿Quién tiene semillas de cilantro?"],
    },
    Place {
        language: "pl",
        zone: "Europe/Warsaw",
        offset_hours: 1,
        town: "Lublin",
        first: &["Łukasz", "Małgorzata", "Święto", "Zośka"],
        last: &["Ogrodnik", "Żółty", "Kolej"],
        sentences: &["Ogórki rosną jak szalone.", "Pociąg z Lublina miał dziś opóźnienie."],
    },
    Place {
        language: "ru",
        zone: "Asia/Yekaterinburg",
        offset_hours: 5,
        town: "Пермь",
        first: &["Иван", "Ольга", "Фёдор", "Настя"],
        last: &["Садовник", "Паровоз", "Ягода"],
        sentences: &["Морковь взошла, теперь надо прополоть.", "Паровоз снова на ходу, приезжайте смотреть."],
    },
    Place {
        language: "tr",
        zone: "Europe/Istanbul",
        offset_hours: 3,
        town: "Bursa",
        first: &["Işıl", "İbrahim", "Gülşen", "Çağla"],
        last: &["Bahçe", "Yağmur", "Demiryolu"],
        sentences: &["Domatesleri sabah erken sulamak gerekir.", "Eski istasyonun fotoğrafı var mı?"],
    },
    Place {
        language: "ja",
        zone: "Asia/Tokyo",
        offset_hours: 9,
        town: "長野",
        first: &["花子", "太郎", "ひまわり", "カエデ"],
        last: &["山田", "線路", "🌻"],
        sentences: &["大根がよく育ちました。", "この駅の写真をもっと見たいです。🚂"],
    },
    Place {
        language: "ar",
        zone: "Africa/Cairo",
        offset_hours: 2,
        town: "طنطا",
        first: &["ياسمين", "كريم", "نرجس"],
        last: &["البستاني", "القطار"],
        sentences: &["الطماطم هذا العام ممتازة.", "القطار وصل في موعده اليوم."],
    },
    Place {
        language: "he",
        zone: "Asia/Jerusalem",
        offset_hours: 2,
        town: "חיפה",
        first: &["שושנה", "אילן", "דפנה"],
        last: &["גנן", "רכבת"],
        sentences: &["העגבניות הבשילו השבוע.", "המתכון למרק הזה פשוט מאוד."],
    },
];
