//! Whom to exclude, and what becomes of their papers.

use std::cmp::Ordering;

use crate::contest::{Halt, Purpose};
use crate::count::{Count, Held, Standing, number};
use crate::facts::Kind;
use crate::number::Number;
use crate::questions::{Batches, ExcludeTogether, SurplusWaits};

/// How the lowest together compare with the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// No test passes.
    Never,
    /// Not more.
    NotExceeding,
    /// Less.
    LessThan,
}

impl From<SurplusWaits> for Test {
    fn from(answer: SurplusWaits) -> Self {
        match answer {
            SurplusWaits::Never => Self::Never,
            SurplusWaits::NotExceeding => Self::NotExceeding,
            SurplusWaits::LessThan => Self::LessThan,
        }
    }
}

impl From<ExcludeTogether> for Test {
    fn from(answer: ExcludeTogether) -> Self {
        match answer {
            ExcludeTogether::Never => Self::Never,
            ExcludeTogether::NotExceeding => Self::NotExceeding,
            ExcludeTogether::LessThan => Self::LessThan,
        }
    }
}

/// Brings whoever has the fewest votes, of those from this place on, to it.
fn lowest_first<'v, N: Number>(candidates: &mut [u16], place: usize, votes: impl Fn(u16) -> &'v N) {
    let (mut lowest, mut fewest) = (place, votes(candidates[place]));
    for (further, &c) in candidates.iter().enumerate().skip(place + 1) {
        if votes(c) < fewest {
            (lowest, fewest) = (further, votes(c));
        }
    }
    candidates.swap(place, lowest);
}

