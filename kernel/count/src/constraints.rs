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

/// What was found out about some numbers of each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    guarded: Vec<bool>,
    doomed: Vec<bool>,
    anybody: bool,
}

/// So few kinds of candidates are tried without noting what cannot be.
const FEW: usize = 3;

/// The constraints of a contest, and what was found out about them.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    list: Vec<Constraint>,
    kind: Vec<usize>,
    /// Which constraints each kind belongs to.
    kinds: Vec<Vec<bool>>,
    /// By how many of each kind are elected, how many of each continue, and the places.
    known: HashMap<Vec<usize>, Found>,
    /// Room for such numbers.
    numbers: Vec<usize>,
}

/// Who is guarded and who is doomed among those who continue.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    kind: &'a [usize],
    found: &'a Found,
}

impl Bounds<'_> {
    /// Whether anybody is guarded or doomed.
    pub fn anybody(&self) -> bool {
        self.found.anybody
    }

    /// Whether this candidate, who continues, must not be excluded.
    pub fn guarded(&self, candidate: u16) -> bool {
        self.found.guarded[self.kind[usize::from(candidate)]]
    }

    /// Whether this candidate, who continues, cannot be elected any more.
    pub fn doomed(&self, candidate: u16) -> bool {
        self.found.doomed[self.kind[usize::from(candidate)]]
    }
}

/// What cannot be: from which kind on, what each group has, and the places.
type Failed = HashSet<(usize, Vec<usize>, usize)>;

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
        Self { list: list.to_vec(), kind, kinds, known: HashMap::new(), numbers: Vec::new() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether some choice among `continuing` fills min(places, all) places so that, with `elected`, all are met.
    pub fn feasible(&self, elected: &[u16], continuing: &[u16], places: usize) -> bool {
        let mut numbers = vec![0; 2 * self.kinds.len()];
        let (of_elected, of_continuing) = numbers.split_at_mut(self.kinds.len());
        elected.iter().for_each(|&c| of_elected[self.kind[usize::from(c)]] += 1);
        continuing.iter().for_each(|&c| of_continuing[self.kind[usize::from(c)]] += 1);
        self.can_be_met(of_elected, of_continuing, places)
    }

    /// Of the continuing: who is guarded, who is doomed.
    pub fn bounds(
        &mut self,
        elected: impl Iterator<Item = u16>,
        continuing: impl Iterator<Item = u16>,
        places: usize,
    ) -> Bounds<'_> {
        let kinds = self.kinds.len();
        self.numbers.clear();
        self.numbers.resize(2 * kinds, 0);
        elected.for_each(|c| self.numbers[self.kind[usize::from(c)]] += 1);
        continuing.for_each(|c| self.numbers[kinds + self.kind[usize::from(c)]] += 1);
        self.numbers.push(places);
        if !self.known.contains_key(&self.numbers) {
            let found = self.find(&self.numbers[..kinds], &self.numbers[kinds..2 * kinds], places);
            self.known.insert(self.numbers.clone(), found);
        }
        Bounds { kind: &self.kind, found: &self.known[&self.numbers] }
    }

    fn find(&self, elected: &[usize], continuing: &[usize], places: usize) -> Found {
        let nobody = vec![false; self.kinds.len()];
        let mut found = Found { guarded: nobody.clone(), doomed: nobody, anybody: false };
        let (mut with, mut others) = (elected.to_vec(), continuing.to_vec());
        for kind in (0..self.kinds.len()).filter(|&kind| continuing[kind] > 0) {
            others[kind] -= 1;
            found.guarded[kind] = !self.can_be_met(elected, &others, places);
            with[kind] += 1;
            found.doomed[kind] = places == 0 || !self.can_be_met(&with, &others, places - 1);
            (with[kind], others[kind]) = (elected[kind], continuing[kind]);
            found.anybody |= found.guarded[kind] || found.doomed[kind];
        }
        found
    }

    fn can_be_met(&self, elected: &[usize], continuing: &[usize], places: usize) -> bool {
        let mut have: Vec<usize> = (0..self.list.len())
            .map(|i| (0..self.kinds.len()).filter(|&kind| self.kinds[kind][i]).map(|kind| elected[kind]).sum())
            .collect();
        let all: usize = continuing.iter().sum();
        self.choose(0, &mut have, continuing, places.min(all), &mut HashSet::new())
    }

    /// Whether kinds from `kind` on can fill exactly `places`, given what each group has; which is the same afterwards.
    fn choose(
        &self,
        kind: usize,
        have: &mut Vec<usize>,
        continuing: &[usize],
        places: usize,
        failed: &mut Failed,
    ) -> bool {
        if !self.within_reach(kind, have, continuing, places) {
            return false;
        }
        if kind == self.kinds.len() {
            return places == 0;
        }
        let many = self.kinds.len() > FEW;
        if many && failed.contains(&(kind, have.clone(), places)) {
            return false;
        }
        let most = continuing[kind].min(places);
        let mut met = false;
        for number in 0..=most {
            met = self.choose(kind + 1, have, continuing, places - number, failed);
            if met || number == most {
                self.add(kind, have, |has| has - number);
                break;
            }
            self.add(kind, have, |has| has + 1);
        }
        if many && !met {
            failed.insert((kind, have.clone(), places));
        }
        met
    }

    /// Changes what each group has to which this kind belongs.
    fn add(&self, kind: usize, have: &mut [usize], change: impl Fn(usize) -> usize) {
        for (has, _) in have.iter_mut().zip(&self.kinds[kind]).filter(|(_, belongs)| **belongs) {
            *has = change(*has);
        }
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
