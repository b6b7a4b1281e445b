//! One count with all its facts.

use hustings_count::{AnyPapers, Cast, Found, Halt, Weights, loaded};
use num_bigint::BigInt;
use pyo3::prelude::*;

use crate::buffers::copied;
use crate::halting::{Pulse, guarded, told};
use crate::lots::Drawn;
use crate::question::Asked;

enum Either {
    Whole(Found<i64>),
    Exact(Found<BigInt>),
}

/// Counts once: ("facts", facts, moves), or a word and what belongs to it (see `halting`).
#[pyfunction]
pub fn count(
    py: Python<'_>,
    tokens: &Bound<'_, PyAny>,
    starts: &Bound<'_, PyAny>,
    papers: &Bound<'_, PyAny>,
    question: &Asked,
    ranks: Py<PyAny>,
) -> PyResult<(&'static str, Py<PyAny>, u64)> {
    let contest = match &question.contest {
        Ok(contest) => contest,
        Err(halt) => return told(py, halt).map(|(word, what)| (word, what, 0)),
    };
    let (tokens, starts, weights) = (copied::<i16>(tokens)?, copied::<i64>(starts)?, copied::<i64>(papers)?);
    let lots = Drawn::new(ranks, contest.rules.lot);
    let pulse = Pulse::new();
    let found = py.detach(|| {
        guarded(|| {
            let candidates = contest.stands.len() - 1;
            let cast = Cast { tokens: &tokens, starts: &starts };
            let papers = AnyPapers::read(cast, candidates, contest.rules.reading, false)
                .map_err(|_| Halt::Unsupported("rankings longer together than 32 bits can number".to_owned()))?;
            let (mut room, weights) = (loaded(&papers), Weights::Wide(&weights));
            let mut constraints = question.constraints(contest);
            let stopped = || pulse.stopped();
            if contest.rules.decimals.is_none() {
                hustings_count::count_exactly(&mut room, weights, contest, &mut constraints, &mut &lots, &stopped)
                    .map(Either::Exact)
            } else {
                hustings_count::count(&mut room, weights, contest, &mut constraints, &mut &lots, &stopped, true)
                    .map(Either::Whole)
            }
        })
    });
    if let Some(error) = lots.error().or_else(|| pulse.into_error()) {
        return Err(error);
    }
    match found {
        Ok(Either::Whole(found)) => Ok(("facts", crate::facts::facts(py, &found)?, found.moved)),
        Ok(Either::Exact(found)) => Ok(("facts", crate::facts::facts(py, &found)?, found.moved)),
        Err(halt) => told(py, &halt).map(|(word, what)| (word, what, 0)),
    }
}
