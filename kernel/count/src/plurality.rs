//! Each of a paper's first so many preferences is one vote.

use crate::contest::{Halt, Purpose};
use crate::count::Count;
use crate::number::Number;

impl<N: Number> Count<'_, N> {
    /// Counts to the end. The first preferences have been dealt, and the receivers are theirs.
    pub fn by_plurality(&mut self) -> Result<(), Halt> {
        let (seats, one) = (self.contest.seats, self.one.clone());
        let mut papers = vec![0_u64; self.votes.len()];
        self.tools.deck.first_candidates(&self.receivers, seats, &mut |candidate, number| {
            papers[usize::from(candidate)] += number;
        });
        self.votes = papers.iter().map(|&number| one.times(number)).collect();
        let all = one.times(self.valid).product(&N::of(seats as u64));
        self.non_transferable = self.votes.iter().fold(all, |rest, votes| rest.minus(votes));
        while self.places > 0 {
            let mut order: Vec<u16> = self.electable().collect();
            let Some(most) = order.iter().map(|&c| self.votes[usize::from(c)].clone()).max() else {
                break;
            };
            order.retain(|&c| self.votes[usize::from(c)] == most);
            let chosen = if order.len() > self.places {
                let left = order.clone();
                self.draw(Purpose::Election, &order, left)?
            } else {
                order[0]
            };
            self.elect(chosen);
        }
        self.close_stage();
        Ok(())
    }
}
