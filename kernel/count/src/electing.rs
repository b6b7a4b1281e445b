//! Who is elected, and when.

use crate::contest::{Halt, Purpose};
use crate::count::{Count, Standing};
use crate::number::Number;
use crate::questions::QuotaAgain;

impl<N: Number> Count<'_, N> {
    /// Whether nobody may be elected before an exclusion has taken place.
    pub fn waits_for_exclusion(&self) -> bool {
        self.contest.rules.one_place_waits_for_exclusion
            && self.contest.seats == 1
            && self.contested
            && !self.excluded_yet
    }

    /// Elects, highest first, everybody with enough votes, and finds the thresholds as the rule book wants.
    pub fn elect_by_votes(&mut self) -> Result<(), Halt> {
        while self.places > 0 && !self.waits_for_exclusion() {
            match self.contest.rules.quota_again {
                QuotaAgain::Always => self.find_quota(true),
                QuotaAgain::Never | QuotaAgain::UntilElected => {}
            }
            self.find_required();
            let Some(least) = [&self.quota, &self.required].into_iter().flatten().min() else { return Ok(()) };
            // Few have enough: so that is asked first.
            let has_enough = |&c: &u16| {
                let c = usize::from(c);
                self.votes[c] >= *least && !self.doomed[c] && !self.contest.undeclared[c]
            };
            let enough = || self.continuing().filter(has_enough);
            let chosen = match self.alone(enough(), true) {
                Some(only) => only,
                None => {
                    let enough: Vec<u16> = enough().collect();
                    let Some(chosen) = self.next_elected(&enough, true)? else { return Ok(()) };
                    chosen
                }
            };
            self.elect(chosen);
        }
        Ok(())
    }

    /// Votes still active, which are all but what the elected keep, / (places left + 1), rounded up.
    fn find_required(&mut self) {
        if !self.contest.rules.elected_by_active_vote {
            return;
        }
        let all = self.votes.iter().fold(N::zero(), |sum, votes| sum.plus(votes));
        let held = self.elected.iter().fold(N::zero(), |sum, &c| sum.plus(&self.votes[usize::from(c)]));
        let active = all.minus(&held).plus(&self.surpluses());
        let parts = N::of(self.places as u64 + 1);
        let required = self.rounded_up(active, &parts);
        self.required = Some(required);
    }

    /// The next of these to be elected. limited: where equals are more than the places, nobody.
    fn next_elected(&mut self, among: &[u16], limited: bool) -> Result<Option<u16>, Halt> {
        let Some(most) = among.iter().map(|&c| &self.votes[usize::from(c)]).max() else {
            return Ok(None);
        };
        let equal: Vec<u16> = among.iter().copied().filter(|&c| self.votes[usize::from(c)] == *most).collect();
        if let [only] = equal[..] {
            return Ok(Some(only));
        }
        let left = self.look_back(&equal, true).among;
        if limited && left.len() > self.places {
            return Ok(None);
        }
        if left.len() > 1 && self.one_dooms_another(&left) {
            return self.draw(Purpose::Election, &equal, left).map(Some);
        }
        Ok(Some(left[0]))
    }

    /// Whether electing one of these would make another of them doomed.
    fn one_dooms_another(&mut self, among: &[u16]) -> bool {
        if self.tools.constraints.is_empty() || self.places < 2 {
            return false;
        }
        among.iter().any(|&first| self.tools.constraints.dooms(first, among, self.places - 1))
    }

    /// Elects one.
    pub fn elect(&mut self, c: u16) {
        self.moves_to(c, Standing::Elected);
        self.outcome.stage_elected[usize::from(c)] = self.stage;
        self.elected.push(c);
        self.now.elected.push(c);
        for heir in self.contest.heirs.iter().filter(|heir| heir.before == c) {
            self.begins_to_stand(heir.further);
        }
        self.places -= 1;
        self.look_again();
    }

    /// Elects all of these, in order; there are places for them.
    pub fn elect_all(&mut self, mut these: Vec<u16>) -> Result<(), Halt> {
        while let Some(chosen) = self.next_elected(&these, false)? {
            these.retain(|&c| c != chosen);
            self.elect(chosen);
        }
        Ok(())
    }

    /// After a stage: the last place by comparison, and the last places when as many continue.
    pub fn fill_last_places(&mut self) -> Result<(), Halt> {
        if self.places == 0 || self.waits_for_exclusion() {
            return Ok(());
        }
        if self.contest.rules.last_place_by_comparison && self.places == 1 {
            let all = self.continuing().fold(self.surpluses(), |sum, c| sum.plus(&self.votes[usize::from(c)]));
            let beats_all = |c: u16| {
                let own = &self.votes[usize::from(c)];
                !self.doomed[usize::from(c)] && *own >= all.minus(own)
            };
            let winners: Vec<u16> = self.electable().filter(|&c| beats_all(c)).collect();
            if let [winner] = winners[..] {
                self.elect(winner);
            }
        }
        // A further «re-open nominations» may begin to stand as one is elected.
        loop {
            if self.electable_left == 0 || self.electable_left > self.places {
                return Ok(());
            }
            let these = self.electable().collect();
            self.elect_all(these)?;
        }
    }
}
