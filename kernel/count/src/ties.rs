//! Ties: look-back, then the lot.

use crate::contest::{Halt, Purpose, UNDECIDED};
use crate::count::Count;
use crate::facts::{By, Tie};
use crate::number::Number;
use crate::questions::LookBack;

/// What look-back leaves of the tied, and where the last of the others fell away.
pub struct Left {
    pub among: Vec<u16>,
    pub point: Option<(u32, u32)>,
}

impl<N: Number> Count<'_, N> {
    /// Narrows the tied to those who had most (else fewest) where they differed.
    pub fn look_back(&self, tied: &[u16], most: bool) -> Left {
        let mut left = Left { among: tied.to_vec(), point: None };
        let past = (0..self.points.len())
            .map(|i| (self.points[i], &self.history[i * self.votes.len()..(i + 1) * self.votes.len()]));
        let present = std::iter::once(((self.stage, 0), &self.votes[..]));
        match self.contest.rules.look_back {
            LookBack::NoLookBack => {}
            LookBack::Earliest => past.chain(present).for_each(|point| narrow(&mut left, point, most)),
            LookBack::MostRecent => present.chain(past.rev()).for_each(|point| narrow(&mut left, point, most)),
        }
        left
    }

    /// The one of these with the most votes (else the fewest), where only one has so many.
    pub fn alone(&self, among: impl Iterator<Item = u16>, most: bool) -> Option<u16> {
        let mut best: Option<(u16, &N, bool)> = None;
        for c in among {
            let votes = &self.votes[usize::from(c)];
            best = match best {
                Some((known, so_many, _)) if votes == so_many => Some((known, so_many, false)),
                Some(known) if (votes > known.1) != most => Some(known),
                Some(_) | None => Some((c, votes, true)),
            };
        }
        best.and_then(|(known, _, only)| only.then_some(known))
    }

    /// The one of the tied who is chosen: who had most (else fewest) where they differed, else by lot.
    pub fn settle(&mut self, purpose: Purpose, tied: &[u16], most: bool) -> Result<u16, Halt> {
        if let [only] = tied {
            return Ok(*only);
        }
        let left = self.look_back(tied, most);
        if let ([chosen], Some((stage, step))) = (&left.among[..], left.point) {
            self.note_tie(purpose, tied, By::LookBack { stage, step }, *chosen, Vec::new());
            return Ok(*chosen);
        }
        self.draw(purpose, tied, left.among)
    }

    /// The one whom the lot, or a recorded decision, chooses among those left of the tied.
    pub fn draw(&mut self, purpose: Purpose, tied: &[u16], left: Vec<u16>) -> Result<u16, Halt> {
        let papers = self.valid / 10_u64.pow(self.contest.weight_decimals);
        let ranks = self.tools.lots.ranks(papers, self.stage, purpose)?;
        let rank = |c: u16| ranks[usize::from(c) - 1];
        let chosen = left.iter().copied().min_by_key(|&c| (rank(c), c)).expect("somebody is tied");
        let by = match rank(chosen) {
            UNDECIDED => return Err(Halt::LotNeeded { stage: self.stage, purpose, among: left }),
            negative if negative < 0 => By::Decision,
            _ => By::Lot,
        };
        let narrowed = if left.len() < tied.len() { left } else { Vec::new() };
        self.note_tie(purpose, tied, by, chosen, narrowed);
        Ok(chosen)
    }

    fn note_tie(&mut self, purpose: Purpose, tied: &[u16], by: By, chosen: u16, narrowed: Vec<u16>) {
        if self.recording {
            let mut among = tied.to_vec();
            among.sort_unstable();
            self.now.ties.push(Tie { purpose, among, by, chosen, narrowed });
        }
    }
}

fn narrow<N: Number>(left: &mut Left, (point, votes): ((u32, u32), &[N]), most: bool) {
    let of = |c: u16| &votes[usize::from(c)];
    let extreme = left.among.iter().map(|&c| of(c)).reduce(|a, b| if most { a.max(b) } else { a.min(b) });
    let extreme = extreme.expect("somebody is tied").clone();
    if left.among.len() > 1 && left.among.iter().any(|&c| *of(c) != extreme) {
        left.among.retain(|&c| *of(c) == extreme);
        left.point = Some(point);
    }
}
