//! The parts that every page is made of: texts, figures with their links, tables.

use crate::Lang;
use crate::shell::query;
use crate::words::{Phrase, page, report};
use casework::profile::{Class, Figure, ItemFilter, Statement};
use maud::{Markup, html};
use std::cell::RefCell;

/// Where the number of a figure leads.
pub(crate) enum Links<'a> {
    /// To the list of items of a served page; the path of that list.
    Served(&'a str),
    /// To a row of the appendix of a standalone file; the rows so far: filter and count.
    Appendix(RefCell<Vec<(ItemFilter, u64)>>),
}

/// What the parts of one page share.
pub(crate) struct Sheet<'a> {
    pub(crate) lang: Lang,
    pub(crate) links: Links<'a>,
}

/// One chapter of a report.
pub(crate) struct Chapter {
    pub(crate) id: &'static str,
    pub(crate) title: Phrase,
    pub(crate) body: Markup,
}

/// One column of a table.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    /// Text, aligned left.
    Text(Phrase),
    /// Numbers, aligned right.
    Number(Phrase),
}

/// A path as text, which may break after each name; copying it gives the text unchanged.
pub(crate) fn path(text: &str) -> Markup {
    html! {
        bdi.path { @for part in text.split_inclusive('/') { (part) wbr; } }
    }
}

impl Sheet<'_> {
    pub(crate) fn say(&self, phrase: Phrase) -> String {
        phrase.say(self.lang)
    }

    pub(crate) fn fill(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        phrase.fill(self.lang, values)
    }

    /// A sentence whose holes are filled with figures that lead to their items, or other marked-up values.
    pub(crate) fn sentence(&self, phrase: Phrase, values: &[(&str, Markup)]) -> Markup {
        html! {
            @for (text, hole) in phrase.pieces(self.lang) {
                (text)
                @for (_, value) in values.iter().filter(|(key, _)| Some(*key) == hole.as_deref()) { (value) }
            }
        }
    }

    pub(crate) fn number(&self, number: u64) -> String {
        self.lang.number(number)
    }

    /// The words for a stable name, or the name itself in code type.
    pub(crate) fn code(&self, phrase: Option<&Phrase>, code: &str) -> Markup {
        match phrase {
            Some(phrase) => html! { (phrase.say(self.lang)) },
            None => html! { code { (code) } },
        }
    }

    /// The count of a figure, as a link to its items. Nothing is listed where there is nothing.
    pub(crate) fn count(&self, figure: &Figure) -> Markup {
        let number = self.number(figure.count);
        match self.href(figure) {
            Some(href) if figure.count > 0 => html! { a href=(href) { (number) } },
            _ => html! { (number) },
        }
    }

    fn href(&self, figure: &Figure) -> Option<String> {
        match &self.links {
            Links::Served(path) => {
                let lang =
                    if self.lang == Lang::Nl { String::new() } else { format!("&lang={}", self.lang.tag()) };
                Some(format!("{path}?filter={}{lang}", query(&figure.items.to_string())))
            }
            Links::Appendix(rows) => {
                if figure.count == 0 {
                    return None;
                }
                let mut rows = rows.borrow_mut();
                let at = rows.iter().position(|(filter, _)| *filter == figure.items).unwrap_or_else(|| {
                    rows.push((figure.items.clone(), figure.count));
                    rows.len() - 1
                });
                Some(format!("#items-{}", at + 1))
            }
        }
    }

    pub(crate) fn size(&self, bytes: u64) -> String {
        self.lang.size(bytes)
    }

    /// The cells of a figure: its count and its size.
    pub(crate) fn cells(&self, figure: &Figure) -> Markup {
        html! {
            td.n { (self.count(figure)) }
            td.n { (self.size(figure.bytes)) }
        }
    }

    /// A table with its caption, in a region that scrolls by itself where the window is narrow.
    pub(crate) fn table(&self, caption: Phrase, columns: &[Column], rows: &Markup) -> Markup {
        self.captioned(&self.say(caption), columns, rows)
    }

    /// The same with a caption that was filled in.
    pub(crate) fn captioned(&self, caption: &str, columns: &[Column], rows: &Markup) -> Markup {
        html! {
            div.scroll role="region" tabindex="0" aria-label=(caption) {
                table {
                    caption { (caption) }
                    thead {
                        tr {
                            @for column in columns {
                                @match column {
                                    Column::Text(phrase) => th scope="col" { (self.say(*phrase)) },
                                    Column::Number(phrase) => th.n scope="col" { (self.say(*phrase)) },
                                }
                            }
                        }
                    }
                    tbody { (rows) }
                }
            }
        }
    }

    /// The head of a report and its chapters, with a list of contents beside them.
    pub(crate) fn chapters(&self, head: &Markup, chapters: &[Chapter]) -> Markup {
        html! {
            (head)
            div.columns {
                nav.toc aria-labelledby="toc" {
                    h2 #toc { (self.say(report::CONTENTS)) }
                    ol { @for chapter in chapters { li { a href={ "#" (chapter.id) } { (self.say(chapter.title)) } } } }
                }
                div.chapters {
                    @for chapter in chapters {
                        section id=(chapter.id) aria-labelledby={ (chapter.id) "-title" } {
                            h2 id={ (chapter.id) "-title" } { (self.say(chapter.title)) }
                            (chapter.body)
                        }
                    }
                }
            }
        }
    }

    /// A notice that can't be overlooked, also by those who can't see it.
    pub(crate) fn notice(&self, text: &Markup) -> Markup {
        html! { p.notice role="note" { strong { (self.say(page::NOTICE)) ": " } (text) } }
    }

    /// What a set says, in one line.
    pub(crate) fn statement(&self, statement: &Statement) -> Markup {
        let class = match statement.class {
            Class::Notified => crate::words::report::CLASS_NOTIFIED,
            Class::KnownGood => crate::words::report::CLASS_GOOD,
        };
        html! {
            bdi { (statement.set) } " (" bdi { (statement.source) } "): "
            @if statement.class == Class::Notified { bdi.label { (statement.label) } ", " }
            (self.say(class))
        }
    }
}
