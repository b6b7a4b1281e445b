//! The transfer of a surplus.

use crate::contest::{Halt, Purpose};
use crate::count::{Count, Held};
use crate::deck::Parcel;
use crate::facts::{Kind, Step};
use crate::number::Number;
use crate::questions::{SurplusPapers, TransferValue};

/// The last two parcels are one where nothing tells them apart, now that another follows: only the last moves by itself.
fn join_last<N: Number>(pile: &mut Vec<Held<N>>) {
    if let [.., earlier, last] = &mut pile[..] {
        // Whether they are alike cannot be foreseen.
        let alike = (earlier.value == last.value) & (earlier.first == last.first);
        earlier.parcel.len += last.parcel.len * u32::from(alike);
        earlier.papers += last.papers * u64::from(alike);
        pile.truncate(pile.len() - usize::from(alike));
    }
}

impl<N: Number> Count<'_, N> {
    /// Whose surplus moves next: the largest, equals by look-back and lot.
    pub fn largest_surplus(&mut self) -> Result<Option<u16>, Halt> {
        let waits = |&c: &u16| self.surplus(usize::from(c)).is_some();
        if let Some(only) = self.alone(self.elected.iter().copied().filter(waits), true) {
            return Ok(Some(only));
        }
        let waiting: Vec<(u16, N)> = self
            .candidates()
            .filter_map(|c| self.surplus(c).map(|surplus| (crate::count::number(c), surplus)))
            .collect();
        let Some(largest) = waiting.iter().map(|(_, surplus)| surplus.clone()).max() else {
            return Ok(None);
        };
        let equal: Vec<u16> = waiting.iter().filter(|(_, surplus)| *surplus == largest).map(|&(c, _)| c).collect();
        self.settle(Purpose::Surplus, &equal, true).map(Some)
    }

    /// Moves the surplus of this candidate.
    pub fn move_surplus(&mut self, candidate: u16) -> Result<(), Halt> {
        let c = usize::from(candidate);
        self.now.kind = Kind::Surplus;
        if self.recording {
            self.now.of = vec![candidate];
        }
        match (self.contest.rules.transfer_value, self.contest.rules.surplus_papers) {
            (TransferValue::Share | TransferValue::Fraction, SurplusPapers::All) => self.move_by_share(c),
            (TransferValue::Divided, SurplusPapers::LastParcel) => self.move_divided(c),
            (way, papers) => unreachable!("{way:?} with {papers:?} was refused before the count"),
        }
        self.parcels.clear();
        self.parcels.extend(self.piles[c].drain(..).map(|held| held.parcel));
        self.tools.deck.forget(&self.parcels);
        self.votes[c] = self.quota.clone().expect("a surplus is what is above a quota");
        self.surplus_moved[c] = true;
        self.find_quota_again();
        self.elect_by_votes()
    }

    /// All papers move, each worth its value times surplus / votes: one step for each value, highest first.
    fn move_by_share(&mut self, c: usize) {
        if N::EXACT {
            let surplus = self.surplus(c).expect("it has one");
            let finer = surplus.refinement(&self.votes[c]);
            self.refine(&finer);
        }
        let (surplus, votes) = (self.surplus(c).expect("it has one"), self.votes[c].clone());
        let fraction = surplus.product_over(&self.one, &votes);
        self.now.transfer_value = Some(fraction.clone());
        self.write_receivers(c);
        let mut held = std::mem::take(&mut self.piles[c]);
        held.sort_by(|a, b| b.value.cmp(&a.value));
        let mut left = surplus.clone();
        let mut groups = held.chunk_by(|a, b| a.value == b.value).enumerate().peekable();
        while let Some((i, group)) = groups.next() {
            let value = match self.contest.rules.transfer_value {
                TransferValue::Share => group[0].value.product_over(&surplus, &votes),
                TransferValue::Fraction => fraction.product_over(&group[0].value, &self.one),
                TransferValue::Divided | TransferValue::NoValue => {
                    unreachable!("the caller has looked")
                }
            };
            if i > 0 {
                self.note_point(crate::papers::offset(i));
            }
            let papers: u64 = group.iter().map(|held| held.papers).sum();
            self.deal(group.iter().map(|held| held.parcel));
            left = left.minus(&value.times(papers));
            let loss = if groups.peek().is_none() { left.clone() } else { N::zero() };
            let non_transferable = value.times(self.dealt.stopped);
            self.take_step(&value, papers, non_transferable, loss);
        }
        held.clear();
        self.piles[c] = held;
    }

    /// The last parcel moves, worth the surplus divided by its transferable papers, and never more than before.
    fn move_divided(&mut self, c: usize) {
        self.write_receivers(c);
        let last = self.piles[c].pop().expect("votes are papers");
        let papers = last.papers;
        self.deal(std::iter::once(last.parcel));
        let transferable = papers - self.dealt.stopped;
        let mut surplus = self.surplus(c).expect("it has one");
        let mut value = last.value;
        let worth = value.times(transferable);
        let (mut loss, mut non_transferable) = (N::zero(), N::zero());
        if worth > surplus {
            if N::EXACT {
                let finer = surplus.refinement(&N::of(transferable));
                self.refine(&finer);
                surplus = surplus.product(&finer);
            }
            value = surplus.over(&N::of(transferable));
            loss = surplus.minus(&value.times(transferable));
        } else {
            non_transferable = surplus.minus(&worth);
        }
        self.now.transfer_value = Some(value.clone());
        self.take_step(&value, papers, non_transferable, loss);
    }

    /// Deals these parcels by the receivers as they were written.
    pub fn deal(&mut self, parcels: impl Iterator<Item = Parcel>) {
        self.parcels.clear();
        self.parcels.extend(parcels);
        self.tools.deck.deal(&self.parcels, &self.receivers, &mut self.dealt);
    }

    /// What was dealt arrives at this value; the rest is lost to the count. One step of the stage.
    pub fn take_step(&mut self, value: &N, papers: u64, non_transferable: N, loss: N) {
        self.non_transferable = self.non_transferable.plus(&non_transferable);
        self.loss = self.loss.plus(&loss);
        let mut received = if self.recording { vec![N::zero(); self.votes.len()] } else { Vec::new() };
        for got in &self.dealt.received {
            let c = usize::from(got.parcel.candidate);
            let votes = value.times(got.papers);
            self.votes[c] = self.votes[c].plus(&votes);
            join_last(&mut self.piles[c]);
            self.piles[c].push(Held { parcel: got.parcel, value: value.clone(), papers: got.papers, first: false });
            if self.recording {
                received[c] = votes;
            }
        }
        if self.recording {
            let (value, elected) = (value.clone(), Vec::new());
            self.now.steps.push(Step { value, papers, votes: received, non_transferable, loss, elected });
        }
    }
}
