//! All rankings of an election as the counter holds them: tokens one after another, each ranking ended by 0.
//!
//! A token c from 1 to the number of candidates is candidate c; larger ones are overvoted preferences, numbered as they
//! are found. Rankings that many elections share are also grouped by their common beginnings (`Groups`), so that papers
//! that have moved together so far move as one.

use std::collections::HashMap;

use crate::questions::{Overvoted, Reading};
use crate::reading::{Reader, Said};

/// A token: the narrowest type that holds them all, so that more of them fit into the processor's cache.
pub trait Token: Copy + Eq + Send + Sync + 'static {
    /// The token as an index.
    fn index(self) -> usize;
    /// The token of this index.
    fn of(index: usize) -> Self;
}

macro_rules! tokens {
    ($($kind:ty),+) => {$(
        impl Token for $kind {
            fn index(self) -> usize {
                usize::try_from(self).expect("a token is small")
            }
            fn of(index: usize) -> Self {
                Self::try_from(index).expect("the type was chosen to hold every token")
            }
        }
    )+};
}
tokens!(u8, u16, u32);

/// Rankings as cast: all tokens one after another, and where each ranking starts (one entry more than rankings).
#[derive(Clone, Copy)]
pub struct Cast<'a> {
    /// See `reading`.
    pub tokens: &'a [i16],
    /// Offsets into tokens.
    pub starts: &'a [i64],
}

/// The rankings as read.
pub struct Papers<T> {
    /// All rankings, each ended by 0.
    pub tokens: Vec<T>,
    /// Where each ranking starts.
    pub rows: Vec<u32>,
    /// The number of candidates.
    pub candidates: usize,
    /// The candidates of every overvoted preference that depends on who continues.
    pub several: Vec<Vec<u16>>,
    /// How such a preference is decided.
    pub overvoted: Overvoted,
    /// Common beginnings, where they are shared by many elections.
    pub groups: Option<Groups<T>>,
}

/// Rankings sorted, and their common beginnings as a tree. A place in a ranking is a number: below `len()` a group, from
/// there on an offset into the tokens.
pub struct Groups<T> {
    /// Rankings in sorted order.
    pub order: Vec<u32>,
    /// Where the next preferences of each group start in the lists below; each group has one entry more, for the end.
    pub first: Vec<u32>,
    /// The token of a next preference.
    pub token: Vec<T>,
    /// The place behind it.
    pub at: Vec<u32>,
    /// The first ranking (in sorted order) with that beginning.
    pub low: Vec<u32>,
    /// How many tokens lie before each group's next preferences.
    pub depth: Vec<u32>,
}

/// Papers with tokens of whatever type holds them.
pub enum AnyPapers {
    /// Up to 255 tokens.
    Narrow(Papers<u8>),
    /// Up to 65,535 tokens.
    Middle(Papers<u16>),
    /// More.
    Wide(Papers<u32>),
}

/// The rankings do not fit into 32-bit offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

impl AnyPapers {
    /// Reads the rankings. `grouped`: also find common beginnings.
    pub fn read(cast: Cast, candidates: usize, answers: Reading, grouped: bool) -> Result<Self, TooLong> {
        let bound = cast.tokens.len() + 2 * cast.starts.len();
        if bound >= usize::try_from(u32::MAX / 2).unwrap_or(usize::MAX) {
            return Err(TooLong);
        }
        let dynamic = match answers.overvoted {
            Overvoted::Stops | Overvoted::PassedOver => 0,
            Overvoted::StopsIfSeveral | Overvoted::StopsIfAny => cast.tokens.iter().filter(|&&token| token < 0).count(),
        };
        Ok(match candidates + dynamic {
            0..=255 => Self::Narrow(Papers::read(cast, candidates, answers, grouped)),
            256..=65_535 => Self::Middle(Papers::read(cast, candidates, answers, grouped)),
            _ => Self::Wide(Papers::read(cast, candidates, answers, grouped)),
        })
    }
}

