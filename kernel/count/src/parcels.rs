//! Papers in parcels.

use crate::deck::{Dealt, Deck, Parcel, Received, Weight, Weights};
use crate::papers::{Papers, offset, wide};
use crate::receivers::{Receivers, STOP, further, group};
use crate::tokens::{AT_ONCE, Tables, Token};

#[derive(Clone, Copy)]
struct Entry<W> {
    at: u32,
    papers: W,
}

/// What a candidate holds; while papers are dealt there are also piles of what is to be divided, and what goes further.
struct Pile<W> {
    entries: Vec<Entry<W>>,
    /// How many of the entries have neither moved on nor been forgotten.
    live: u32,
    /// While papers are dealt: how many entries there were before, and how many papers have come.
    before: u32,
    papers: W,
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
    /// Room for what goes further.
    room: Vec<Entry<W>>,
    /// While papers are dealt: to whom.
    tables: Box<T::Tables>,
    moved: u64,
}

impl<'a, T: Token, W: Weight> Parcels<'a, T, W> {
    /// An empty deck for these papers.
    pub fn new(papers: &'a Papers<T>) -> Self {
        let pile = || Pile { entries: Vec::new(), live: 0, before: 0, papers: W::of(0) };
        Self {
            papers,
            weights: Vec::new(),
            sorted: Vec::new(),
            piles: std::iter::repeat_with(pile).take(usize::from(further(papers.candidates)) + 1).collect(),
            room: Vec::new(),
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
            piles: &mut self.piles,
            room: &mut self.room,
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

    /// What has come since the last time is one parcel for each who received; what has stopped is only counted.
    fn make_parcels(&mut self, receivers: &Receivers, dealt: &mut Dealt) {
        let stopped = &mut self.piles[0];
        stopped.entries.clear();
        dealt.stopped = std::mem::replace(&mut stopped.papers, W::of(0)).get();
        // Whether somebody received cannot be foreseen: so everybody is noted, and the next in place of who did not.
        let (who, mut number) = (&receivers.who()[1..], 0);
        dealt.received.resize(who.len(), Received::default());
        for &candidate in who {
            let pile = &mut self.piles[usize::from(candidate)];
            let end = offset(pile.entries.len());
            let (start, len) = (pile.before, end - pile.before);
            let papers = std::mem::replace(&mut pile.papers, W::of(0)).get();
            dealt.received[number] = Received { parcel: Parcel { candidate, start, len }, papers };
            number += usize::from(len > 0);
            pile.live += len;
            pile.before = end;
            self.moved += u64::from(len);
        }
        dealt.received.truncate(number);
    }
}

/// Papers on their way to who receives them.
struct Dealing<'d, T: Token, W> {
    papers: &'d Papers<T>,
    weights: &'d [W],
    piles: &'d mut [Pile<W>],
    room: &'d mut Vec<Entry<W>>,
    tables: &'d T::Tables,
}

impl<T: Token, W: Weight> Dealing<'_, T, W> {
    /// The entries of these parcels go on to who receives them.
    fn move_parcels(&mut self, parcels: &[Parcel]) {
        for parcels in parcels.chunk_by(|a, b| a.candidate == b.candidate) {
            let from = usize::from(parcels[0].candidate);
            let mut entries = std::mem::take(&mut self.piles[from].entries);
            for parcel in parcels {
                let entries = &mut entries[wide(parcel.start)..][..wide(parcel.len)];
                if from > self.papers.candidates {
                    // Papers held back are looked at again from the preference that held them.
                    entries.iter_mut().for_each(|entry| entry.at -= 1);
                }
                self.move_on(entries.iter().copied());
            }
            let pile = &mut self.piles[from];
            // Only papers held back can come back to where they were.
            let back = std::mem::replace(&mut pile.entries, entries);
            pile.lose(parcels.iter().map(|parcel| parcel.len).sum());
            pile.entries.extend(back);
        }
    }

    /// All these entries go on.
    #[inline(always)]
    fn move_on(&mut self, entries: impl Iterator<Item = Entry<W>>) {
        let (tokens, tables) = (&self.papers.tokens[..], self.tables);
        for entry in entries {
            along(tokens, self.piles, entry, tables);
        }
    }

    /// Groups are divided, and what is still on its way goes on, until all have arrived.
    fn arrive(&mut self) {
        let group = usize::from(group(self.papers.candidates));
        let further = usize::from(further(self.papers.candidates));
        loop {
            while let Some(entry) = self.piles[group].entries.pop() {
                self.divide(entry.at);
            }
            let mut entries = std::mem::replace(&mut self.piles[further].entries, std::mem::take(self.room));
            let arrived = entries.is_empty();
            self.move_on(entries.drain(..));
            *self.room = entries;
            if arrived {
                return;
            }
        }
    }

