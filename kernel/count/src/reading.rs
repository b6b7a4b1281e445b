//! A ranking as it was cast becomes a ranking as a rule book reads it.
//!
//! As cast (`ballots/ballots.py`): c > 0 names candidate c at the next preference, c < 0 names -c at the same one, 0 is a
//! skipped preference. As read: candidates in order, and overvoted preferences whose meaning depends on who continues.

use crate::questions::{Overvoted, Reading, Repeated, Skipped};

/// What a paper says at one preference, after all that does not depend on the state of the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// This candidate.
    Candidate(u16),
    /// An overvoted preference that is decided each time: these candidates, ascending.
    Several(Vec<u16>),
}

/// Reads rankings one after another.
pub struct Reader {
    answers: Reading,
    seen: Vec<u32>,
    paper: u32,
    group: Vec<u16>,
}

/// The token of an overvoted preference of which the file does not say who it names: two or more who all continue.
pub const OVERVOTE: i16 = i16::MAX;

impl Reader {
    /// A reader of papers that name candidates 1 to `candidates`.
    pub fn new(answers: Reading, candidates: usize) -> Self {
        Self { answers, seen: vec![0; candidates + 1], paper: 0, group: Vec::new() }
    }

    /// Whether every preference names one candidate, and nobody twice: such a ranking reads as it was cast.
    pub fn reads_as_cast(&mut self, ranking: &[i16]) -> bool {
        self.paper += 1;
        ranking.iter().all(|&token| {
            let seen = usize::try_from(token).ok().filter(|&c| c > 0).and_then(|c| self.seen.get_mut(c));
            seen.is_some_and(|seen| std::mem::replace(seen, self.paper) != self.paper)
        })
    }

    /// Writes every preference that may count. Nothing is left of a paper that is invalid for a repetition.
    pub fn read(&mut self, ranking: &[i16], said: &mut Vec<Said>) {
        said.clear();
        self.paper += 1;
        let mut at = 0;
        let mut skipped_before = false;
        while at < ranking.len() {
            let unknown = self.take_preference(ranking, &mut at);
            let skipped = self.group.is_empty() && !unknown;
            if skipped {
                match self.answers.skipped {
                    Skipped::Stops => return,
                    Skipped::PassedOver => {}
                    Skipped::StopsAfterTwo => {
                        if skipped_before {
                            return;
                        }
                    }
                }
            } else if unknown || self.group.len() > 1 {
                if self.overvoted(unknown, said) {
                    return;
                }
            } else {
                let candidate = self.group[0];
                let seen = &mut self.seen[usize::from(candidate)];
                if *seen == self.paper {
                    match self.answers.repeated {
                        Repeated::Ignored => {}
                        Repeated::Stops => return,
                        Repeated::Invalid => {
                            said.clear();
                            return;
                        }
                    }
                } else {
                    *seen = self.paper;
                    said.push(Said::Candidate(candidate));
                }
            }
            skipped_before = skipped;
        }
    }

    /// What an overvoted preference does; whether the paper stops there whoever continues.
    fn overvoted(&mut self, unknown: bool, said: &mut Vec<Said>) -> bool {
        match self.answers.overvoted {
            Overvoted::Stops => true,
            Overvoted::PassedOver => false,
            Overvoted::StopsIfSeveral | Overvoted::StopsIfAny => {
                if !unknown {
                    said.push(Said::Several(self.group.clone()));
                }
                unknown
            }
        }
    }

    /// The different candidates of the preference at `at`, ascending; whether there are others whom nobody knows.
    fn take_preference(&mut self, ranking: &[i16], at: &mut usize) -> bool {
        self.group.clear();
        let first = ranking[*at];
        *at += 1;
        if first != 0 && first != OVERVOTE {
            self.group.push(first.unsigned_abs());
        }
        while *at < ranking.len() && ranking[*at] < 0 {
            self.group.push(ranking[*at].unsigned_abs());
            *at += 1;
        }
        if self.group.len() > 1 {
            self.group.sort_unstable();
            self.group.dedup();
        }
        first == OVERVOTE
    }
}
