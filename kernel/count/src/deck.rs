//! Papers in parcels, and the one thing that is done with them: to deal a parcel to the next candidates of its papers.

use crate::papers::{AT_ONCE, GROUP, Papers, Token, offset, wide};

/// In a table of receivers: the preference is passed over.
pub const PASS: u16 = u16::MAX;
/// In a table of receivers: the paper stops.
pub const STOP: u16 = 0;

/// How many papers, in units of the ballots: 32 bits where all of them together fit.
pub trait Weight: Copy + Send + Sync + 'static {
    /// As 64 bits.
    fn get(self) -> u64;
    /// From the ballots' own number.
    fn of(papers: i64) -> Self;
    /// The sum.
    fn plus(self, other: Self) -> Self;
    /// The difference.
    fn less(self, other: Self) -> Self;
    /// Whether there are none.
    fn none(self) -> bool;
}

impl Weight for u32 {
    fn get(self) -> u64 {
        u64::from(self)
    }
    fn of(papers: i64) -> Self {
        u32::try_from(papers).expect("all papers together were seen to fit")
    }
    fn plus(self, other: Self) -> Self {
        self + other
    }
    fn less(self, other: Self) -> Self {
        self - other
    }
    fn none(self) -> bool {
        self == 0
    }
}

impl Weight for u64 {
    fn get(self) -> u64 {
        self
    }
    fn of(papers: i64) -> Self {
        u64::try_from(papers).expect("weights are not negative")
    }
    fn plus(self, other: Self) -> Self {
        self + other
    }
    fn less(self, other: Self) -> Self {
        self - other
    }
    fn none(self) -> bool {
        self == 0
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
    before: u32,
    papers: u64,
}

/// Papers in parcels.
pub struct Parcels<'a, T: Token, W> {
    papers: &'a Papers<T>,
    /// How many papers carry the rankings before each, in sorted order (where they are grouped) or each ranking.
    weights: Vec<W>,
    piles: Vec<Pile<W>>,
    spans: Vec<Span>,
    stack: Vec<u32>,
    /// While papers are dealt: at which tokens a paper goes no further.
    open: T::Open,
    moved: u64,
}

impl<'a, T: Token, W: Weight> Parcels<'a, T, W> {
    /// An empty deck for these papers.
    pub fn new(papers: &'a Papers<T>) -> Self {
        let pile = || Pile { entries: Vec::new(), live: 0, before: 0, papers: 0 };
        Self {
            papers,
            weights: Vec::new(),
            piles: std::iter::repeat_with(pile).take(papers.candidates + 2).collect(),
            spans: Vec::new(),
            stack: Vec::new(),
            open: T::Open::default(),
            moved: 0,
        }
    }

    /// Ready to deal by this table.
    fn dealing<'d>(&'d mut self, table: &'d [u16]) -> Dealing<'d, T, W> {
        T::write_open(T::table(table), PASS, &mut self.open);
        Dealing {
            papers: self.papers,
            weights: &self.weights,
            spans: &self.spans,
            piles: &mut self.piles,
            stack: &mut self.stack,
            tables: Tables { target: T::table(table), open: &self.open },
        }
    }

    /// What has come since the last time is one parcel for each who received; what has stopped is only counted.
    fn make_parcels(&mut self, dealt: &mut Dealt) {
        dealt.received.clear();
        dealt.stopped = std::mem::take(&mut self.piles[0].papers);
        self.piles[0].entries.clear();
        for (candidate, pile) in (0_u16..).zip(&mut self.piles) {
            let (start, end) = (pile.before, offset(pile.entries.len()));
            if end == start {
                continue;
            }
            let papers = std::mem::take(&mut pile.papers);
            pile.live += end - start;
            self.moved += u64::from(end - start);
            let parcel = offset(self.spans.len());
            self.spans.push(Span { candidate, start, len: end - start });
            dealt.received.push(Received { candidate, papers, parcel });
            pile.before = end;
        }
    }
}

/// Who receives a paper that comes to a token (or PASS or STOP), and at which tokens it goes no further.
struct Tables<'t, T: Token> {
    target: &'t T::Table<u16>,
    open: &'t T::Open,
}

impl<T: Token> Clone for Tables<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Token> Copy for Tables<'_, T> {}

/// Papers on their way to who receives them.
struct Dealing<'d, T: Token, W> {
    papers: &'d Papers<T>,
    weights: &'d [W],
    spans: &'d [Span],
    piles: &'d mut [Pile<W>],
    stack: &'d mut Vec<u32>,
    tables: Tables<'d, T>,
}

