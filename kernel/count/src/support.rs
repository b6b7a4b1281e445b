//! Papers under Meek and Warren, as a tree of those who keep a part of them.
//!
//! A paper's rest depends only on the elected candidates it names before the first who continues. So papers are kept
//! in a tree: a node of an elected candidate is open, papers go on from it to its branches; a node of a continuing
//! candidate is closed and holds its papers unread. Electing opens nodes, excluding dissolves them. A distribution
//! looks at nodes, not at papers.

use std::borrow::Cow;

use crate::deck::{Dealt, Deck, Parcel};
use crate::receivers::Receivers;

struct Node {
    candidate: u16,
    parent: u32,
    papers: u64,
    open: bool,
    parcels: Vec<Parcel>,
    /// Ascending by candidate.
    branches: Vec<(u16, u32)>,
}

/// An open node as a distribution meets it: parents come before their branches.
struct Keeper {
    candidate: u16,
    parent: u32,
    papers: u64,
    /// Its closed branches: up to here in the list of all.
    closed_end: u32,
}

/// How much of a paper a candidate takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// A part of the rest, rounded up (Meek).
    Part,
    /// A price, if the rest is as much (Warren).
    Price,
}

/// The tree.
pub struct Support {
    nodes: Vec<Node>,
    /// Closed nodes of each candidate.
    closed: Vec<Vec<u32>>,
    /// Whose nodes are open.
    elected: Vec<bool>,
    keepers: Vec<Keeper>,
    endings: Vec<(u16, u64)>,
    rests: Vec<u64>,
}

const ROOT: u32 = 0;

impl Support {
    /// A tree of papers dealt to their first candidates.
    pub fn new(candidates: usize, first: &Dealt) -> Self {
        let mut tree = Self {
            nodes: vec![Node::new(0, ROOT, true)],
            closed: vec![Vec::new(); candidates + 2],
            elected: vec![false; candidates + 2],
            keepers: Vec::new(),
            endings: Vec::new(),
            rests: Vec::new(),
        };
        for received in &first.received {
            let leaf = tree.branch(ROOT, received.parcel.candidate);
            tree.node(leaf).papers = received.papers;
            tree.node(leaf).parcels.push(received.parcel);
        }
        tree
    }

    /// This candidate is elected: its papers go on with what it leaves of them.
    pub fn open(&mut self, candidate: u16, deck: &mut dyn Deck, receivers: &Receivers) {
        let mut dealt = Dealt::default();
        self.elected[usize::from(candidate)] = true;
        for leaf in std::mem::take(&mut self.closed[usize::from(candidate)]) {
            let parcels = std::mem::take(&mut self.node(leaf).parcels);
            self.node(leaf).open = true;
            deck.deal(&parcels, &self.receivers_from(leaf, deck, receivers), &mut dealt);
            self.add_all(leaf, &dealt, deck, receivers);
        }
    }

    /// This candidate is excluded: its papers go on whole. Those who receive are the others.
    pub fn dissolve(&mut self, candidate: u16, deck: &mut dyn Deck, receivers: &Receivers) {
        let mut dealt = Dealt::default();
        for leaf in std::mem::take(&mut self.closed[usize::from(candidate)]) {
            let parcels = std::mem::take(&mut self.node(leaf).parcels);
            let parent = self.node(leaf).parent;
            self.node(parent).branches.retain(|&(_, branch)| branch != leaf);
            deck.deal(&parcels, &self.receivers_from(parent, deck, receivers), &mut dealt);
            self.add_all(parent, &dealt, deck, receivers);
        }
    }

    fn add_all(&mut self, parent: u32, dealt: &Dealt, deck: &mut dyn Deck, receivers: &Receivers) {
        for received in &dealt.received {
            let candidate = received.parcel.candidate;
            let known = self.node(parent).branches.binary_search_by_key(&candidate, |&(c, _)| c);
            let branch = match known {
                Ok(place) => self.node(parent).branches[place].1,
                Err(_) => self.branch(parent, candidate),
            };
            self.node(branch).papers += received.papers;
            if self.node(branch).open {
                let mut further = Dealt::default();
                deck.deal(&[received.parcel], &self.receivers_from(branch, deck, receivers), &mut further);
                self.add_all(branch, &further, deck, receivers);
            } else {
                self.node(branch).parcels.push(received.parcel);
            }
        }
    }

