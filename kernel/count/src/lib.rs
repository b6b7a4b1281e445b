//! The second witness: counts an election by the Single Transferable Vote, as `docs/counting.md` says, in whole numbers
//! only. It shares nothing with the statute counter but that page and the rule books' answers.
#![forbid(unsafe_code)]

mod constraints;
mod contest;
mod count;
mod deck;
mod electing;
mod exclusion;
mod facts;
mod meek;
mod number;
mod papers;
mod parcels;
mod plurality;
mod questions;
mod reading;
mod receivers;
mod run;
mod support;
mod surplus;
mod ties;
mod tokens;
mod transfers;

pub use constraints::{Bounds, Constraint, Constraints};
pub use contest::{Contest, Halt, Heir, Lots, Purpose, UNDECIDED};
pub use deck::Weights;
pub use facts::{By, Found, Kind, Outcome, Stage, Step, Tie};
pub use number::Number;
pub use papers::{AnyPapers, Cast, TooLong};
pub use questions::*;
pub use run::{Room, count, count_exactly, loaded};
