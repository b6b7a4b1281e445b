//! What a count finds, as data: the same that `facts.py` describes, number for number.

use crate::contest::Purpose;
use crate::number::Number;

/// What a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The first preferences.
    First,
    /// A surplus moves.
    Surplus,
    /// Somebody is excluded.
    Exclusion,
    /// Somebody is elected, and nothing moves.
    Election,
}

impl Kind {
    /// The words in a count record.
    pub fn words(self) -> &'static str {
        match self {
            Self::First => "first preferences",
            Self::Surplus => "surplus",
            Self::Exclusion => "exclusion",
            Self::Election => "election",
        }
    }
}

/// How a tie was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By an earlier point at which they differed: end of this stage (step 0), or of a step in it.
    LookBack {
        /// The stage.
        stage: u32,
        /// The step, 0 for the end of the stage.
        step: u32,
    },
    /// By lot.
    Lot,
    /// By a recorded decision.
    Decision,
}

/// Candidates with equal votes, and how one of them was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// What for.
    pub purpose: Purpose,
    /// All the tied, ascending.
    pub among: Vec<u16>,
    /// How.
    pub by: By,
    /// The one.
    pub chosen: u16,
    /// What look-back left, where it narrowed the choice and something else settled it.
    pub narrowed: Vec<u16>,
}

/// Papers of one value, moved together. Votes are by candidate from 1 on; entry 0 is unused.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Step<N> {
    pub value: N,
    pub papers: u64,
    pub votes: Vec<N>,
    pub non_transferable: N,
    pub loss: N,
    pub elected: Vec<u16>,
}

/// One stage as it stands when complete. Values and votes are in units of this stage: `one` is the value of a whole paper.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Stage<N> {
    pub number: u32,
    pub kind: Kind,
    pub of: Vec<u16>,
    pub quota: Option<N>,
    pub votes: Vec<N>,
    pub non_transferable: N,
    pub loss: N,
    pub elected: Vec<u16>,
    pub excluded: Vec<u16>,
    pub steps: Vec<Step<N>>,
    pub ties: Vec<Tie>,
    pub guarded: Vec<u16>,
    pub doomed: Vec<u16>,
    pub required: Option<N>,
    pub transfer_value: Option<N>,
    pub keep: Vec<N>,
    pub iterations: Option<u32>,
    pub before: Vec<N>,
    pub waits: Option<N>,
    pub one: N,
}

impl<N: Number> Stage<N> {
    /// A stage that begins.
    pub fn begin(number: u32, kind: Kind, one: N) -> Self {
        Self {
            number,
            kind,
            of: Vec::new(),
            quota: None,
            votes: Vec::new(),
            non_transferable: N::zero(),
            loss: N::zero(),
            elected: Vec::new(),
            excluded: Vec::new(),
            steps: Vec::new(),
            ties: Vec::new(),
            guarded: Vec::new(),
            doomed: Vec::new(),
            required: None,
            transfer_value: None,
            keep: Vec::new(),
            iterations: None,
            before: Vec::new(),
            waits: None,
            one,
        }
    }

    /// All that is noted so far, in a unit that is so much finer.
    pub fn refine(&mut self, by: &N) {
        let finer = |number: &mut N| *number = number.product(by);
        finer(&mut self.one);
        for number in [&mut self.transfer_value, &mut self.waits, &mut self.required, &mut self.quota] {
            number.iter_mut().for_each(finer);
        }
        for step in &mut self.steps {
            step.votes.iter_mut().for_each(finer);
            [&mut step.value, &mut step.non_transferable, &mut step.loss].into_iter().for_each(finer);
        }
    }
}

/// For planning: when and how each candidate was elected or left. By candidate number.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Outcome {
    pub stage_elected: Vec<u32>,
    pub stage_left: Vec<u32>,
    pub votes_left: Vec<i64>,
    pub next_above: Vec<i64>,
}

/// What a count found.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Found<N> {
    pub valid: u64,
    pub invalid: u64,
    pub elected: Vec<u16>,
    /// Empty unless they were asked for.
    pub stages: Vec<Stage<N>>,
    pub outcome: Outcome,
    /// How often a paper, or a group of papers, was laid down.
    pub moved: u64,
}
