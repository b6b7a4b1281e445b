//! Papers in parcels, and the one thing that is done with them: to deal a parcel to the next candidates of its papers.

use crate::papers::{Papers, Token, offset, wide};

/// In a table of receivers: the preference is passed over.
pub const PASS: u16 = u16::MAX;
/// In a table of receivers: the paper stops.
pub const STOP: u16 = 0;

/// How many papers, in units of the ballots: 32 bits where all of them together fit.
pub trait Weight: Copy + Send + Sync + 'static {
    /// As 64 bits.
    fn get(self) -> u64;
    /// From 64 bits that are known to fit.
    fn of(papers: u64) -> Self;
}

impl Weight for u32 {
    fn get(self) -> u64 {
        u64::from(self)
    }
    fn of(papers: u64) -> Self {
        u32::try_from(papers).expect("all papers together were seen to fit")
    }
}

impl Weight for u64 {
    fn get(self) -> u64 {
        self
    }
    fn of(papers: u64) -> Self {
        papers
    }
}

/// A parcel's number.
pub type Parcel = u32;

/// What one receiver got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// Candidate number; one above the last candidate: papers held back at an overvoted preference.
    pub candidate: u16,
    /// How many papers.
    pub papers: u64,
    /// The parcel they form.
    pub parcel: Parcel,
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
    /// Begins an election: how many papers carry each ranking.
    fn load(&mut self, weights: &[i64]);
    /// Deals every paper to its first candidate. `table`: per token, the candidate who receives, PASS or STOP.
    fn deal_all(&mut self, table: &[u16], dealt: &mut Dealt);
    /// Deals the papers of these parcels, which are no more afterwards, to their next candidates.
    fn deal(&mut self, parcels: &[Parcel], table: &[u16], dealt: &mut Dealt);
    /// Parcels that will never move again.
    fn forget(&mut self, parcels: &[Parcel]);
    /// The number of candidates.
    fn candidates(&self) -> usize;
    /// Whether there are overvoted preferences that depend on who continues.
    fn has_overvotes(&self) -> bool;
    /// Writes the table for these receivers, `receives[c]`, c from 1. hold: papers that an overvoted preference stops
    /// are held in a parcel of their own, to be looked at again.
    fn write_table(&self, receives: &[bool], hold: bool, table: &mut Vec<u16>);
    /// Calls `vote` with (candidate, papers) for each of the first `most` candidates of every paper.
    fn first_candidates(&self, table: &[u16], most: usize, vote: &mut dyn FnMut(u16, u64));
    /// So often was a paper, or a group of papers, looked at since the election began.
    fn moved(&self) -> u64;
}

#[derive(Clone, Copy)]
struct Entry<W> {
    at: u32,
    papers: W,
}

#[derive(Clone, Copy)]
struct Span {
    start: u32,
    len: u32,
}

/// Papers in parcels.
pub struct Parcels<'a, T, W> {
    papers: &'a Papers<T>,
    /// How many papers carry the rankings before each, in sorted order (where they are grouped) or each ranking.
    weights: Vec<W>,
    total: u64,
    arena: Vec<Entry<W>>,
    live: usize,
    spans: Vec<Span>,
    moving: Vec<(Entry<W>, u16)>,
    stack: Vec<u32>,
    count: Vec<u32>,
    sum: Vec<u64>,
    moved: u64,
}

impl<'a, T: Token, W: Weight> Parcels<'a, T, W> {
    /// An empty deck for these papers.
    pub fn new(papers: &'a Papers<T>) -> Self {
        Self {
            papers,
            weights: Vec::new(),
            total: 0,
            arena: Vec::new(),
            live: 0,
            spans: Vec::new(),
            moving: Vec::new(),
            stack: Vec::new(),
            count: vec![0; papers.candidates + 2],
            sum: vec![0; papers.candidates + 2],
            moved: 0,
        }
    }

    /// Finds who receives the papers at `entry`, a group or the rest of one ranking.
    fn look(&mut self, entry: Entry<W>, table: &[u16], stopped: &mut u64) {
        match &self.papers.groups {
            None => self.look_along(entry.at, entry, table, stopped),
            Some(groups) => {
                let number = offset(groups.len());
                if entry.at >= number {
                    self.look_along(entry.at - number, entry, table, stopped);
                } else {
                    self.look_within(entry.at, table, stopped);
                }
            }
        }
    }

    /// Along one ranking, from this offset into the tokens.
    #[inline(always)]
    fn look_along(&mut self, from: u32, entry: Entry<W>, table: &[u16], stopped: &mut u64) {
        let tokens = &self.papers.tokens[wide(from)..];
        let mut step = 0;
        let mut target = table[tokens[0].index()];
        while target == PASS {
            step += 1;
            target = table[tokens[step].index()];
        }
        if target == STOP {
            *stopped += entry.papers.get();
            return;
        }
        // Papers held back stay before the preference that holds them.
        step += usize::from(usize::from(target) <= self.papers.candidates);
        self.give(Entry { at: entry.at + offset(step), papers: entry.papers }, target);
    }