    /// Who receives papers that go on from this node: nobody on the way to it receives again.
    fn receivers_from<'t>(&self, node: u32, deck: &dyn Deck, receivers: &'t Receivers) -> Cow<'t, Receivers> {
        if !deck.has_overvotes() {
            // Candidates named twice are gone since the papers were read.
            return Cow::Borrowed(receivers);
        }
        let mut own = receivers.clone();
        let mut at = node;
        while at != ROOT {
            let Node { candidate, parent, .. } = self.nodes[crate::papers::wide(at)];
            own.cease(candidate);
            at = parent;
        }
        Cow::Owned(own)
    }

    fn branch(&mut self, parent: u32, candidate: u16) -> u32 {
        let number = crate::papers::offset(self.nodes.len());
        let open = self.elected[usize::from(candidate)];
        self.nodes.push(Node::new(candidate, parent, open));
        if !open {
            self.closed[usize::from(candidate)].push(number);
        }
        let branches = &mut self.node(parent).branches;
        let place = branches.partition_point(|&(c, _)| c < candidate);
        branches.insert(place, (candidate, number));
        number
    }

    fn node(&mut self, number: u32) -> &mut Node {
        &mut self.nodes[crate::papers::wide(number)]
    }
}

impl Node {
    fn new(candidate: u16, parent: u32, open: bool) -> Self {
        Self { candidate, parent, papers: 0, open, parcels: Vec::new(), branches: Vec::new() }
    }
}

impl Support {
    /// Lays the tree out for distributions, after it has changed.
    pub fn lay_out(&mut self) {
        self.keepers.clear();
        self.endings.clear();
        let mut order: Vec<(u32, u32)> = vec![(ROOT, 0)];
        let mut next = 0;
        let held = self.closed.len() - 1;
        while next < order.len() {
            let (number, parent) = order[next];
            let node = &self.nodes[crate::papers::wide(number)];
            for &(candidate, branch) in &node.branches {
                let below = &self.nodes[crate::papers::wide(branch)];
                if below.open {
                    order.push((branch, crate::papers::offset(next)));
                } else if usize::from(candidate) != held {
                    self.endings.push((candidate, below.papers));
                }
            }
            let closed_end = crate::papers::offset(self.endings.len());
            self.keepers.push(Keeper { candidate: node.candidate, parent, papers: node.papers, closed_end });
            next += 1;
        }
        self.rests.resize(self.keepers.len(), 0);
    }

    /// The votes of every candidate at these keep values, on the scale of `one` to a whole paper.
    pub fn distribute(&mut self, share: Share, keep: &[u64], one: u64, votes: &mut [u64]) {
        const NANO: u64 = 1_000_000_000;
        votes.fill(0);
        match (share, one) {
            // A division by a constant is a multiplication.
            (Share::Part, NANO) => self.spread(one, votes, |rest, c| (rest * keep[usize::from(c)]).div_ceil(NANO)),
            (Share::Part, _) => self.spread(one, votes, |rest, c| (rest * keep[usize::from(c)]).div_ceil(one)),
            (Share::Price, _) => self.spread(one, votes, |rest, c| rest.min(keep[usize::from(c)])),
        }
    }

    fn spread(&mut self, one: u64, votes: &mut [u64], take: impl Fn(u64, u16) -> u64) {
        let mut ending = 0;
        for (i, keeper) in self.keepers.iter().enumerate() {
            let rest = if i == 0 {
                one
            } else {
                let before = self.rests[crate::papers::wide(keeper.parent)];
                let taken = take(before, keeper.candidate);
                votes[usize::from(keeper.candidate)] += taken * keeper.papers;
                before - taken
            };
            self.rests[i] = rest;
            let end = crate::papers::wide(keeper.closed_end);
            if rest > 0 {
                for &(candidate, papers) in &self.endings[ending..end] {
                    votes[usize::from(candidate)] += rest * papers;
                }
            }
            ending = end;
        }
    }
}