impl<T: Token> Papers<T> {
    fn read(cast: Cast, candidates: usize, answers: Reading, grouped: bool) -> Self {
        let mut papers = Self {
            tokens: Vec::with_capacity(cast.tokens.len() + cast.starts.len()),
            rows: Vec::with_capacity(cast.starts.len()),
            candidates,
            several: Vec::new(),
            overvoted: answers.overvoted,
            groups: None,
        };
        let mut reader = Reader::new(answers, candidates);
        let mut number: HashMap<Vec<u16>, usize> = HashMap::new();
        let mut said = Vec::new();
        for span in cast.starts.windows(2) {
            papers.rows.push(offset(papers.tokens.len()));
            let ranking = &cast.tokens[index(span[0])..index(span[1])];
            reader.read(ranking, &mut said);
            for preference in said.drain(..) {
                let token = match preference {
                    Said::Candidate(candidate) => usize::from(candidate),
                    Said::Several(among) => {
                        let next = candidates + 1 + papers.several.len();
                        *number.entry(among).or_insert_with_key(|among| {
                            papers.several.push(among.clone());
                            next
                        })
                    }
                };
                papers.tokens.push(T::of(token));
            }
            papers.tokens.push(T::of(0));
        }
        if grouped {
            papers.groups = Some(Groups::of(&papers));
        }
        papers
    }

    /// The ranking from its `depth`-th token on, with the 0 at its end.
    fn rest(&self, row: u32, depth: usize) -> &[T] {
        let rest = &self.tokens[self.rows[wide(row)] as usize + depth..];
        let end = rest.iter().position(|token| token.index() == 0).expect("every ranking ends");
        &rest[..=end]
    }
}

impl<T: Token> Groups<T> {
    fn of(papers: &Papers<T>) -> Self {
        let rankings = papers.rows.len();
        let mut groups = Self {
            order: (0..offset(rankings)).collect(),
            first: Vec::new(),
            token: Vec::new(),
            at: Vec::new(),
            low: Vec::new(),
            depth: Vec::new(),
        };
        // Groups still to be divided, in order of number: first and last ranking, and how deep.
        let mut spans = vec![(0, rankings, 0)];
        let mut next = 0;
        let mut tails = Vec::new();
        while next < spans.len() {
            let (low, high, depth) = spans[next];
            next += 1;
            let token = |row: u32| papers.tokens[papers.rows[wide(row)] as usize + depth];
            groups.order[low..high].sort_by_key(|&row| token(row).index());
            groups.first.push(offset(groups.token.len()));
            groups.depth.push(offset(depth));
            let mut from = low;
            while from < high {
                let shared = token(groups.order[from]);
                let to = from + groups.order[from..high].iter().take_while(|&&row| token(row) == shared).count();
                groups.token.push(shared);
                groups.low.push(offset(from));
                if shared.index() != 0 && to - from > 1 && !alike(papers, &groups.order[from..to], depth + 1) {
                    groups.at.push(offset(spans.len()));
                    spans.push((from, to, depth + 1));
                } else {
                    tails.push(groups.at.len());
                    groups.at.push(papers.rows[wide(groups.order[from])] + offset(depth) + 1);
                }
                from = to;
            }
            groups.token.push(T::of(0));
            groups.low.push(offset(high));
            groups.at.push(0);
        }
        let number = offset(spans.len());
        groups.first.push(offset(groups.token.len()));
        for tail in tails {
            groups.at[tail] += number;
        }
        groups
    }

    /// The number of groups.
    pub fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// Whether there is none (there always is the one of all rankings).
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Whether the rankings go on alike to their ends.
fn alike<T: Token>(papers: &Papers<T>, rows: &[u32], depth: usize) -> bool {
    let first = papers.rest(rows[0], depth);
    rows[1..].iter().all(|&row| papers.rest(row, depth) == first)
}

pub(crate) fn offset(value: usize) -> u32 {
    u32::try_from(value).expect("checked when the rankings were read")
}

pub(crate) fn wide(value: u32) -> usize {
    usize::try_from(value).expect("32 bits fit")
}

fn index(value: i64) -> usize {
    usize::try_from(value).expect("offsets are not negative")
}
