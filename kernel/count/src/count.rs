//! The state of a count, and what every procedure does with it.

use crate::constraints::Constraints;
use crate::contest::{Contest, Halt, Lots};
use crate::deck::{Dealt, Deck, Parcel};
use crate::facts::{Found, Kind, Outcome, Stage};
use crate::number::Number;
use crate::questions::{LookBackPoints, Quota, QuotaAgain, SurplusPapers};
use crate::receivers::Receivers;

/// Where a candidate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No candidate any more, from the start.
    Withdrawn,
    /// A further «re-open nominations», which stands once the one before is elected.
    Waiting,
    /// Neither elected nor excluded.
    Continuing,
    /// Elected.
    Elected,
    /// Excluded.
    Excluded,
}

/// A parcel in a candidate's pile.
#[derive(Debug, Clone)]
pub struct Held<N> {
    pub parcel: Parcel,
    pub value: N,
    pub papers: u64,
    /// Whether they are first preferences.
    pub first: bool,
}

/// What a count works with, apart from its state.
pub struct Tools<'a> {
    /// The papers, loaded.
    pub deck: &'a mut dyn Deck,
    /// How lots are drawn.
    pub lots: &'a mut dyn Lots,
    /// What is known of the constraints.
    pub constraints: &'a mut Constraints,
    /// Whether somebody asked to stop.
    pub stopped: &'a dyn Fn() -> bool,
}

/// Room that is used again from election to election.
#[derive(Debug)]
pub struct Spare<N> {
    piles: Vec<Vec<Held<N>>>,
    points: Vec<(u32, u32)>,
    history: Vec<N>,
    dealt: Dealt,
    receivers: Receivers,
    held: Vec<(usize, Held<N>)>,
    parcels: Vec<Parcel>,
}

impl<N> Default for Spare<N> {
    fn default() -> Self {
        Self {
            piles: Vec::new(),
            points: Vec::new(),
            history: Vec::new(),
            dealt: Dealt::default(),
            receivers: Receivers::default(),
            held: Vec::new(),
            parcels: Vec::new(),
        }
    }
}

/// The state. Lists by candidate have an entry 0 for nobody.
pub struct Count<'a, N> {
    pub contest: &'a Contest,
    pub tools: Tools<'a>,
    /// Value of a whole paper, in units of value.
    pub one: N,
    /// A whole vote, and one in the last place of the rule, in units of votes.
    pub whole: N,
    pub place: N,
    pub standing: Vec<Standing>,
    pub votes: Vec<N>,
    pub piles: Vec<Vec<Held<N>>>,
    pub surplus_moved: Vec<bool>,
    pub non_transferable: N,
    pub loss: N,
    pub valid: u64,
    pub invalid: u64,
    pub quota: Option<N>,
    pub required: Option<N>,
    /// Places left.
    pub places: usize,
    pub elected: Vec<u16>,
    /// Whether there are more candidates than places.
    pub contested: bool,
    /// Whether an exclusion has taken place.
    pub excluded_yet: bool,
    /// Whether anybody can be guarded or doomed at all.
    bounded: bool,
    /// Whether some candidates may not be excluded whatever happens.
    protecting: bool,
    anybody_guarded: bool,
    pub anybody_doomed: bool,
    pub guarded: Vec<bool>,
    pub doomed: Vec<bool>,
    /// Points at which votes are compared: stage and step; and the votes there, one list after another.
    pub points: Vec<(u32, u32)>,
    pub history: Vec<N>,
    pub stage: u32,
    pub now: Stage<N>,
    pub recording: bool,
    pub stages: Vec<Stage<N>>,
    pub outcome: Outcome,
    pub dealt: Dealt,
    pub receivers: Receivers,
    /// Who may have ceased to receive papers since the receivers were written, if they have been.
    ceased: Option<Vec<u16>>,
    receives: Vec<bool>,
    /// Who continues, ascending, and how many of them can be elected.
    pub live: Vec<u16>,
    pub electable_left: usize,
    /// Room that is used again from stage to stage.
    pub held: Vec<(usize, Held<N>)>,
    pub parcels: Vec<Parcel>,
}

