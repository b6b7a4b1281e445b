//! All rankings of an election as the counter holds them: tokens one after another, each ranking ended by 0.
//!
//! A token c from 1 to the number of candidates is candidate c; larger ones are overvoted preferences, numbered as they
//! are found, and the last of all stands for a group. Rankings that many elections share are also grouped by their common
//! beginnings (`Groups`), so that papers that have moved together so far move as one.

use std::collections::HashMap;

use crate::questions::{Overvoted, Reading};
use crate::reading::{Reader, Said};
use crate::tokens::{AT_ONCE, Token};

/// So many rankings with a common beginning are a group; fewer go on faster each alone.
const FEWEST: usize = 8;
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
    /// All rankings, each ended by 0; and some more, since whoever looks at some at once may look beyond the last.
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

/// Rankings in an order in which those with a common beginning stand together, and these beginnings as a tree. Where a
/// paper stands is a place among the tokens; each group has a place of its own there, whose token says that it is one.
pub struct Groups<T> {
    /// The rankings in that order.
    pub order: Vec<u32>,
    /// In the same order: the place from which a ranking goes on alone.
    pub alone: Vec<u32>,
    /// The groups.
    pub all: Vec<Group>,
    /// The groups within each, by their next preference.
    pub within: Vec<Within<T>>,
    /// The place of the first group; those of the others follow.
    pub place: u32,
}

/// Rankings with a common beginning: first the groups within it, then those rankings that go on alone.
#[derive(Clone, Copy)]
pub struct Group {
    /// The groups within, in the list of all.
    pub within: (u32, u32),
    /// The rankings that go on alone.
    pub alone: (u32, u32),
    /// How many tokens they have in common.
    pub depth: u32,
}

/// A group within another.
#[derive(Clone, Copy)]
pub struct Within<T> {
    /// The preference that is common to it, behind those of the group around it.
    pub token: T,
    /// Its number.
    pub group: u32,
    /// Its rankings.
    pub rankings: (u32, u32),
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
        // Beside those of candidates and preferences there is 0, and the token of a group.
        Ok(match candidates + dynamic + 1 {
            0..=255 => Self::Narrow(Papers::read(cast, candidates, answers, grouped)),
            256..=65_535 => Self::Middle(Papers::read(cast, candidates, answers, grouped)),
            _ => Self::Wide(Papers::read(cast, candidates, answers, grouped)),
        })
    }
}

impl<T> Papers<T> {
    /// The token that stands for a group, as an index: the last.
    pub fn group_token(&self) -> usize {
        self.candidates + 1 + self.several.len()
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
            if reader.reads_as_cast(ranking) {
                papers.tokens.extend(ranking.iter().map(|&token| T::of(usize::from(token.unsigned_abs()))));
                papers.tokens.push(T::of(0));
                continue;
            }
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
        papers.tokens.extend([T::of(0); AT_ONCE]);
        if grouped {
            let mut groups = Groups::of(&papers);
            papers.sort_as(&mut groups);
            papers.groups = Some(groups);
        }
        papers
    }

    /// Rankings that move together stand together from now on.
    fn sort_as(&mut self, groups: &mut Groups<T>) {
        let mut tokens = Vec::with_capacity(self.tokens.len());
        for (&row, place) in groups.order.iter().zip(&mut groups.alone) {
            let from = wide(self.rows[wide(row)]);
            let end = from + self.tokens[from..].iter().position(|token| token.index() == 0).expect("0 ends each");
            let to = tokens.len();
            tokens.extend_from_slice(&self.tokens[from..=end]);
            *place = offset(to + wide(*place) - from);
            self.rows[wide(row)] = offset(to);
        }
        groups.place = offset(tokens.len());
        tokens.resize(tokens.len() + groups.all.len(), T::of(self.group_token()));
        tokens.extend([T::of(0); AT_ONCE]);
        self.tokens = tokens;
    }
}

impl<T: Token> Groups<T> {
    fn of(papers: &Papers<T>) -> Self {
        let rankings = papers.rows.len();
        let order: Vec<u32> = (0..offset(rankings)).collect();
        let mut groups = Self { alone: order.clone(), order, all: Vec::new(), within: Vec::new(), place: 0 };
        // Groups still to be divided, in order of number: first and last ranking, and how deep.
        let mut spans = vec![(0, rankings, 0)];
        while let Some(&(low, high, depth)) = spans.get(groups.all.len()) {
            groups.divide(papers, low, high, depth, &mut spans);
        }
        groups
    }

    /// Divides the rankings from low to high, which have their first `depth` tokens in common.
    fn divide(
        &mut self,
        papers: &Papers<T>,
        low: usize,
        high: usize,
        depth: usize,
        spans: &mut Vec<(usize, usize, usize)>,
    ) {
        let token = |row: u32| papers.tokens[wide(papers.rows[wide(row)]) + depth];
        self.order[low..high].sort_by_key(|&row| token(row).index());
        let (mut together, mut alone) = (Vec::new(), Vec::new());
        let first = self.within.len();
        for run in self.order[low..high].chunk_by(|&a, &b| token(a) == token(b)) {
            if run.len() < FEWEST || token(run[0]).index() == 0 {
                alone.extend_from_slice(run);
                continue;
            }
            let from = low + together.len();
            together.extend_from_slice(run);
            let rankings = (offset(from), offset(low + together.len()));
            self.within.push(Within { token: token(run[0]), group: offset(spans.len()), rankings });
            spans.push((from, low + together.len(), depth + 1));
        }
        let begins = low + together.len();
        for (position, &row) in (begins..).zip(&alone) {
            self.alone[position] = papers.rows[wide(row)] + offset(depth);
        }
        self.order[low..begins].copy_from_slice(&together);
        self.order[begins..high].copy_from_slice(&alone);
        let within = (offset(first), offset(self.within.len()));
        self.all.push(Group { within, alone: (offset(begins), offset(high)), depth: offset(depth) });
    }
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