    /// Within a group: each of its next preferences, and on from those that are passed over.
    fn look_within(&mut self, group: u32, table: &[u16], stopped: &mut u64) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        let number = offset(groups.len());
        self.stack.clear();
        self.stack.push(group);
        while let Some(group) = self.stack.pop() {
            let first = wide(groups.first[wide(group)]);
            let last = wide(groups.first[wide(group) + 1]) - 1;
            let mut before = self.weights[wide(groups.low[first])].get();
            for next in first..last {
                let after = self.weights[wide(groups.low[next + 1])].get();
                let papers = after - before;
                before = after;
                if papers == 0 {
                    continue;
                }
                let target = table[groups.token[next].index()];
                let at = groups.at[next];
                if target == PASS {
                    if at < number {
                        self.stack.push(at);
                    } else {
                        self.look_along(at - number, Entry { at, papers: W::of(papers) }, table, stopped);
                    }
                } else if target == STOP {
                    *stopped += papers;
                } else {
                    if usize::from(target) > self.papers.candidates {
                        self.hold(group, next, target);
                    } else {
                        self.give(Entry { at, papers: W::of(papers) }, target);
                    }
                }
            }
        }
    }

    /// Holds back, each by itself, the rankings at this next preference of a group.
    fn hold(&mut self, group: u32, next: usize, target: u16) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        let before = offset(groups.len()) + groups.depth[wide(group)];
        for sorted in wide(groups.low[next])..wide(groups.low[next + 1]) {
            let papers = self.weights[sorted + 1].get() - self.weights[sorted].get();
            if papers > 0 {
                let at = before + self.papers.rows[wide(groups.order[sorted])];
                self.give(Entry { at, papers: W::of(papers) }, target);
            }
        }
    }

    #[inline(always)]
    fn give(&mut self, entry: Entry<W>, target: u16) {
        self.count[usize::from(target)] += 1;
        self.sum[usize::from(target)] += entry.papers.get();
        self.moving.push((entry, target));
    }

    /// Lays the papers that were looked at down as parcels.
    fn lay_down(&mut self, dealt: &mut Dealt) {
        dealt.received.clear();
        let mut end = self.arena.len();
        for candidate in 1..self.count.len() {
            let len = self.count[candidate];
            if len == 0 {
                continue;
            }
            let parcel = offset(self.spans.len());
            self.spans.push(Span { start: offset(end), len });
            let number = u16::try_from(candidate).expect("candidates are numbered in 16 bits");
            dealt.received.push(Received { candidate: number, papers: self.sum[candidate], parcel });
            // From here on: where the candidate's next paper goes.
            self.count[candidate] = offset(end);
            self.sum[candidate] = 0;
            end += wide(len);
        }
        self.live += self.moving.len();
        self.moved += self.moving.len() as u64;
        self.arena.resize(end, Entry { at: 0, papers: W::of(0) });
        for &(entry, target) in &self.moving {
            let place = &mut self.count[usize::from(target)];
            self.arena[wide(*place)] = entry;
            *place += 1;
        }
        for received in &dealt.received {
            self.count[usize::from(received.candidate)] = 0;
        }
        self.moving.clear();
    }

    /// Closes the gaps that moved parcels have left, where they are the most of the room.
    fn tidy(&mut self) {
        if self.arena.len() < 1 << 16 || self.arena.len() < 2 * self.live {
            return;
        }
        let mut order: Vec<usize> = (0..self.spans.len()).filter(|&parcel| self.spans[parcel].len > 0).collect();
        order.sort_by_key(|&parcel| self.spans[parcel].start);
        let mut end = 0;
        for parcel in order {
            let Span { start, len } = self.spans[parcel];
            self.arena.copy_within(wide(start)..wide(start) + wide(len), end);
            self.spans[parcel].start = offset(end);
            end += wide(len);
        }
        self.arena.truncate(end);
    }
}

impl<T: Token, W: Weight> Deck for Parcels<'_, T, W> {
    fn load(&mut self, weights: &[i64]) {
        self.arena.clear();
        self.spans.clear();
        self.live = 0;
        self.moved = 0;
        self.weights.clear();
        let papers = |weight: i64| u64::try_from(weight).expect("weights are not negative");
        match &self.papers.groups {
            None => {
                self.weights.extend(weights.iter().map(|&weight| W::of(papers(weight))));
                self.total = weights.iter().map(|&weight| papers(weight)).sum();
            }
            Some(groups) => {
                let mut before = 0;
                self.weights.push(W::of(0));
                self.weights.extend(groups.order.iter().map(|&row| {
                    before += papers(weights[wide(row)]);
                    W::of(before)
                }));
                self.total = before;
            }
        }
    }

    fn deal_all(&mut self, table: &[u16], dealt: &mut Dealt) {
        dealt.stopped = 0;
        if self.papers.groups.is_some() {
            self.look(Entry { at: 0, papers: W::of(self.total) }, table, &mut dealt.stopped);
        } else {
            for row in 0..self.papers.rows.len() {
                let papers = self.weights[row];
                if papers.get() > 0 {
                    let at = self.papers.rows[row];
                    self.look_along(at, Entry { at, papers }, table, &mut dealt.stopped);
                }
            }
        }
        self.lay_down(dealt);
    }

    fn deal(&mut self, parcels: &[Parcel], table: &[u16], dealt: &mut Dealt) {
        dealt.stopped = 0;
        for &parcel in parcels {
            let Span { start, len } = self.spans[wide(parcel)];
            for place in wide(start)..wide(start) + wide(len) {
                self.look(self.arena[place], table, &mut dealt.stopped);
            }
        }
        self.forget(parcels);
        self.tidy();
        self.lay_down(dealt);
    }

    fn forget(&mut self, parcels: &[Parcel]) {
        for &parcel in parcels {
            self.live -= wide(self.spans[wide(parcel)].len);
            self.spans[wide(parcel)].len = 0;
        }
    }

    fn candidates(&self) -> usize {
        self.papers.candidates
    }

    fn has_overvotes(&self) -> bool {
        !self.papers.several.is_empty()
    }

    fn write_table(&self, receives: &[bool], hold: bool, table: &mut Vec<u16>) {
        crate::receivers::write(self.papers, receives, hold, table);
    }

    fn first_candidates(&self, table: &[u16], most: usize, vote: &mut dyn FnMut(u16, u64)) {
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
                .map(|token| table[token.index()])
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