impl<'a, N: Number> Count<'a, N> {
    /// A count that is to begin. The deck is loaded.
    pub fn new(contest: &'a Contest, tools: Tools<'a>, recording: bool, mut spare: Spare<N>) -> Self {
        let size = tools.deck.candidates() + 1;
        let power = |exponent: u32| (0..exponent).fold(N::of(1), |product, _| product.product(&N::of(10)));
        let (one, place) = (power(contest.rules.decimals.unwrap_or(0)), power(contest.weight_decimals));
        spare.piles.iter_mut().for_each(Vec::clear);
        spare.piles.resize_with(size, Vec::new);
        spare.points.clear();
        spare.history.clear();
        let standing = |c: usize| {
            if contest.heirs.iter().any(|heir| usize::from(heir.further) == c) {
                return Standing::Waiting;
            }
            if c > 0 && contest.stands[c] { Standing::Continuing } else { Standing::Withdrawn }
        };
        Self {
            contest,
            tools,
            whole: one.product(&place),
            place,
            standing: (0..size).map(standing).collect(),
            votes: vec![N::zero(); size],
            piles: spare.piles,
            surplus_moved: vec![false; size],
            non_transferable: N::zero(),
            loss: N::zero(),
            valid: 0,
            invalid: 0,
            quota: None,
            required: None,
            places: contest.seats,
            elected: Vec::new(),
            contested: true,
            excluded_yet: false,
            bounded: contest.protected.contains(&true) || !contest.constraints.is_empty(),
            protecting: contest.protected.contains(&true),
            anybody_guarded: false,
            anybody_doomed: false,
            guarded: vec![false; size],
            doomed: vec![false; size],
            points: spare.points,
            history: spare.history,
            stage: 1,
            now: Stage::begin(1, Kind::First, one.clone()),
            one,
            recording,
            stages: Vec::new(),
            outcome: Outcome {
                stage_elected: vec![0; size],
                stage_left: vec![0; size],
                votes_left: vec![0; size],
                next_above: vec![-1; size],
            },
            dealt: spare.dealt,
            receivers: spare.receivers,
            ceased: None,
            receives: vec![false; size],
            live: (1..size).filter(|&c| standing(c) == Standing::Continuing).map(number).collect(),
            electable_left: (1..size)
                .filter(|&c| standing(c) == Standing::Continuing && !contest.undeclared[c])
                .count(),
            held: spare.held,
            parcels: spare.parcels,
        }
    }

    /// Where this candidate stands from now on, who has continued so far.
    pub fn moves_to(&mut self, candidate: u16, standing: Standing) {
        self.standing[usize::from(candidate)] = standing;
        let place = self.live.binary_search(&candidate).expect("who continues is among them");
        self.live.remove(place);
        if !self.contest.undeclared[usize::from(candidate)] {
            self.electable_left -= 1;
            match standing {
                Standing::Elected => self.tools.constraints.elect(candidate),
                Standing::Excluded => self.tools.constraints.exclude(candidate),
                Standing::Withdrawn | Standing::Waiting | Standing::Continuing => {}
            }
        }
        if let Some(ceased) = &mut self.ceased {
            ceased.push(candidate);
        }
    }

    /// This candidate, who has waited, stands from now on.
    pub fn begins_to_stand(&mut self, candidate: u16) {
        self.standing[usize::from(candidate)] = Standing::Continuing;
        self.live.insert(self.live.partition_point(|&c| c < candidate), candidate);
        self.electable_left += 1;
        self.tools.constraints.stands(candidate);
        self.ceased = None;
    }

    /// All candidate numbers.
    pub fn candidates(&self) -> std::ops::Range<usize> {
        1..self.standing.len()
    }

