//! A question as Python asks it, made ready once, and what was found out about its constraints.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

use hustings_count::{Constraint, Constraints, Contest, Halt, Heir, Reading, Rules, Unknown};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// More than so much is not kept of what was found out about constraints.
const MOST: usize = 1 << 14;

/// A question: the contest, or why this counter does not know how.
#[pyclass(frozen, module = "hustings.kernel._kernel")]
pub struct Asked {
    pub contest: Result<Contest, Halt>,
    known: Mutex<Vec<Constraints>>,
}

/// Makes a question ready.
#[pyfunction]
pub fn ask(question: &Bound<'_, PyAny>) -> PyResult<Asked> {
    Ok(Asked { contest: contest(question)?, known: Mutex::default() })
}

impl Asked {
    /// The constraints of this contest, with what earlier counts have found out about them.
    pub fn constraints(&self, contest: &Contest) -> Lent<'_> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let new = || Constraints::new(&contest.constraints, contest.stands.len() - 1);
        Lent { asked: self, constraints: known.unwrap_or_else(new) }
    }
}

/// Constraints that go back where they came from.
pub struct Lent<'a> {
    asked: &'a Asked,
    constraints: Constraints,
}

impl Deref for Lent<'_> {
    type Target = Constraints;
    fn deref(&self) -> &Constraints {
        &self.constraints
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Constraints {
        &mut self.constraints
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let constraints = std::mem::take(&mut self.constraints);
        if constraints.known() <= MOST {
            self.asked.known.lock().unwrap_or_else(PoisonError::into_inner).push(constraints);
        }
    }
}

/// What Python passes, field by field.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Passed<'py> {
    answers: Bound<'py, PyDict>,
    seats: usize,
    candidates: usize,
    withdrawn: Vec<usize>,
    undeclared: Vec<usize>,
    heirs: Vec<(u16, u16)>,
    guarded: Vec<usize>,
    constraints: Vec<(bool, usize, Vec<usize>)>,
    weight_decimals: u32,
}

fn contest(question: &Bound<'_, PyAny>) -> PyResult<Result<Contest, Halt>> {
    let asked: Passed = question.extract()?;
    let list = |members: &[usize]| {
        let mut list = vec![false; asked.candidates + 1];
        members.iter().filter(|&&c| c <= asked.candidates).for_each(|&c| list[c] = true);
        list
    };
    let constraint = |(at_least, number, members): &(bool, usize, Vec<usize>)| Constraint {
        at_least: *at_least,
        number: *number,
        members: list(members),
    };
    Ok(rules(&asked.answers)?.map(|rules| Contest {
        rules,
        seats: asked.seats,
        stands: list(&asked.withdrawn).iter().map(|withdrawn| !withdrawn).collect(),
        undeclared: list(&asked.undeclared),
        heirs: asked.heirs.iter().map(|&(before, further)| Heir { before, further }).collect(),
        protected: list(&asked.guarded),
        constraints: asked.constraints.iter().map(constraint).collect(),
        weight_decimals: asked.weight_decimals,
    }))
}

fn rules(answers: &Bound<'_, PyDict>) -> PyResult<Result<Rules, Halt>> {
    let answer = |name: &str| answers.get_item(name)?.ok_or_else(|| PyKeyError::new_err(name.to_owned()));
    let words = |name: &str| -> PyResult<String> { answer(name)?.extract() };
    let yes = |name: &str| -> PyResult<bool> { answer(name)?.extract() };
    let number = |name: &str| -> PyResult<Option<u32>> { answer(name)?.extract() };
    macro_rules! parse {
        ($kind:ident, $name:literal) => {
            match hustings_count::$kind::parse(&words($name)?) {
                Ok(answer) => answer,
                Err(Unknown { question, answer }) => {
                    let why = format!("the answer “{answer}” to the question “{question}”");
                    return Ok(Err(Halt::Unsupported(why)));
                }
            }
        };
    }
    Ok(Ok(Rules {
        procedure: parse!(Procedure, "procedure"),
        decimals: number("decimals")?,
        quota: parse!(Quota, "quota"),
        quota_again: parse!(QuotaAgain, "quota_again"),
        elected_by_active_vote: yes("elected_by_active_vote")?,
        one_place_waits_for_exclusion: yes("one_place_waits_for_exclusion")?,
        elected_receives: yes("elected_receives")?,
        surplus_papers: parse!(SurplusPapers, "surplus_papers"),
        transfer_value: parse!(TransferValue, "transfer_value"),
        surplus_waits: parse!(SurplusWaits, "surplus_waits"),
        exclude_together: parse!(ExcludeTogether, "exclude_together"),
        exclude_before_surplus: yes("exclude_before_surplus")?,
        undeclared_first: yes("undeclared_first")?,
        batches: parse!(Batches, "batches"),
        elect_after_each_batch: yes("elect_after_each_batch")?,
        last_places: parse!(LastPlaces, "last_places"),
        last_place_by_comparison: yes("last_place_by_comparison")?,
        look_back: parse!(LookBack, "look_back"),
        look_back_points: parse!(LookBackPoints, "look_back_points"),
        lot: parse!(LotBy, "lot"),
        reading: Reading {
            skipped: parse!(Skipped, "skipped"),
            overvoted: parse!(Overvoted, "overvoted"),
            repeated: parse!(Repeated, "repeated"),
        },
        convergence: number("convergence")?,
        tied_within_surplus: yes("tied_within_surplus")?,
    }))
}
