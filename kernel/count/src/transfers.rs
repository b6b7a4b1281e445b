//! The count by transfers of papers: stage after stage until the places are filled.

use crate::contest::Halt;
use crate::count::Count;
use crate::exclusion::Test;
use crate::facts::Kind;
use crate::number::Number;
use crate::questions::LastPlaces;

impl<N: Number> Count<'_, N> {
    /// Counts to the end. The first preferences have been dealt.
    pub fn by_transfers(&mut self) -> Result<(), Halt> {
        self.first_stage()?;
        while self.places > 0 && self.contested {
            self.begin_stage()?;
            self.next_stage()?;
            self.fill_last_places()?;
            self.close_stage();
        }
        Ok(())
    }

    /// The first preferences: who is elected by them, or at once where there is no contest.
    pub fn first_stage(&mut self) -> Result<(), Halt> {
        self.look_again();
        self.find_quota(false);
        self.contested = !self.no_contest();
        if !self.contested {
            self.elect_unopposed()?;
        } else {
            self.find_quota_again();
            self.elect_by_votes()?;
            self.fill_last_places()?;
        }
        self.close_stage();
        Ok(())
    }

    fn next_stage(&mut self) -> Result<(), Halt> {
        let together = Test::from(self.contest.rules.exclude_together);
        let surpluses = self.surpluses();
        let undeclared = self.undeclared_who_go_first();
        if !undeclared.is_empty() {
            return self.propose(&undeclared, surpluses);
        }
        if self.contest.rules.exclude_before_surplus {
            let leaving = self.lowest_together(together, &[]);
            if !leaving.is_empty() {
                return self.propose(&leaving, surpluses);
            }
        }
        if !surpluses.is_nought() && !self.surpluses_wait() {
            let largest = self.largest_surplus()?.expect("there are surpluses");
            return self.move_surplus(largest);
        }
        let mut leaving = self.lowest_together(together, &[]);
        if leaving.is_empty() {
            leaving.push(self.lowest_one()?);
        }
        self.propose(&leaving, surpluses)
    }

    /// These are to be excluded; but where that would leave as many as places, the others are elected instead.
    fn propose(&mut self, leaving: &[u16], surpluses: N) -> Result<(), Halt> {
        if self.leaves_as_many_as_places(leaving) {
            return self.elect_instead(leaving, surpluses);
        }
        self.exclude_while_waiting(leaving, surpluses)
    }

    /// At the second stage, where the rule book wants it: all the undeclared, and who cannot catch up with them.
    pub fn undeclared_who_go_first(&self) -> Vec<u16> {
        if !self.contest.rules.undeclared_first || self.stage != 2 {
            return Vec::new();
        }
        let mut leaving: Vec<u16> = self.continuing().filter(|&c| self.contest.undeclared[usize::from(c)]).collect();
        if self.contest.rules.exclude_before_surplus && !leaving.is_empty() {
            let others = self.lowest_together(Test::from(self.contest.rules.exclude_together), &leaving);
            leaving.extend(others);
        }
        leaving
    }

    fn surpluses_wait(&self) -> bool {
        let test = Test::from(self.contest.rules.surplus_waits);
        !self.contest.rules.exclude_before_surplus && !self.lowest_together(test, &[]).is_empty()
    }

    fn exclude_while_waiting(&mut self, leaving: &[u16], surpluses: N) -> Result<(), Halt> {
        self.now.waits = (!surpluses.is_nought()).then_some(surpluses);
        self.exclude(leaving)
    }

    /// Whether the exclusion does not take place, since all others are then elected.
    fn leaves_as_many_as_places(&self, leaving: &[u16]) -> bool {
        let before = match self.contest.rules.last_places {
            LastPlaces::Before => true,
            LastPlaces::After => false,
        };
        let go = leaving.iter().filter(|&&c| !self.contest.undeclared[usize::from(c)]).count();
        before && !self.waits_for_exclusion() && self.electable_left - go == self.places
    }

    /// Nothing moves; all but these are elected.
    fn elect_instead(&mut self, leaving: &[u16], surpluses: N) -> Result<(), Halt> {
        self.now.kind = Kind::Election;
        self.now.waits = (!surpluses.is_nought()).then_some(surpluses);
        self.note_leaving(leaving, self.fewest(self.continuing().filter(|c| !leaving.contains(c))));
        let others: Vec<u16> = self.electable().filter(|c| !leaving.contains(c)).collect();
        let before = self.elected.len();
        self.elect_all(others)?;
        self.now.of = self.elected[before..].to_vec();
        Ok(())
    }
}

impl<N: Number> Count<'_, N> {
    /// No contest: everybody is elected, first who has the votes, as at every first stage.
    fn elect_unopposed(&mut self) -> Result<(), Halt> {
        self.elect_by_votes()?;
        // A further «re-open nominations» may begin to stand as one is elected.
        while self.electable_left > 0 && self.places > 0 {
            let all = self.electable().collect();
            self.elect_all(all)?;
        }
        Ok(())
    }
}
