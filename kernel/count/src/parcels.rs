//! Papers in parcels.

use crate::deck::{Dealt, Deck, Parcel, Received, Weight, Weights};
use crate::papers::{GROUP, Papers, offset, wide};
use crate::receivers::{PASS, Receivers, STOP};
use crate::tokens::{Tables, Token};

#[derive(Clone, Copy)]
struct Entry<W> {
    at: u32,
    papers: W,
}

/// A parcel: a run of entries in a candidate's pile.
#[derive(Clone, Copy)]
struct Span {
    candidate: u16,
    start: u32,
    len: u32,
}

/// What a candidate holds.
struct Pile<W> {
    entries: Vec<Entry<W>>,
    /// How many of the entries have neither moved on nor been forgotten.
    live: u32,
    /// While papers are dealt: how many entries there were before, and how many papers have come.
    before: usize,
    papers: u64,
}

impl<W> Pile<W> {
    /// So many entries have moved on or will never move again. Room is used again once all have.
    fn lose(&mut self, entries: u32) {
        self.live -= entries;
        if self.live == 0 {
            self.entries.clear();
            self.before = 0;
        }
    }
}

/// Papers in parcels.
pub struct Parcels<'a, T: Token, W> {
    papers: &'a Papers<T>,
    /// How many papers carry the rankings before each, in sorted order (where they are grouped) or each ranking.
    weights: Vec<W>,
    /// Room for them.
    sorted: Vec<W>,
    piles: Vec<Pile<W>>,
    spans: Vec<Span>,
    stack: Vec<u32>,
    /// Room for who received.
    received: Vec<u16>,
    /// While papers are dealt: to whom.
    tables: Box<T::Tables>,
    moved: u64,
}

impl<'a, T: Token, W: Weight> Parcels<'a, T, W> {
    /// An empty deck for these papers.
    pub fn new(papers: &'a Papers<T>) -> Self {
        let pile = || Pile { entries: Vec::new(), live: 0, before: 0, papers: 0 };
        Self {
            papers,
            weights: Vec::new(),
            sorted: Vec::new(),
            piles: std::iter::repeat_with(pile).take(papers.candidates + 2).collect(),
            spans: Vec::new(),
            stack: Vec::new(),
            received: Vec::new(),
            tables: Box::default(),
            moved: 0,
        }
    }

    /// Ready to deal to these.
    fn dealing(&mut self, receivers: &Receivers) -> Dealing<'_, T, W> {
        self.tables.write(receivers);
        Dealing {
            papers: self.papers,
            weights: &self.weights,
            spans: &mut self.spans,
            piles: &mut self.piles,
            stack: &mut self.stack,
            tables: &self.tables,
        }
    }

    fn load_weights(&mut self, weights: &[impl Copy + Into<i64>]) -> Option<u64> {
        // All bits that any of them has: where these leave room enough, sums without checks are exact, and much faster.
        let (mut bits, mut sum) = (0, 0_u64);
        self.weights.clear();
        self.weights.extend(weights.iter().map(|&weight| {
            let weight: i64 = weight.into();
            bits |= weight;
            sum = sum.wrapping_add(weight as u64);
            W::of(weight as u64)
        }));
        if let Some(groups) = &self.papers.groups {
            let mut before = W::of(0);
            self.sorted.clear();
            self.sorted.push(before);
            self.sorted.extend(groups.order.iter().map(|&row| {
                before = before.and(self.weights[wide(row)]);
                before
            }));
            std::mem::swap(&mut self.weights, &mut self.sorted);
        }
        assert!(bits >= 0, "weights are not negative");
        if bits.leading_zeros() + weights.len().leading_zeros() <= 64 {
            sum = weights.iter().map(|&weight| weight.into().unsigned_abs()).sum();
        }
        (sum <= W::MOST).then_some(sum)
    }

    /// Whether papers will go far on average before somebody receives them.
    fn far(&self, receivers: &Receivers) -> bool {
        3 * receivers.who().len() < self.papers.candidates
    }

    /// What has come since the last time is one parcel for each who received; what has stopped is only counted.
    fn make_parcels(&mut self, receivers: &Receivers, dealt: &mut Dealt) {
        dealt.received.clear();
        dealt.stopped = std::mem::take(&mut self.piles[0].papers);
        self.piles[0].entries.clear();
        // Whether somebody received cannot be foreseen: so everybody is noted, and kept who did.
        let (who, mut number) = (&receivers.who()[1..], 0);
        self.received.resize(who.len(), 0);
        for &candidate in who {
            let pile = &self.piles[usize::from(candidate)];
            self.received[number] = candidate;
            number += usize::from(pile.papers > 0);
        }
        for &candidate in &self.received[..number] {
            let pile = &mut self.piles[usize::from(candidate)];
            let (start, len) = (offset(pile.before), offset(pile.entries.len() - pile.before));
            let parcel = offset(self.spans.len());
            self.spans.push(Span { candidate, start, len });
            dealt.received.push(Received { candidate, papers: std::mem::take(&mut pile.papers), parcel });
            pile.live += len;
            pile.before = pile.entries.len();
            self.moved += u64::from(len);
        }
    }
}

