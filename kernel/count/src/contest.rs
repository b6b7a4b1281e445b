//! What is asked: one contest, apart from its papers; and why there may be no answer.

use crate::constraints::Constraint;
use crate::questions::Rules;

/// What a tied candidate is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To transfer its surplus first.
    Surplus,
    /// To be excluded.
    Exclusion,
    /// To be elected first.
    Election,
}

impl Purpose {
    /// The word in a count record.
    pub fn word(self) -> &'static str {
        match self {
            Self::Surplus => "surplus",
            Self::Exclusion => "exclusion",
            Self::Election => "election",
        }
    }
}

/// A candidate who begins to stand when another is elected.
#[derive(Debug, Clone, Copy)]
pub struct Heir {
    /// Who is elected before.
    pub before: u16,
    /// Who then stands.
    pub further: u16,
}

/// One question. Lists of candidates are by number; entry 0 is nobody.
#[derive(Debug, Clone)]
pub struct Contest {
    /// The rule book.
    pub rules: Rules,
    /// How many places.
    pub seats: usize,
    /// Who has not withdrawn.
    pub stands: Vec<bool>,
    /// Write-ins counted together: never elected.
    pub undeclared: Vec<bool>,
    /// Who begins to stand when whom is elected: each further «re-open nominations».
    pub heirs: Vec<Heir>,
    /// Who may not be excluded whatever happens.
    pub protected: Vec<bool>,
    /// At least or at most so many of a group.
    pub constraints: Vec<Constraint>,
    /// Decimal places in which papers are weighed.
    pub weight_decimals: u32,
}

/// Why a count ends without a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// A tie is left to lot, and neither seed nor decision speaks.
    LotNeeded {
        /// The stage that is being made.
        stage: u32,
        /// What for.
        purpose: Purpose,
        /// Candidate numbers, ascending.
        among: Vec<u16>,
    },
    /// There is no result at all.
    Impossible(&'static str),
    /// This counter does not know how.
    Unsupported(String),
    /// Somebody asked to stop.
    Interrupted,
}

/// How lots are drawn.
pub trait Lots {
    /// One rank a candidate, from candidate 1 on, for this stage and purpose of a contest with so many valid papers
    /// (whole ones): the least rank is chosen. Below zero: a recorded decision. `UNDECIDED`: nothing speaks.
    fn ranks(&mut self, valid: u64, stage: u32, purpose: Purpose) -> Result<Vec<i64>, Halt>;
}

/// The rank where neither seed nor decision speaks.
pub const UNDECIDED: i64 = 1 << 30;
