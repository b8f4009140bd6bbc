//! The rule for every short text that a person types: not empty, bounded, without hidden characters.

/// Why a text was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// Longer than allowed.
    #[error("it has {found} characters; at most {allowed} are allowed")]
    Long {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        allowed: usize,
    },
    /// A control or direction-changing character, which could make a text show itself as another.
    #[error("character {at} is a control or direction-changing character")]
    Hidden {
        /// Position of the character, counted in characters from 1.
        at: usize,
    },
}

fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Gives the text without white space at its ends, or says why it is refused.
pub(crate) fn checked(text: &str, chars_max: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if let Some(at) = text.chars().position(hidden) {
        return Err(TextError::Hidden { at: at + 1 });
    }
    match text.chars().count() {
        found if found > chars_max => Err(TextError::Long { found, allowed: chars_max }),
        _ => Ok(text.to_owned()),
    }
}

/// Words with commas between them.
pub(crate) fn listed<T: ToString>(words: impl IntoIterator<Item = T>) -> String {
    words.into_iter().map(|word| word.to_string()).collect::<Vec<_>>().join(", ")
}