/// Papers on their way to who receives them.
struct Dealing<'d, T: Token, W> {
    papers: &'d Papers<T>,
    weights: &'d [W],
    spans: &'d mut [Span],
    piles: &'d mut [Pile<W>],
    stack: &'d mut Vec<u32>,
    tables: &'d T::Tables,
}

impl<T: Token, W: Weight> Dealing<'_, T, W> {
    /// The entries of these parcels, which are no more afterwards, go on to who receives them.
    fn move_parcels<const AT_ONCE: usize>(&mut self, parcels: &[Parcel]) {
        let mut rest = parcels.iter().peekable();
        while let Some(&&first) = rest.peek() {
            let from = self.spans[wide(first)].candidate;
            let entries = std::mem::take(&mut self.piles[usize::from(from)].entries);
            let mut gone = 0;
            while let Some(&parcel) = rest.next_if(|&&parcel| self.spans[wide(parcel)].candidate == from) {
                let span = &mut self.spans[wide(parcel)];
                let (start, len) = (wide(span.start), std::mem::take(&mut span.len));
                gone += len;
                self.move_on::<AT_ONCE>(entries[start..start + wide(len)].iter().copied());
            }
            let pile = &mut self.piles[usize::from(from)];
            // Only papers held back can come back to where they were.
            let back = std::mem::replace(&mut pile.entries, entries);
            pile.lose(gone);
            pile.entries.extend(back);
        }
    }

    /// All these entries go on to who receives them.
    #[inline(always)]
    fn move_on<const AT_ONCE: usize>(&mut self, entries: impl Iterator<Item = Entry<W>>) {
        let (tokens, candidates, tables) = (&self.papers.tokens[..], number(self.papers.candidates), self.tables);
        for entry in entries {
            if entry.at < GROUP {
                along::<AT_ONCE, T, W>(tokens, candidates, self.piles, entry, tables);
            } else {
                self.move_group::<AT_ONCE>(entry.at);
            }
        }
    }

    /// A group goes on: the groups within it, those of which are divided whose preference is passed over, and the
    /// rankings that go on alone.
    #[inline(never)]
    fn move_group<const AT_ONCE: usize>(&mut self, group: u32) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        let (tokens, candidates, tables) = (&self.papers.tokens[..], number(self.papers.candidates), self.tables);
        self.stack.clear();
        self.stack.push(group);
        while let Some(group) = self.stack.pop() {
            let group = groups.all[wide(group - GROUP)];
            for within in &groups.within[wide(group.within.0)..wide(group.within.1)] {
                let (low, high) = (wide(within.rankings.0), wide(within.rankings.1));
                let target = tables.target(within.token);
                if target == PASS {
                    self.stack.push(within.group);
                } else if target <= candidates {
                    let papers = self.weights[high].less(self.weights[low]);
                    if !papers.none() {
                        give(self.piles, Entry { at: within.group, papers }, target);
                    }
                } else {
                    self.hold(group.depth, low..high, target);
                }
            }
            let (low, high) = (wide(group.alone.0), wide(group.alone.1));
            for (&at, before) in groups.alone[low..high].iter().zip(self.weights[low..=high].windows(2)) {
                let papers = before[1].less(before[0]);
                if !papers.none() {
                    along::<AT_ONCE, T, W>(tokens, candidates, self.piles, Entry { at, papers }, tables);
                }
            }
        }
    }

    /// Holds back rankings, each by itself, at a preference of theirs.
    fn hold(&mut self, preference: u32, rankings: std::ops::Range<usize>, target: u16) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        for sorted in rankings {
            let papers = self.weights[sorted + 1].less(self.weights[sorted]);
            if !papers.none() {
                let at = preference + self.papers.rows[wide(groups.order[sorted])];
                give(self.piles, Entry { at, papers }, target);
            }
        }
    }
}

