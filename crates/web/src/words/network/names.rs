//! Words for the stable names in the report of a network: ties, reasons, ranks, doubts, records, rules. A name
//! without an entry is shown as it is, in code type.

use crate::words::Phrase;
use crate::words::codes::{find, table};

table! { SOFTWARE:
    "php_bb" SOFTWARE_PHPBB = "phpBB" | "phpBB";
    "my_bb" SOFTWARE_MYBB = "MyBB" | "MyBB";
    "smf" SOFTWARE_SMF = "Simple Machines Forum" | "Simple Machines Forum";
    "discourse" SOFTWARE_DISCOURSE = "Discourse" | "Discourse";
    "synapse" SOFTWARE_SYNAPSE = "Synapse (Matrix)" | "Synapse (Matrix)";
    "own" SOFTWARE_OWN = "Eigen vorm van Hoeder" | "Hoeder's own form";
}

table! { FORMS:
    "sql" FORM_SQL = "SQL-tekst" | "SQL text";
    "sqlite" FORM_SQLITE = "SQLite-bestand" | "SQLite file";
    "csv" FORM_CSV = "Tabellen als CSV" | "Tables as CSV";
    "log" FORM_LOG = "Logbestand van een chat" | "Chat log";
}

table! { TIES:
    "reply" TIE_REPLY = "Antwoord op een bericht" | "Answer to a post";
    "quote" TIE_QUOTE = "Citaat" | "Quote";
    "private_message" TIE_MESSAGE = "Privébericht" | "Private message";
    "file_exchange" TIE_FILE = "Uitwisseling van een bestand" | "Exchange of a file";
    "co_presence" TIE_PRESENCE = "Kort na elkaar in een afgeschermd onderdeel" | "Shortly after one another in a gated section";
    "appointment" TIE_APPOINTMENT = "Benoeming" | "Appointment";
}

table! { WHY_LEFT_OUT:
    "no_member" WHY_NO_MEMBER = "De bron heeft een van beide leden niet meer" | "The source has lost one of the two members";
    "oneself" WHY_ONESELF = "Een lid met zichzelf" | "A member with itself";
    "nothing_before" WHY_NOTHING = "Er was nog niemand om op te antwoorden" | "Nobody was there to be answered";
    "too_many_receivers" WHY_RECEIVERS = "Meer ontvangers dan de regels toelaten: een aankondiging" | "More receivers than the rules allow: an announcement";
    "no_moment" WHY_MOMENT = "Zonder tijdstip, en de regels hebben er een nodig" | "Without a moment, and the rules need one";
}

table! { STRENGTHS:
    "strong" STRENGTH_STRONG = "sterk" | "strong";
    "clear" STRENGTH_CLEAR = "duidelijk" | "clear";
    "weak" STRENGTH_WEAK = "zwak" | "weak";
}

table! { RANKS:
    "administrator" RANK_ADMINISTRATOR = "beheerder" | "administrator";
    "moderator" RANK_MODERATOR = "moderator van het geheel" | "moderator of the whole";
    "section_moderator" RANK_SECTION = "moderator van een onderdeel" | "moderator of a section";
    "trusted" RANK_TRUSTED = "vertrouwd lid" | "trusted member";
    "member" RANK_MEMBER = "gewoon lid" | "ordinary member";
    "banned" RANK_BANNED = "uitgesloten" | "banned";
}

table! { RULES:
    "standing.title" RULE_TITLE = "Heeft of had een titel" | "Holds or held a title";
    "standing.appointed" RULE_APPOINTED = "Gaf anderen een titel" | "Gave others a title";
    "standing.bridge" RULE_BRIDGE = "Draagt het contact tussen twee groepen" | "Carries the contact between two groups";
    "standing.reach" RULE_REACH = "Heeft vast contact met meer groepen" | "Has steady contact with several groups";
    "standing.cut" RULE_CUT = "Zonder dit lid raken anderen los" | "Without this member others come loose";
    "standing.between" RULE_BETWEEN = "Ligt op de kortste weg tussen anderen" | "Lies on the shortest way between others";
    "standing.sought" RULE_SOUGHT = "Wordt opgezocht door wie zelf wordt opgezocht" | "Is sought out by those who are sought out";
    "standing.first" RULE_FIRST = "Bood als eerste bestanden aan die anderen verspreiden" | "Was first to offer files that others spread";
    "standing.gated" RULE_GATED = "Schreef in afgeschermde onderdelen" | "Wrote in gated sections";
    "group.exchanges" RULE_EXCHANGES = "Wisselt bestanden uit" | "Exchanges files";
    "group.private" RULE_PRIVATE = "Spreekt in privéberichten" | "Talks in private messages";
    "group.runs" RULE_RUNS = "Benoemt: bestuurt het netwerk" | "Appoints: runs the network";
    "group.talks" RULE_TALKS = "Praat in het openbaar" | "Talks in the open";
    "group.gated" RULE_GROUP_GATED = "Schrijft vooral afgeschermd" | "Writes mostly behind a gate";
    "group.closed" RULE_CLOSED = "Is in zichzelf gekeerd" | "Keeps to itself";
    "group.power" RULE_POWER = "Heeft leden met macht" | "Has members with power";
}