    /// The group behind whose place this is: the groups within it go on, and the rankings that go on alone.
    #[inline(never)]
    fn divide(&mut self, behind: u32) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        let (to_divide, further) = (group(self.papers.candidates), further(self.papers.candidates));
        let (tokens, tables) = (&self.papers.tokens[..], self.tables);
        let group = groups.all[wide(behind - 1 - groups.place)];
        for within in &groups.within[wide(group.within.0)..wide(group.within.1)] {
            let (low, high) = (wide(within.rankings.0), wide(within.rankings.1));
            let target = tables.target(within.token);
            let papers = self.weights[high].less(self.weights[low]);
            let at = groups.place + within.group;
            if papers.none() {
                continue;
            }
            if target == further {
                give(self.piles, Entry { at: at + 1, papers }, to_divide);
            } else if usize::from(target) <= self.papers.candidates {
                give(self.piles, Entry { at, papers }, target);
            } else {
                self.hold(group.depth, low..high, target);
            }
        }
        let (low, high) = (wide(group.alone.0), wide(group.alone.1));
        for (&at, before) in groups.alone[low..high].iter().zip(self.weights[low..=high].windows(2)) {
            let papers = before[1].less(before[0]);
            if !papers.none() {
                along(tokens, self.piles, Entry { at, papers }, tables);
            }
        }
    }

    /// Holds back rankings, each by itself, at a preference of theirs.
    fn hold(&mut self, preference: u32, rankings: std::ops::Range<usize>, target: u16) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        for sorted in rankings {
            let papers = self.weights[sorted + 1].less(self.weights[sorted]);
            if !papers.none() {
                let at = preference + 1 + self.papers.rows[wide(groups.order[sorted])];
                give(self.piles, Entry { at, papers }, target);
            }
        }
    }
}

/// The papers of an entry go along their ranking to the next who receives them, or to nobody where they stop. They
/// stand behind the preference that they have come to.
#[inline(always)]
fn along<T: Token, W: Weight>(tokens: &[T], piles: &mut [Pile<W>], entry: Entry<W>, tables: &T::Tables) {
    // Which preference is the one cannot be foreseen: so it is found without asking. Where it is none of those looked at,
    // the next is taken; where that is passed over, too, the paper comes to those that go further.
    let at = wide(entry.at);
    let some = &tokens[at..=at + AT_ONCE];
    let passed = tables.passed(some[..AT_ONCE].try_into().expect("so many were taken"));
    // Within the tokens, whose places are 32 bits: that was seen as they were looked at.
    give(piles, Entry { at: (at + passed + 1) as u32, papers: entry.papers }, tables.target(some[passed]));
}

/// All papers together are no more than the type holds, which was seen as they were loaded.
#[inline(always)]
fn give<W: Weight>(piles: &mut [Pile<W>], entry: Entry<W>, target: u16) {
    let pile = &mut piles[usize::from(target)];
    pile.papers = pile.papers.and(entry.papers);
    pile.entries.push(entry);
}

impl<T: Token, W: Weight> Deck for Parcels<'_, T, W> {
    fn load(&mut self, weights: Weights) -> Option<u64> {
        for pile in &mut self.piles {
            pile.entries.clear();
            (pile.live, pile.before, pile.papers) = (0, 0, W::of(0));
        }
        self.moved = 0;
        match weights {
            Weights::Narrow(weights) => self.load_weights(weights),
            Weights::Wide(weights) => self.load_weights(weights),
        }
    }

    fn deal_all(&mut self, receivers: &Receivers, dealt: &mut Dealt) {
        let mut dealing = self.dealing(receivers);
        if let Some(groups) = &dealing.papers.groups {
            dealing.divide(groups.place + 1);
        } else {
            let entries = dealing.papers.rows.iter().zip(dealing.weights);
            dealing.move_on(entries.filter(|(_, papers)| !papers.none()).map(|(&at, &papers)| Entry { at, papers }));
        }
        dealing.arrive();
        self.make_parcels(receivers, dealt);
    }

    fn deal(&mut self, parcels: &[Parcel], receivers: &Receivers, dealt: &mut Dealt) {
        let mut dealing = self.dealing(receivers);
        dealing.move_parcels(parcels);
        dealing.arrive();
        self.make_parcels(receivers, dealt);
    }

    fn forget(&mut self, parcels: &[Parcel]) {
        for &parcel in parcels {
            self.piles[usize::from(parcel.candidate)].lose(parcel.len);
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
                    target != receivers.pass()
                        && std::mem::replace(&mut voted[usize::from(target)], position + 1) <= position
                })
                .take(most)
                .for_each(|target| vote(target, papers));
        }
    }

    fn moved(&self) -> u64 {
        self.moved
    }
}
