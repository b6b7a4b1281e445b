//! Sets of small numbers, each told apart from all others and numbered as it is first met.

use std::collections::HashMap;

/// A set of numbers from 0, a bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set(Vec<u64>);

impl Set {
    /// The empty set, with room for numbers below `room`.
    pub fn empty(room: usize) -> Self {
        Self(vec![0; room.div_ceil(64)])
    }

    /// The set of these.
    pub fn of(numbers: &[usize], room: usize) -> Self {
        let mut set = Self::empty(room);
        numbers.iter().for_each(|&number| set.insert(number));
        set
    }

    /// Puts a number in.
    pub fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Takes a number out.
    pub fn remove(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }

    /// Becomes a copy of another set with the same room.
    pub fn become_copy(&mut self, other: &Self) {
        self.0.copy_from_slice(&other.0);
    }

    /// Whether a number is in it.
    pub fn has(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    /// Whether it has a number that the other has not.
    pub fn exceeds(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(mine, theirs)| mine & !theirs != 0)
    }
}

/// The distinct sets that were met, each with a number that it was met with.
#[derive(Debug, Default)]
pub struct Met {
    known: HashMap<Vec<u64>, usize>,
    key: Vec<u64>,
}

impl Met {
    /// The number of this set with this number, from 0; the next one where they are met for the first time.
    pub fn number(&mut self, set: &Set, with: usize) -> usize {
        self.key.clear();
        self.key.push(with as u64);
        self.key.extend(&set.0);
        let next = self.known.len();
        if let Some(&number) = self.known.get(&self.key) {
            return number;
        }
        self.known.insert(self.key.clone(), next);
        next
    }

    /// All of them in the order of their numbers: what each was met with, and the set.
    pub fn in_order(self) -> Vec<(usize, Set)> {
        let mut all: Vec<_> = self.known.into_iter().collect();
        all.sort_unstable_by_key(|(_, number)| *number);
        let apart = |mut key: Vec<u64>| (key.remove(0) as usize, Set(key));
        all.into_iter().map(|(key, _)| apart(key)).collect()
    }
}