    /// Who continues, ascending.
    pub fn continuing(&self) -> impl Iterator<Item = u16> + Clone + '_ {
        self.live.iter().copied()
    }

    /// Who continues and can be elected at all: all but the undeclared.
    pub fn electable(&self) -> impl Iterator<Item = u16> + '_ {
        self.continuing().filter(|&c| !self.contest.undeclared[usize::from(c)])
    }

    /// Whether the standing candidates are no more than the places.
    pub fn no_contest(&self) -> bool {
        self.electable_left + self.contest.heirs.len() <= self.contest.seats
    }

    /// Deals all papers to their first candidates; finds who is valid.
    pub fn deal_first(&mut self, total: u64) {
        self.receives.clear();
        self.receives.extend((0..self.standing.len()).map(|c| self.standing[c] == Standing::Continuing));
        self.tools.deck.write_receivers(&self.receives, false, &mut self.receivers);
        self.tools.deck.deal_all(&self.receivers, &mut self.dealt);
        self.invalid = self.dealt.stopped;
        self.valid = total - self.invalid;
        for received in &self.dealt.received {
            let c = usize::from(received.parcel.candidate);
            self.votes[c] = self.one.times(received.papers);
            let value = self.one.clone();
            self.piles[c].push(Held { parcel: received.parcel, value, papers: received.papers, first: true });
        }
    }

    /// Writes who may receive papers now; `but`: not this candidate.
    pub fn write_receivers(&mut self, but: usize) {
        let receives = |c: usize| match self.standing[c] {
            Standing::Continuing => true,
            Standing::Elected => self.contest.rules.elected_receives && !self.surplus_moved[c] && c != but,
            Standing::Waiting | Standing::Withdrawn | Standing::Excluded => false,
        };
        match &mut self.ceased {
            Some(ceased) if !self.tools.deck.has_overvotes() => {
                ceased.extend((but > 0).then_some(number(but)));
                ceased.drain(..).filter(|&c| !receives(usize::from(c))).for_each(|c| self.receivers.cease(c));
            }
            Some(_) | None => {
                for c in self.candidates() {
                    self.receives[c] = receives(c);
                }
                self.tools.deck.write_receivers(&self.receives, false, &mut self.receivers);
                self.ceased = Some(Vec::new());
            }
        }
    }

    /// What candidate c holds above the quota, if it is elected and its surplus has not moved.
    pub fn surplus(&self, c: usize) -> Option<N> {
        let moves = match self.contest.rules.surplus_papers {
            SurplusPapers::All | SurplusPapers::LastParcel => true,
            SurplusPapers::NoPapers => false,
        };
        let quota = self.quota.as_ref()?;
        let waits = self.standing[c] == Standing::Elected && !self.surplus_moved[c] && self.votes[c] > *quota;
        (moves && waits).then(|| self.votes[c].minus(quota))
    }

    /// All surpluses that have not moved, together.
    pub fn surpluses(&self) -> N {
        let surplus = |&c: &u16| self.surplus(usize::from(c));
        self.elected.iter().filter_map(surplus).fold(N::zero(), |sum, surplus| sum.plus(&surplus))
    }

    /// V, or what counts as V once votes are lost to the count.
    fn base(&self, again: bool) -> N {
        let all = self.one.times(self.valid);
        match (again, self.contest.rules.quota) {
            (true, _) => all.minus(&self.non_transferable).minus(&self.loss),
            (false, Quota::Least) => all.minus(&self.non_transferable),
            (false, _) => all,
        }
    }

    /// Finds the quota.
    pub fn find_quota(&mut self, again: bool) {
        let seats = N::of(self.contest.seats as u64);
        let parts = N::of(self.contest.seats as u64 + 1);
        let base = self.base(again);
        self.quota = match self.contest.rules.quota {
            Quota::NoQuota => None,
            Quota::Whole => Some(base.over(&parts.product(&self.whole)).plus(&N::of(1)).product(&self.whole)),
            Quota::Fractional => Some(self.rounded_up(base, &parts)),
            Quota::Hare => Some(self.rounded_up(base, &seats)),
            Quota::Least => Some(base.over(&parts).plus(&N::of(1))),
            Quota::Majority => {
                let held = self.continuing().fold(N::zero(), |sum, c| sum.plus(&self.votes[usize::from(c)]));
                Some(held.over(&N::of(2).product(&self.whole)).plus(&N::of(1)).product(&self.whole))
            }
        };
    }

    /// votes / parts, rounded up to the rule's last place; exact where the rule book counts in fractions.
    pub fn rounded_up(&mut self, votes: N, parts: &N) -> N {
        if N::EXACT {
            let by = votes.refinement(parts);
            self.refine(&by);
            return votes.product(&by).over(parts);
        }
        votes.over_up(&parts.product(&self.place)).product(&self.place)
    }

    /// After first preferences, a batch or a surplus: the quota anew, where the rule book wants it.
    pub fn find_quota_again(&mut self) {
        match self.contest.rules.quota_again {
            QuotaAgain::UntilElected if self.elected.is_empty() => self.find_quota(true),
            QuotaAgain::UntilElected | QuotaAgain::Never | QuotaAgain::Always => {}
        }
    }

    /// Makes the unit so much finer.
    pub fn refine(&mut self, by: &N) {
        if *by == N::of(1) {
            return;
        }
        let finer = |number: &mut N| *number = number.product(by);
        [&mut self.one, &mut self.whole, &mut self.non_transferable, &mut self.loss].into_iter().for_each(finer);
        self.votes.iter_mut().for_each(finer);
        self.quota.iter_mut().for_each(finer);
        self.required.iter_mut().for_each(finer);
        self.piles.iter_mut().flatten().for_each(|held| finer(&mut held.value));
        self.now.refine(by);
    }

    /// Who is guarded and who is doomed, after an election or exclusion.
    pub fn look_again(&mut self) {
        if !self.bounded {
            return;
        }
        if self.anybody_bound() {
            self.guarded.fill(false);
            self.doomed.fill(false);
            (self.anybody_guarded, self.anybody_doomed) = (false, false);
        }
        if self.places == 0 || self.electable_left == 0 {
            return;
        }
        let (undeclared, protected) = (&self.contest.undeclared, &self.contest.protected);
        let electable = self.live.iter().copied().filter(|&c| !undeclared[usize::from(c)]);
        let bounds = (!self.tools.constraints.is_empty()).then(|| self.tools.constraints.bounds(self.places));
        if bounds.is_none_or(|bounds| !bounds.anybody()) && !self.protecting {
            return;
        }
        for c in electable {
            let guarded = protected[usize::from(c)] || bounds.is_some_and(|bounds| bounds.guarded(c));
            let doomed = bounds.is_some_and(|bounds| bounds.doomed(c));
            (self.guarded[usize::from(c)], self.doomed[usize::from(c)]) = (guarded, doomed);
            self.anybody_guarded |= guarded;
            self.anybody_doomed |= doomed;
        }
    }

    /// Whether anybody is guarded or doomed.
    pub fn anybody_bound(&self) -> bool {
        self.anybody_guarded || self.anybody_doomed
    }

    /// Begins the next stage. Its kind is known once it is clear what comes.
    pub fn begin_stage(&mut self) -> Result<(), Halt> {
        if (self.tools.stopped)() {
            return Err(Halt::Interrupted);
        }
        self.stage += 1;
        self.now = Stage::begin(self.stage, Kind::Election, self.one.clone());
        Ok(())
    }

    /// Notes a point at which votes can be compared later.
    pub fn note_point(&mut self, step: u32) {
        let counts = match self.contest.rules.look_back_points {
            LookBackPoints::Stages => step == 0,
            LookBackPoints::EachBatch => true,
        };
        if counts {
            self.points.push((self.stage, step));
            self.history.extend_from_slice(&self.votes);
        }
    }

    /// Closes the stage as it stands.
    pub fn close_stage(&mut self) {
        self.note_point(0);
        if !self.recording {
            return;
        }
        let places_filled = self.places == 0;
        let of = |list: &[bool]| -> Vec<u16> {
            if places_filled { Vec::new() } else { (1..list.len()).filter(|&c| list[c]).map(number).collect() }
        };
        self.now.quota = self.quota.clone();
        self.now.required = self.required.clone();
        self.now.votes = self.votes.clone();
        self.now.non_transferable = self.non_transferable.clone();
        self.now.loss = self.loss.clone();
        self.now.guarded = of(&self.guarded);
        self.now.doomed = of(&self.doomed);
        let next = Stage::begin(self.stage, Kind::Election, self.one.clone());
        self.stages.push(std::mem::replace(&mut self.now, next));
    }

    /// The fewest votes of these; -1 of nobody.
    pub fn fewest(&self, among: impl Iterator<Item = u16>) -> i64 {
        among.map(|c| &self.votes[usize::from(c)]).min().map_or(-1, Number::small)
    }

    /// Notes, for planning, that these candidates leave now; above: the fewest votes of those who stay.
    pub fn note_leaving(&mut self, leaving: &[u16], above: i64) {
        for c in leaving.iter().map(|&c| usize::from(c)) {
            self.outcome.stage_left[c] = self.stage;
            self.outcome.votes_left[c] = self.votes[c].small();
            self.outcome.next_above[c] = above;
        }
    }

    /// What was found, at the end.
    pub fn found(mut self) -> (Found<N>, Spare<N>) {
        for c in self.candidates() {
            if self.outcome.stage_left[c] == 0 && self.standing[c] == Standing::Continuing {
                self.outcome.votes_left[c] = self.votes[c].small();
            }
        }
        let spare = Spare {
            piles: self.piles,
            points: self.points,
            history: self.history,
            dealt: self.dealt,
            receivers: self.receivers,
            held: self.held,
            parcels: self.parcels,
        };
        let found = Found {
            valid: self.valid,
            invalid: self.invalid,
            elected: self.elected,
            stages: self.stages,
            outcome: self.outcome,
            moved: self.tools.deck.moved(),
        };
        (found, spare)
    }
}

/// An index as a candidate number.
pub fn number(c: usize) -> u16 {
    u16::try_from(c).expect("candidates are numbered in 16 bits")
}