impl<N: Number> Count<'_, N> {
    /// The largest group of lowest candidates that passes the test with all surpluses, and with the votes of these, who
    /// leave in any case; empty where none does.
    pub fn lowest_together(&self, test: Test, besides: &[u16]) -> Vec<u16> {
        if test == Test::Never || self.anybody_doomed {
            return Vec::new();
        }
        let votes = |c: u16| &self.votes[usize::from(c)];
        let mut lowest = Vec::with_capacity(self.continuing().count());
        lowest.extend(self.continuing().filter(|&c| !self.guarded[usize::from(c)] && !besides.contains(&c)));
        let Some(highest) = lowest.iter().map(|&c| votes(c)).max() else { return lowest };
        let mut together = besides.iter().fold(self.surpluses(), |sum, &c| sum.plus(votes(c)));
        let (mut gone, mut passing) = (0, 0);
        lowest_first(&mut lowest, 0, votes);
        for k in 1..lowest.len() {
            let last = lowest[k - 1];
            together = together.plus(votes(last));
            gone += usize::from(!self.contest.undeclared[usize::from(last)]);
            // With more votes than anybody has no further group passes.
            if together > *highest || self.electable_left - gone < self.places {
                break;
            }
            lowest_first(&mut lowest, k, votes);
            let next = lowest[k];
            let passes = match (test, together.cmp(votes(next))) {
                (Test::Never, _) | (_, Ordering::Greater) | (Test::LessThan, Ordering::Equal) => false,
                (Test::NotExceeding, Ordering::Less | Ordering::Equal) | (Test::LessThan, Ordering::Less) => true,
            };
            if passes && votes(next) != votes(last) && self.may_go_together(&lowest[..k]) {
                passing = k;
            }
        }
        lowest.truncate(passing);
        lowest
    }

    fn may_go_together(&self, leaving: &[u16]) -> bool {
        if self.tools.constraints.is_empty() {
            return true;
        }
        let undeclared = &self.contest.undeclared;
        let leaving: Vec<u16> = leaving.iter().copied().filter(|&c| !undeclared[usize::from(c)]).collect();
        self.tools.constraints.feasible_without(&leaving, self.places)
    }

    /// The one candidate to be excluded: the doomed first, the guarded only where nobody else is left.
    pub fn lowest_one(&mut self) -> Result<u16, Halt> {
        if let (false, Some(only)) = (self.anybody_bound(), self.alone(self.continuing(), false)) {
            return Ok(only);
        }
        let tied = self.tied_lowest(&N::zero());
        self.settle(Purpose::Exclusion, &tied, false)
    }

    /// Of those who may be excluded: all within so many votes of the lowest.
    pub fn tied_lowest(&self, within: &N) -> Vec<u16> {
        if !self.anybody_bound() {
            let least = self.continuing().map(|c| &self.votes[usize::from(c)]).min();
            let least = least.expect("somebody continues").plus(within);
            return self.continuing().filter(|&c| self.votes[usize::from(c)] <= least).collect();
        }
        let doomed = self.anybody_doomed;
        let free = doomed || self.continuing().any(|c| !self.guarded[usize::from(c)]);
        let may = self.continuing().map(usize::from).filter(|&c| match (doomed, free) {
            (true, _) => self.doomed[c],
            (false, true) => !self.guarded[c],
            (false, false) => true,
        });
        let least = may.clone().map(|c| &self.votes[c]).min().expect("somebody continues").plus(within);
        may.filter(|&c| self.votes[c] <= least).map(number).collect()
    }

    /// Excludes these candidates and moves their papers, in batches as the rule book wants.
    pub fn exclude(&mut self, leaving: &[u16]) -> Result<(), Halt> {
        self.now.kind = Kind::Exclusion;
        self.leave(leaving);
        let mut held = std::mem::take(&mut self.held);
        held.clear();
        for c in leaving.iter().map(|&c| usize::from(c)) {
            held.extend(self.piles[c].drain(..).map(|parcel| (c, parcel)));
        }
        let firsts_apart = match self.contest.rules.batches {
            Batches::FirstsThenValue => true,
            Batches::One | Batches::ByValue => false,
        };
        let first = |held: &Held<N>| firsts_apart && held.first;
        held.sort_unstable_by(|(_, a), (_, b)| (first(b), &b.value).cmp(&(first(a), &a.value)));
        let alike = |a: &Held<N>, b: &Held<N>| first(a) == first(b) && a.value == b.value;
        self.move_batches(&held, &alike)?;
        self.held = held;
        self.excluded_yet = true;
        if !self.contest.rules.elect_after_each_batch || self.held.is_empty() {
            self.elect_by_votes()?;
        }
        Ok(())
    }

    /// These candidates are excluded from now on.
    pub fn leave(&mut self, leaving: &[u16]) {
        for &c in leaving {
            self.moves_to(c, Standing::Excluded);
        }
        self.note_leaving(leaving, self.fewest(self.continuing()));
        if self.recording {
            self.now.of = leaving.to_vec();
            self.now.of.sort_unstable();
            self.now.excluded = self.now.of.clone();
        }
        self.look_again();
    }

    /// Moves what is held, batch after batch, until the places are filled.
    fn move_batches(
        &mut self,
        held: &[(usize, Held<N>)],
        alike: &dyn Fn(&Held<N>, &Held<N>) -> bool,
    ) -> Result<(), Halt> {
        let one = self.one.clone();
        for (i, batch) in held.chunk_by(|a, b| alike(&a.1, &b.1)).enumerate() {
            if i > 0 {
                self.note_point(crate::papers::offset(i));
            }
            // The unit may have become finer since the papers were taken up.
            let value = batch[0].1.value.product_over(&self.one, &one);
            self.move_batch(batch, &value);
            self.excluded_yet = true;
            self.find_quota_again();
            if self.contest.rules.elect_after_each_batch {
                self.elect_after_batch()?;
                if self.places == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    fn move_batch(&mut self, batch: &[(usize, Held<N>)], value: &N) {
        self.write_receivers(0);
        let mut papers = 0;
        for (c, held) in batch {
            self.votes[*c] = self.votes[*c].minus(&value.times(held.papers));
            papers += held.papers;
        }
        self.deal(batch.iter().map(|(_, held)| held.parcel));
        let non_transferable = value.times(self.dealt.stopped);
        self.take_step(value, papers, non_transferable, N::zero());
    }

    fn elect_after_batch(&mut self) -> Result<(), Halt> {
        let before = self.elected.len();
        self.elect_by_votes()?;
        if let Some(step) = self.now.steps.last_mut() {
            step.elected = self.elected[before..].to_vec();
        }
        Ok(())
    }
}
