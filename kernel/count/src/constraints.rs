//! At least, or at most, so many of a group: who is guarded, who is doomed, decided exactly.
//!
//! Candidates who belong to the same groups are of one kind. Whether the places left can be filled so that every
//! constraint is met depends only on how many of each kind continue and are elected.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

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

/// The constraints of a contest, how its count stands, and what was found out about them.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    list: Vec<Constraint>,
    kind: Vec<usize>,
    /// Which constraints each kind belongs to.
    kinds: Vec<Vec<bool>>,
    /// How many of each kind are elected, how many of each continue, and the places they are looked at with.
    numbers: Vec<usize>,
    /// By such numbers: where it is among all that was found.
    known: HashMap<Vec<usize>, usize, BuildHasherDefault<Mixed>>,
    found: Vec<Found>,
}

/// Mixes a few small numbers, which nobody chooses so that they collide.
#[derive(Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        for number in bytes.chunks_exact(size_of::<usize>()) {
            let number = usize::from_ne_bytes(number.try_into().expect("so many were taken"));
            self.0 = (self.0 ^ number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }
    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }
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
        let numbers = vec![0; 2 * kinds.len() + 1];
        Self { list: list.to_vec(), kind, kinds, numbers, ..Self::default() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// So much has been found out.
    pub fn known(&self) -> usize {
        self.found.len()
    }

    /// A count begins, with these who can be elected.
    pub fn begin(&mut self, continuing: impl Iterator<Item = u16>) {
        self.numbers.fill(0);
        continuing.for_each(|c| self.stands(c));
    }

    /// This candidate stands from now on.
    pub fn stands(&mut self, candidate: u16) {
        *self.continuing(candidate) += 1;
    }

    /// This candidate, who has continued, is elected.
    pub fn elect(&mut self, candidate: u16) {
        self.exclude(candidate);
        self.numbers[self.kind[usize::from(candidate)]] += 1;
    }

    /// This candidate, who has continued, is excluded.
    pub fn exclude(&mut self, candidate: u16) {
        *self.continuing(candidate) -= 1;
    }

    /// How many continue of this candidate's kind.
    fn continuing(&mut self, candidate: u16) -> &mut usize {
        &mut self.numbers[self.kinds.len() + self.kind[usize::from(candidate)]]
    }

    /// Whether some choice among those who continue, but for these, fills min(places, all) places so that, with the
    /// elected, all are met.
    pub fn feasible_without(&self, leaving: &[u16], places: usize) -> bool {
        let mut numbers = self.numbers.clone();
        let (elected, continuing) = numbers.split_at_mut(self.kinds.len());
        leaving.iter().for_each(|&c| continuing[self.kind[usize::from(c)]] -= 1);
        self.can_be_met(elected, &continuing[..self.kinds.len()], places)
    }

    /// Of the continuing: who is guarded, who is doomed.
    pub fn bounds(&mut self, places: usize) -> Bounds<'_> {
        let kinds = self.kinds.len();
        self.numbers[2 * kinds] = places;
        let place = self.known.get(&self.numbers).copied().unwrap_or_else(|| {
            self.found.push(self.find(&self.numbers[..kinds], &self.numbers[kinds..2 * kinds], places));
            self.known.insert(self.numbers.clone(), self.found.len() - 1);
            self.found.len() - 1
        });
        Bounds { kind: &self.kind, found: &self.found[place] }
    }

    /// Whether, if the first of these were elected, one of the others would be doomed with so many places left.
    pub fn dooms(&mut self, first: u16, others: &[u16], places: usize) -> bool {
        self.elect(first);
        let bounds = self.bounds(places);
        let dooms = others.iter().any(|&c| c != first && bounds.doomed(c));
        self.numbers[self.kind[usize::from(first)]] -= 1;
        self.stands(first);
        dooms
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
        // The kinds that are left cannot fill more.
        let least = places - places.min(continuing[kind + 1..].iter().sum());
        let mut met = false;
        self.add(kind, have, |has| has + least);
        for number in least..=most {
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