table! { DOUBTS:
    "ends_before_begin" DOUBT_ENDS = "De rol eindigt voor hij begint" | "The role ends before it begins";
    "appoints_itself" DOUBT_ITSELF = "Het lid zou zichzelf hebben benoemd" | "The member is stated to have appointed itself";
    "appointed_without_power" DOUBT_POWER = "Wie benoemde, had toen voor zover bekend geen macht" | "By what is known, who appointed held no power then";
    "circle" DOUBT_CIRCLE = "Wie wie benoemde, loopt rond" | "Who appointed whom goes round in a circle";
}

table! { RECORDS:
    "members" RECORD_MEMBERS = "Leden" | "Members";
    "contacts" RECORD_CONTACTS = "Contactgegevens" | "Contact details";
    "sections" RECORD_SECTIONS = "Onderdelen" | "Sections";
    "roles" RECORD_ROLES = "Rollen" | "Roles";
    "topics" RECORD_TOPICS = "Onderwerpen" | "Topics";
    "posts" RECORD_POSTS = "Berichten" | "Posts";
    "messages" RECORD_MESSAGES = "Privéberichten" | "Private messages";
    "recipients" RECORD_RECIPIENTS = "Ontvangers van privéberichten" | "Recipients of private messages";
    "reactions" RECORD_REACTIONS = "Reacties" | "Reactions";
    "files" RECORD_FILES = "Verwijzingen naar bestanden" | "References to files";
    "downloads" RECORD_DOWNLOADS = "Ophalingen van bestanden" | "Fetches of files";
    "logins" RECORD_LOGINS = "Aanmeldingen" | "Log-ins";
    "defects" RECORD_DEFECTS = "Gebreken die een voor een zijn vastgelegd" | "Defects recorded one by one";
}

table! { WEIGHTS:
    "reply_unstated" WEIGHT_UNSTATED = "Antwoord, waar de bron niet zegt waarop: zo veel van een antwoord" | "Answer, where the source does not say to what: this part of an answer";
    "receivers_max" WEIGHT_RECEIVERS = "Ontvangers waarboven een bericht een aankondiging is" | "Receivers above which a message is an announcement";
    "presence_members" WEIGHT_PRESENCE = "Leden die voor een bericht als aanwezig gelden" | "Members before a post who count as present";
    "presence_hours" WEIGHT_HOURS = "Uren waarna een eerder bericht niet meer als aanwezigheid geldt" | "Hours after which an earlier post is no presence";
}

table! { REPEATS:
    "plain" REPEATS_PLAIN = "elke handeling telt even zwaar" | "each act counts the same";
    "logarithm" REPEATS_LOGARITHM = "de eerste handeling zegt meer dan de honderdste (logaritme)" | "the first act says more than the hundredth (logarithm)";
}

table! { BARS:
    "appointed" BAR_APPOINTED = "Leden die een titel kregen" | "Members who were given a title";
    "crossing" BAR_CROSSING = "Aandeel in het contact tussen twee groepen" | "Share of the contact between two groups";
    "reach" BAR_REACH = "Groepen waarmee het lid contact heeft" | "Groups with which the member has contact";
    "cut_off" BAR_CUT = "Leden die zonder dit lid los raken" | "Members who come loose without this one";
    "between" BAR_BETWEEN = "Aandeel van de leden eronder, naar tussenpositie" | "Share of members below, by betweenness";
    "sought" BAR_SOUGHT = "Aandeel van de leden eronder, naar PageRank" | "Share of members below, by PageRank";
    "first" BAR_FIRST = "Bestanden als eerste aangeboden en door anderen verspreid" | "Files first offered that others spread";
    "gated" BAR_GATED = "Afgeschermde onderdelen waarin het lid schreef" | "Gated sections in which the member wrote";
}

pub(crate) fn software(code: &str) -> Option<&'static Phrase> {
    find(SOFTWARE, code)
}

pub(crate) fn form(code: &str) -> Option<&'static Phrase> {
    find(FORMS, code)
}

pub(crate) fn tie(code: &str) -> Option<&'static Phrase> {
    find(TIES, code)
}

pub(crate) fn why_left_out(code: &str) -> Option<&'static Phrase> {
    find(WHY_LEFT_OUT, code)
}

pub(crate) fn strength(code: &str) -> Option<&'static Phrase> {
    find(STRENGTHS, code)
}

pub(crate) fn rank(code: &str) -> Option<&'static Phrase> {
    find(RANKS, code)
}

/// What a rule says, of a member or of a group.
pub(crate) fn rule(code: &str) -> Option<&'static Phrase> {
    find(RULES, code)
}

pub(crate) fn doubt(code: &str) -> Option<&'static Phrase> {
    find(DOUBTS, code)
}

pub(crate) fn record(code: &str) -> Option<&'static Phrase> {
    find(RECORDS, code)
}

/// A number of the rules of weight; kinds of tie are among them.
pub(crate) fn weight(code: &str) -> Option<&'static Phrase> {
    find(TIES, code).or_else(|| find(WEIGHTS, code))
}

pub(crate) fn repeats(code: &str) -> Option<&'static Phrase> {
    find(REPEATS, code)
}

pub(crate) fn bar(code: &str) -> Option<&'static Phrase> {
    find(BARS, code)
}

/// Every phrase of the tables.
#[cfg(test)]
pub(crate) fn phrases() -> impl Iterator<Item = &'static Phrase> {
    [SOFTWARE, FORMS, TIES, WHY_LEFT_OUT, STRENGTHS, RANKS, RULES, DOUBTS, RECORDS, WEIGHTS, REPEATS, BARS]
        .into_iter()
        .flat_map(|table| table.iter().map(|(_, phrase)| phrase))
}
