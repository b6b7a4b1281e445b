//! A question as Python asks it.

use hustings_count::{Constraint, Contest, Halt, Heir, Reading, Rules, Unknown};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// What Python passes, field by field.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Asked<'py> {
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

/// The contest, or why this counter does not know how.
pub fn contest(question: &Bound<'_, PyAny>) -> PyResult<Result<Contest, Halt>> {
    let asked: Asked = question.extract()?;
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
