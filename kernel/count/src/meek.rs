//! Meek and Warren: every paper supports the elected by shares or prices, which change until surpluses are spread.

use crate::contest::{Halt, Purpose};
use crate::count::{Count, Standing};
use crate::facts::Kind;
use crate::questions::{Procedure, QuotaAgain};
use crate::support::{Share, Support};

struct Shares {
    tree: Support,
    share: Share,
    keep: Vec<u64>,
    votes: Vec<u64>,
    /// How many of the elected have their nodes open.
    opened: usize,
}

impl Count<'_, i64> {
    /// Counts to the end. The first preferences have been dealt.
    pub fn by_shares(&mut self) -> Result<(), Halt> {
        let share = match self.contest.rules.procedure {
            Procedure::Meek => Share::Part,
            Procedure::Warren => Share::Price,
            Procedure::Transfers | Procedure::Plurality => unreachable!("another procedure"),
        };
        let one = u64::try_from(self.one).expect("a power of ten");
        let keep = self.standing.iter().map(|&at| if at == Standing::Withdrawn { 0 } else { one }).collect();
        let tree = Support::new(self.standing.len() - 1, &self.dealt);
        let mut shares = Shares { tree, share, keep, votes: vec![0; self.standing.len()], opened: 0 };
        self.note_keep(&shares);
        self.first_stage()?;
        while self.places > 0 && self.contested {
            self.begin_stage()?;
            self.round(&mut shares)?;
            self.fill_last_places()?;
            self.note_keep(&shares);
            self.close_stage();
        }
        Ok(())
    }

    fn note_keep(&mut self, shares: &Shares) {
        if self.recording {
            self.now.keep = shares.keep.iter().map(|&keep| signed(keep)).collect();
        }
    }

    /// Iterates until somebody is elected, or the surpluses are spread and somebody is excluded.
    fn round(&mut self, shares: &mut Shares) -> Result<(), Halt> {
        self.open_elected(shares);
        let undeclared = self.undeclared_who_go_first();
        if !undeclared.is_empty() {
            self.now.iterations = Some(0);
            return self.exclude_these(shares, &undeclared);
        }
        let (mut iterations, mut before) = (0, None);
        loop {
            let surplus = self.total_surplus();
            if surplus < self.enough_spread() || before.is_some_and(|before| surplus >= before) {
                self.now.iterations = Some(iterations);
                return self.exclude_one(shares, surplus);
            }
            before = Some(surplus);
            if (self.tools.stopped)() {
                return Err(Halt::Interrupted);
            }
            self.update_keep(shares);
            let elected = self.elected.len();
            self.distribute_and_elect(shares)?;
            iterations += 1;
            if self.elected.len() > elected {
                self.now.kind = Kind::Election;
                self.now.of = self.elected[elected..].to_vec();
                self.now.iterations = Some(iterations);
                return Ok(());
            }
        }
    }

    /// The nodes of those elected since the last time are opened.
    fn open_elected(&mut self, shares: &mut Shares) {
        self.write_supported();
        for &candidate in &self.elected[shares.opened..] {
            shares.tree.open(candidate, self.tools.deck, &self.receivers);
        }
        shares.opened = self.elected.len();
        shares.tree.lay_out();
    }

    fn write_supported(&mut self) {
        let supported: Vec<bool> = (0..self.standing.len())
            .map(|c| match self.standing[c] {
                Standing::Continuing | Standing::Elected => true,
                Standing::Waiting | Standing::Withdrawn | Standing::Excluded => false,
            })
            .collect();
        self.tools.deck.write_receivers(&supported, true, &mut self.receivers);
    }

    fn quota_now(&self) -> i64 {
        self.quota.expect("Meek and Warren have a quota")
    }

    fn total_surplus(&self) -> i64 {
        let quota = self.quota_now();
        let excess = |c: usize| {
            if self.standing[c] == Standing::Elected { (self.votes[c] - quota).max(0) } else { 0 }
        };
        self.candidates().map(excess).sum()
    }

    /// 10^-convergence in units of votes.
    fn enough_spread(&self) -> i64 {
        let places = self.contest.rules.convergence.unwrap_or(0);
        let parts = 10_i64.pow(places);
        // Where the unit is coarser than that, only no surplus at all is below it.
        if self.whole >= parts { self.whole / parts } else { 1 }
    }

    /// keep = min(1, ⌈⌈keep × quota⌉ / votes⌉) for all elected together.
    fn update_keep(&mut self, shares: &mut Shares) {
        let wide = |value: i64| i128::from(value);
        let (one, whole, quota) = (wide(self.one), wide(self.whole), wide(self.quota_now()));
        for c in (1..self.standing.len()).filter(|&c| self.standing[c] == Standing::Elected) {
            let product = num_integer::Integer::div_ceil(&(i128::from(shares.keep[c]) * quota), &whole);
            let keep = num_integer::Integer::div_ceil(&(product * whole), &wide(self.votes[c]));
            shares.keep[c] = u64::try_from(keep.min(one)).expect("a keep value is not negative");
        }
    }

    fn distribute_and_elect(&mut self, shares: &mut Shares) -> Result<(), Halt> {
        let one = u64::try_from(self.one).expect("a power of ten");
        shares.tree.distribute(shares.share, &shares.keep, one, &mut shares.votes);
        for (votes, &found) in self.votes.iter_mut().zip(&shares.votes) {
            *votes = signed(found);
        }
        let held: i64 = self.votes.iter().sum();
        self.non_transferable = self.one * signed(self.valid) - held;
        match self.contest.rules.quota_again {
            QuotaAgain::Always => {}
            QuotaAgain::Never | QuotaAgain::UntilElected => self.find_quota(true),
        }
        self.elect_by_votes()
    }

    fn exclude_one(&mut self, shares: &mut Shares, surplus: i64) -> Result<(), Halt> {
        let within = if self.contest.rules.tied_within_surplus { surplus } else { 0 };
        let tied = self.tied_lowest(&within);
        let leaving = self.settle(Purpose::Exclusion, &tied, false)?;
        self.exclude_these(shares, &[leaving])
    }

    /// Excludes these at the votes they have; their papers support whom they name next.
    fn exclude_these(&mut self, shares: &mut Shares, leaving: &[u16]) -> Result<(), Halt> {
        self.now.kind = Kind::Exclusion;
        if self.recording {
            self.now.before = self.votes.clone();
        }
        self.leave(leaving);
        self.excluded_yet = true;
        for &candidate in leaving {
            shares.keep[usize::from(candidate)] = 0;
        }
        self.write_supported();
        let held = u16::try_from(self.standing.len()).expect("candidates are numbered in 16 bits");
        for &dissolved in leaving.iter().chain([&held]) {
            shares.tree.dissolve(dissolved, self.tools.deck, &self.receivers);
        }
        shares.tree.lay_out();
        self.distribute_and_elect(shares)
    }
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).expect("votes fit in 63 bits")
}
