//! What is done with papers in parcels: to deal a parcel to the next candidates of its papers.

use crate::receivers::Receivers;

/// How many papers carry each ranking, as they are passed.
#[derive(Debug, Clone, Copy)]
pub enum Weights<'a> {
    /// In 32 bits.
    Narrow(&'a [i32]),
    /// In 64 bits.
    Wide(&'a [i64]),
}

/// How many papers, in units of the ballots: 32 bits where all of them together fit.
pub trait Weight: Copy + Send + Sync + 'static {
    /// The most that it holds.
    const MOST: u64;
    /// As 64 bits.
    fn get(self) -> u64;
    /// The lowest bits.
    fn of(papers: u64) -> Self;
    /// The lowest bits of the sum.
    fn and(self, other: Self) -> Self;
    /// The difference.
    fn less(self, other: Self) -> Self;
    /// Whether there are none.
    fn none(self) -> bool;
}

macro_rules! weights {
    ($($kind:ty),+) => {$(
        impl Weight for $kind {
            const MOST: u64 = <$kind>::MAX as u64;
            #[inline(always)]
            fn get(self) -> u64 {
                u64::from(self)
            }
            #[inline(always)]
            fn of(papers: u64) -> Self {
                papers as $kind
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline(always)]
            fn less(self, other: Self) -> Self {
                self - other
            }
            #[inline(always)]
            fn none(self) -> bool {
                self == 0
            }
        }
    )+};
}
weights!(u32, u64);

/// A run of entries in a candidate's pile.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parcel {
    /// Candidate number; one above the last candidate: papers held back at an overvoted preference.
    pub candidate: u16,
    /// Its first entry.
    pub start: u32,
    /// How many entries it has.
    pub len: u32,
}

/// What one receiver got.
#[derive(Debug, Clone, Copy, Default)]
pub struct Received {
    /// The parcel they form.
    pub parcel: Parcel,
    /// How many papers.
    pub papers: u64,
}

/// What became of papers that were dealt.
#[derive(Debug, Default)]
pub struct Dealt {
    /// By candidate, ascending; only who received papers.
    pub received: Vec<Received>,
    /// Papers without a next preference.
    pub stopped: u64,
}

/// A deck of papers, whatever the types inside.
pub trait Deck {
    /// Begins an election: how many papers carry each ranking. How many there are together; nothing where that is more
    /// than this deck holds.
    fn load(&mut self, weights: Weights) -> Option<u64>;
    /// Deals every paper to its first candidate.
    fn deal_all(&mut self, receivers: &Receivers, dealt: &mut Dealt);
    /// Deals the papers of these parcels, which are no more afterwards, to their next candidates.
    fn deal(&mut self, parcels: &[Parcel], receivers: &Receivers, dealt: &mut Dealt);
    /// Parcels that will never move again.
    fn forget(&mut self, parcels: &[Parcel]);
    /// The number of candidates.
    fn candidates(&self) -> usize;
    /// Whether there are overvoted preferences that depend on who continues.
    fn has_overvotes(&self) -> bool;
    /// Writes who receives: `receives[c]`, c from 1. hold: papers that an overvoted preference stops are held in a
    /// parcel of their own, to be looked at again.
    fn write_receivers(&self, receives: &[bool], hold: bool, receivers: &mut Receivers);
    /// Calls `vote` with (candidate, papers) for each of the first `most` candidates of every paper.
    fn first_candidates(&self, receivers: &Receivers, most: usize, vote: &mut dyn FnMut(u16, u64));
    /// So often was a paper, or a group of papers, looked at since the election began.
    fn moved(&self) -> u64;
}
