//! Who receives a paper that comes to a token, given who may receive at all.

use crate::papers::Papers;
use crate::questions::Overvoted;

/// In place of who receives: the paper stops.
pub const STOP: u16 = 0;

/// In place of who receives, above those held back: the papers are a group, which is to be divided.
pub fn group(candidates: usize) -> u16 {
    number(candidates + 2)
}

/// In place of who receives, above the groups: the preference is passed over, and papers go further.
pub fn further(candidates: usize) -> u16 {
    number(candidates + 3)
}

/// A table of who receives, and the list of them.
#[derive(Debug, Clone, Default)]
pub struct Receivers {
    /// Per token: the candidate who receives, `further` or STOP; one above the last candidate, where papers are held; of the
    /// last token, which begins no preference, `group`.
    targets: Vec<u16>,
    tokens: usize,
    candidates: usize,
    /// To whom a paper may come at all, ascending, STOP and the one above the last candidate among them.
    who: Vec<u16>,
}

impl Receivers {
    /// Writes the table. `receives[c]`: whether candidate c may receive. hold: papers that an overvoted preference
    /// stops are held one above the last candidate.
    pub fn write<T>(&mut self, papers: &Papers<T>, receives: &[bool], hold: bool) {
        let held = number(papers.candidates + 1);
        self.candidates = papers.candidates;
        let pass = self.pass();
        self.tokens = papers.group_token() + 1;
        // A narrow token is always within the table.
        self.targets.resize(self.tokens.max(256), pass);
        self.targets[0] = STOP;
        self.who.clear();
        self.who.push(STOP);
        self.targets[1..=papers.candidates].fill(pass);
        for c in (1..=papers.candidates).filter(|&c| receives[c]) {
            self.targets[c] = number(c);
            self.who.push(number(c));
        }
        self.who.push(held);
        self.targets[papers.group_token()] = group(papers.candidates);
        for (target, among) in self.targets[papers.candidates + 1..].iter_mut().zip(&papers.several) {
            let mut continuing = among.iter().copied().filter(|&c| receives[usize::from(c)]);
            let stop = if hold { held } else { STOP };
            *target = match (continuing.next(), continuing.next(), papers.overvoted) {
                (None, _, _) => pass,
                (Some(one), None, Overvoted::StopsIfSeveral) => one,
                (Some(_), Some(_), Overvoted::StopsIfSeveral) => stop,
                (Some(_), _, Overvoted::StopsIfAny) => stop,
                (Some(_), _, Overvoted::Stops | Overvoted::PassedOver) => {
                    unreachable!("such preferences were decided when the papers were read")
                }
            };
        }
    }

    /// Where this candidate would receive, the preference is passed over from now on.
    pub fn cease(&mut self, candidate: u16) {
        let Ok(place) = self.who.binary_search(&candidate) else { return };
        self.who.remove(place);
        let pass = self.pass();
        self.targets[usize::from(candidate)] = pass;
        let overvoted = &mut self.targets[self.candidates + 1..self.tokens];
        overvoted.iter_mut().filter(|target| **target == candidate).for_each(|target| *target = pass);
    }

    /// The table: as many entries as tokens, and never less than 256.
    pub fn targets(&self) -> &[u16] {
        &self.targets
    }

    /// What stands in the table for a preference that is passed over.
    pub fn pass(&self) -> u16 {
        further(self.candidates)
    }

    /// How many tokens there are.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// To whom a paper may come at all, ascending: to nobody (STOP) first, to those held last.
    pub fn who(&self) -> &[u16] {
        &self.who
    }
}

fn number(candidate: usize) -> u16 {
    u16::try_from(candidate).expect("candidates are numbered in 16 bits")
}