fn number(candidates: usize) -> u16 {
    u16::try_from(candidates).expect("candidates are numbered in 16 bits")
}

/// The papers of an entry go along their ranking to the next who receives them, or to nobody where they stop.
#[inline(always)]
fn along<const AT_ONCE: usize, T: Token, W: Weight>(
    tokens: &[T],
    candidates: u16,
    piles: &mut [Pile<W>],
    entry: Entry<W>,
    tables: &T::Tables,
) {
    // Some tokens at once, without asking of each whether it is the one: that could not be foreseen.
    let mut at = wide(entry.at);
    let (some, step) = loop {
        let some: &[T; AT_ONCE] = tokens[at..at + AT_ONCE].try_into().expect("so many were taken");
        let open = tables.bits(some);
        if open != 0 {
            break (some, wide(open.trailing_zeros()) % AT_ONCE);
        }
        at += AT_ONCE;
    };
    let target = tables.target(some[step]);
    // Papers held back stay before the preference that holds them.
    at += step + usize::from(target <= candidates);
    // Within the tokens, whose places are 32 bits: that was seen as they were looked at.
    give(piles, Entry { at: at as u32, papers: entry.papers }, target);
}

#[inline(always)]
fn give<W: Weight>(piles: &mut [Pile<W>], entry: Entry<W>, target: u16) {
    let pile = &mut piles[usize::from(target)];
    pile.papers += entry.papers.get();
    pile.entries.push(entry);
}

impl<T: Token, W: Weight> Deck for Parcels<'_, T, W> {
    fn load(&mut self, weights: Weights) -> Option<u64> {
        for pile in &mut self.piles {
            pile.entries.clear();
            (pile.live, pile.before, pile.papers) = (0, 0, 0);
        }
        self.spans.clear();
        self.moved = 0;
        match weights {
            Weights::Narrow(weights) => self.load_weights(weights),
            Weights::Wide(weights) => self.load_weights(weights),
        }
    }

    fn deal_all(&mut self, receivers: &Receivers, dealt: &mut Dealt) {
        if self.papers.groups.is_some() {
            self.dealing(receivers).move_group::<4>(GROUP);
        } else {
            let mut dealing = self.dealing(receivers);
            let entries = dealing.papers.rows.iter().zip(dealing.weights);
            dealing
                .move_on::<4>(entries.filter(|(_, papers)| !papers.none()).map(|(&at, &papers)| Entry { at, papers }));
        }
        self.make_parcels(receivers, dealt);
    }

    fn deal(&mut self, parcels: &[Parcel], receivers: &Receivers, dealt: &mut Dealt) {
        if self.far(receivers) {
            self.dealing(receivers).move_parcels::<8>(parcels);
        } else {
            self.dealing(receivers).move_parcels::<4>(parcels);
        }
        self.make_parcels(receivers, dealt);
    }

    fn forget(&mut self, parcels: &[Parcel]) {
        for &parcel in parcels {
            let span = &mut self.spans[wide(parcel)];
            self.piles[usize::from(span.candidate)].lose(std::mem::take(&mut span.len));
        }
    }

    fn candidates(&self) -> usize {
        self.papers.candidates
    }

    fn has_overvotes(&self) -> bool {
        !self.papers.several.is_empty()
    }

    fn write_receivers(&self, receives: &[bool], hold: bool, receivers: &mut Receivers) {
        receivers.write(self.papers, receives, hold);
    }

    fn first_candidates(&self, receivers: &Receivers, most: usize, vote: &mut dyn FnMut(u16, u64)) {
        // The last ranking, counted from 1, that voted for each candidate: nobody has two votes of one paper.
        let mut voted = vec![0; self.papers.candidates + 1];
        for position in 0..self.papers.rows.len() {
            let (row, papers) = match &self.papers.groups {
                None => (position, self.weights[position].get()),
                Some(groups) => {
                    let papers = self.weights[position + 1].get() - self.weights[position].get();
                    (wide(groups.order[position]), papers)
                }
            };
            if papers == 0 {
                continue;
            }
            let tokens = &self.papers.tokens[wide(self.papers.rows[row])..];
            tokens
                .iter()
                .map(|token| receivers.targets()[token.index()])
                .take_while(|&target| target != STOP)
                .filter(|&target| {
                    target != PASS && std::mem::replace(&mut voted[usize::from(target)], position + 1) <= position
                })
                .take(most)
                .for_each(|target| vote(target, papers));
        }
    }

    fn moved(&self) -> u64 {
        self.moved
    }
}