impl<T: Token, W: Weight> Dealing<'_, T, W> {
    /// All these entries go on to who receives them.
    fn move_on(&mut self, entries: impl Iterator<Item = Entry<W>>) {
        let (tokens, candidates, tables) = (&self.papers.tokens[..], number(self.papers.candidates), self.tables);
        for entry in entries {
            if entry.at < GROUP {
                along(tokens, candidates, self.piles, entry, tables);
            } else {
                self.move_group(entry.at);
            }
        }
    }

    /// A group goes on: the groups within it, those of which are divided whose preference is passed over, and the
    /// rankings that go on alone.
    fn move_group(&mut self, group: u32) {
        let groups = self.papers.groups.as_ref().expect("there are groups");
        let (tokens, candidates, tables) = (&self.papers.tokens[..], number(self.papers.candidates), self.tables);
        self.stack.clear();
        self.stack.push(group);
        while let Some(group) = self.stack.pop() {
            let group = groups.all[wide(group - GROUP)];
            for within in &groups.within[wide(group.within.0)..wide(group.within.1)] {
                let (low, high) = (wide(within.rankings.0), wide(within.rankings.1));
                let target = within.token.look(tables.target);
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
                    along(tokens, candidates, self.piles, Entry { at, papers }, tables);
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
fn along<T: Token, W: Weight>(
    tokens: &[T],
    candidates: u16,
    piles: &mut [Pile<W>],
    entry: Entry<W>,
    tables: Tables<T>,
) {
    // Some tokens at once, without asking of each whether it is the one: that could not be foreseen.
    let (mut at, mut rest) = (entry.at, &tokens[wide(entry.at)..]);
    let (some, step) = loop {
        let (some, further) = rest.split_first_chunk::<AT_ONCE>().expect("so many were taken");
        let open = T::bits(some, tables.open);
        if open != 0 {
            break (some, open.trailing_zeros());
        }
        (at, rest) = (at + offset(AT_ONCE), further);
    };
    let target = some[wide(step)].look(tables.target);
    // Papers held back stay before the preference that holds them.
    at += step + u32::from(target <= candidates);
    give(piles, Entry { at, papers: entry.papers }, target);
}

#[inline(always)]
fn give<W: Weight>(piles: &mut [Pile<W>], entry: Entry<W>, target: u16) {
    let pile = &mut piles[usize::from(target)];
    pile.papers += entry.papers.get();
    pile.entries.push(entry);
}

impl<T: Token, W: Weight> Deck for Parcels<'_, T, W> {
    fn load(&mut self, weights: &[i64]) {
        for pile in &mut self.piles {
            pile.entries.clear();
            (pile.live, pile.before, pile.papers) = (0, 0, 0);
        }
        self.spans.clear();
        self.moved = 0;
        self.weights.clear();
        match &self.papers.groups {
            None => self.weights.extend(weights.iter().map(|&weight| W::of(weight))),
            Some(groups) => {
                let mut before = W::of(0);
                self.weights.push(before);
                self.weights.extend(groups.order.iter().map(|&row| {
                    before = before.plus(W::of(weights[wide(row)]));
                    before
                }));
            }
        }
    }

    fn deal_all(&mut self, table: &[u16], dealt: &mut Dealt) {
        if self.papers.groups.is_some() {
            self.dealing(table).move_group(GROUP);
        } else {
            let mut dealing = self.dealing(table);
            let entries = dealing.papers.rows.iter().zip(dealing.weights);
            dealing.move_on(entries.filter(|(_, papers)| !papers.none()).map(|(&at, &papers)| Entry { at, papers }));
        }
        self.make_parcels(dealt);
    }

    fn deal(&mut self, parcels: &[Parcel], table: &[u16], dealt: &mut Dealt) {
        let mut dealing = self.dealing(table);
        let spans = dealing.spans;
        for of_one in parcels.chunk_by(|&a, &b| spans[wide(a)].candidate == spans[wide(b)].candidate) {
            let from = usize::from(spans[wide(of_one[0])].candidate);
            let entries = std::mem::take(&mut dealing.piles[from].entries);
            for &parcel in of_one {
                let Span { start, len, .. } = spans[wide(parcel)];
                dealing.move_on(entries[wide(start)..wide(start + len)].iter().copied());
            }
            // Only papers held back can come back to where they were.
            let back = std::mem::replace(&mut dealing.piles[from].entries, entries);
            dealing.piles[from].entries.extend(back);
        }
        self.make_parcels(dealt);
        self.forget(parcels);
    }

    fn forget(&mut self, parcels: &[Parcel]) {
        for &parcel in parcels {
            let span = &mut self.spans[wide(parcel)];
            let pile = &mut self.piles[usize::from(span.candidate)];
            pile.live -= std::mem::take(&mut span.len);
            if pile.live == 0 {
                pile.entries.clear();
                pile.before = 0;
            }
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
