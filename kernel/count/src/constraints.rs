//! At least, or at most, so many of a group: who is guarded, who is doomed, decided exactly.
//!
//! Candidates who belong to the same groups are of one kind. Whether the places left can be filled so that every
//! constraint is met depends only on how many of each kind continue and are elected.

use std::collections::{HashMap, HashSet};

/// One constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// At least so many (else at most).
    pub at_least: bool,
    /// How many.
    pub number: usize,
    /// Who belongs to the group, by candidate number.
    pub members: Vec<bool>,
}

/// Which kinds are guarded, and which are doomed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    guarded: Vec<bool>,
    doomed: Vec<bool>,
}

/// The constraints of a contest, and what was found out about them.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    list: Vec<Constraint>,
    kind: Vec<usize>,
    /// Which constraints each kind belongs to.
    kinds: Vec<Vec<bool>>,
    known: HashMap<(Vec<usize>, Vec<usize>, usize), Bound>,
}

impl Constraints {
    /// For candidates 1 to `candidates`.
    pub fn new(list: &[Constraint], candidates: usize) -> Self {
        let mut kinds: Vec<Vec<bool>> = Vec::new();
        let kind = (0..=candidates)
            .map(|c| {
                let belongs: Vec<bool> = list.iter().map(|constraint| constraint.members[c]).collect();
                kinds.iter().position(|known| *known == belongs).unwrap_or_else(|| {
                    kinds.push(belongs);
                    kinds.len() - 1
                })
            })
            .collect();
        Self { list: list.to_vec(), kind, kinds, known: HashMap::new() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether some choice among `continuing` fills min(places, all) places so that, with `elected`, all are met.
    pub fn feasible(&self, elected: &[u16], continuing: &[u16], places: usize) -> bool {
        self.can_be_met(&self.number(elected), &self.number(continuing), places)
    }

    /// Of the continuing: who is guarded, who is doomed, as lists of candidates.
    pub fn bound(&mut self, elected: &[u16], continuing: &[u16], places: usize) -> (Vec<u16>, Vec<u16>) {
        let key = (self.number(elected), self.number(continuing), places);
        if !self.known.contains_key(&key) {
            let found = self.find(&key.0, &key.1, places);
            self.known.insert(key.clone(), found);
        }
        let found = &self.known[&key];
        let of = |list: &[bool]| continuing.iter().copied().filter(|&c| list[self.kind[usize::from(c)]]).collect();
        (of(&found.guarded), of(&found.doomed))
    }

    /// How many of each kind.
    fn number(&self, candidates: &[u16]) -> Vec<usize> {
        let mut number = vec![0; self.kinds.len()];
        for &c in candidates {
            number[self.kind[usize::from(c)]] += 1;
        }
        number
    }

    fn find(&self, elected: &[usize], continuing: &[usize], places: usize) -> Bound {
        let mut found = Bound { guarded: vec![false; self.kinds.len()], doomed: vec![false; self.kinds.len()] };
        for kind in 0..self.kinds.len() {
            if continuing[kind] == 0 {
                continue;
            }
            let mut others = continuing.to_vec();
            others[kind] -= 1;
            found.guarded[kind] = !self.can_be_met(elected, &others, places);
            let mut with = elected.to_vec();
            with[kind] += 1;
            found.doomed[kind] = places == 0 || !self.can_be_met(&with, &others, places - 1);
        }
        found
    }

    fn can_be_met(&self, elected: &[usize], continuing: &[usize], places: usize) -> bool {
        let have = (0..self.list.len())
            .map(|i| (0..self.kinds.len()).filter(|&kind| self.kinds[kind][i]).map(|kind| elected[kind]).sum())
            .collect();
        let all: usize = continuing.iter().sum();
        self.choose(0, have, continuing, places.min(all), &mut HashSet::new())
    }

    /// Whether kinds from `kind` on can fill exactly `places`, given what each group has. failed: what cannot.
    fn choose(
        &self,
        kind: usize,
        have: Vec<usize>,
        continuing: &[usize],
        places: usize,
        failed: &mut HashSet<(usize, Vec<usize>, usize)>,
    ) -> bool {
        if !self.within_reach(kind, &have, continuing, places) {
            return false;
        }
        if kind == self.kinds.len() {
            return places == 0;
        }
        if failed.contains(&(kind, have.clone(), places)) {
            return false;
        }
        for number in 0..=continuing[kind].min(places) {
            let now = have.iter().zip(&self.kinds[kind]).map(|(&n, &belongs)| n + if belongs { number } else { 0 });
            if self.choose(kind + 1, now.collect(), continuing, places - number, failed) {
                return true;
            }
        }
        failed.insert((kind, have, places));
        false
    }

    /// Whether no constraint is broken already, or can no longer be met by all that is left.
    fn within_reach(&self, kind: usize, have: &[usize], continuing: &[usize], places: usize) -> bool {
        let left: usize = continuing[kind..].iter().sum();
        left >= places
            && self.list.iter().zip(have).enumerate().all(|(i, (constraint, &n))| {
                let more: usize = (kind..self.kinds.len()).filter(|&k| self.kinds[k][i]).map(|k| continuing[k]).sum();
                if constraint.at_least { n + more.min(places) >= constraint.number } else { n <= constraint.number }
            })
    }
}
