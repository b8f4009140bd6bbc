//! The person who asks, and why.

use crate::Role;
use std::fmt;

/// Why a name or a purpose can't be written down.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing, or only white space.
    #[error("{what} is empty: give one, it is written in the ledger")]
    Empty {
        /// What was asked for.
        what: &'static str,
    },
    /// Longer than a line of the ledger should hold.
    #[error("{what} has {found} characters; at most {max} are kept")]
    Long {
        /// What was asked for.
        what: &'static str,
        /// Characters found.
        found: usize,
        /// Characters allowed.
        max: usize,
    },
    /// Contains a control character.
    #[error("{what} contains a control character")]
    Control {
        /// What was asked for.
        what: &'static str,
    },
}

fn plain(what: &'static str, text: &str, max: usize) -> Result<String, NameError> {
    let text = text.trim();
    let found = text.chars().count();
    if found == 0 {
        return Err(NameError::Empty { what });
    }
    if found > max {
        return Err(NameError::Long { what, found, max });
    }
    if text.chars().any(char::is_control) {
        return Err(NameError::Control { what });
    }
    Ok(text.to_owned())
}

/// How we know who the caller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The operating system's user on this machine; the role is the one that person stated.
    LocalUser,
}

impl Origin {
    /// The stable word used in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            Self::LocalUser => "local-user",
        }
    }
}

/// A named person in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    name: String,
    role: Role,
    origin: Origin,
    os_account: Option<String>,
}

impl Caller {
    /// The person at the keyboard of this machine, in the role that he or she states.
    ///
    /// # Errors
    /// When the name can't be written in the ledger.
    pub fn local_user(name: &str, role: Role) -> Result<Self, NameError> {
        Ok(Self {
            name: plain("the name of the person who acts", name, 100)?,
            role,
            origin: Origin::LocalUser,
            os_account: None,
        })
    }

    /// The same person, with the account of the operating system that the program runs under. The name may be
    /// stated at will; the account is what the machine itself says.
    ///
    /// # Errors
    /// When the account's name can't be written in the ledger.
    pub fn under_account(self, account: &str) -> Result<Self, NameError> {
        Ok(Self { os_account: Some(plain("the account of the operating system", account, 100)?), ..self })
    }

    /// The same person in another role.
    #[must_use]
    pub fn acting_as(&self, role: Role) -> Self {
        Self { role, ..self.clone() }
    }

    /// The account of the operating system, where it is known.
    pub fn os_account(&self) -> Option<&str> {
        self.os_account.as_deref()
    }

    /// Name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Role.
    pub fn role(&self) -> Role {
        self.role
    }

    /// How we know who this is.
    pub fn origin(&self) -> Origin {
        self.origin
    }
}

/// Why the caller acts, in the caller's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose(String);

impl Purpose {
    /// Takes a purpose of 1 to 300 characters.
    ///
    /// # Errors
    /// When it is empty, too long or holds control characters.
    pub fn new(text: &str) -> Result<Self, NameError> {
        plain("the purpose", text, 300).map(Self)
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
