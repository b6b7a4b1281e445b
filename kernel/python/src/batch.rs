//! Many counts in one call, on as many threads as are wanted: over shared rankings, or over papers of their own.

use std::ops::Range;

use hustings_count::{AnyPapers, Cast, Contest, Found, Halt, Room, loaded};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::buffers::{Own as OwnWeights, Rows, copied, copied_weights};
use crate::halting::guarded;
use crate::lots::Drawn;
use crate::question::{Asked, Lent};
use crate::threads::{Job, run};

/// What became of an election: as in `batch.py`.
const DECIDED: i8 = 0;
const NEEDS_LOT: i8 = 1;
const IMPOSSIBLE: i8 = 2;
/// So many weights are a part's at the most: they are still in the processor's cache when they are counted.
const PART: usize = 1 << 14;
/// An election of no more rankings than this is not interrupted: it takes a millisecond at the most.
const SHORT: usize = 1 << 14;

/// Rankings that many elections share, made ready once.
#[pyclass(frozen, module = "hustings.kernel._kernel")]
pub struct Planted {
    papers: AnyPapers,
}

/// Makes rankings ready, as this question reads them.
#[pyfunction]
pub fn plant(tokens: &Bound<'_, PyAny>, starts: &Bound<'_, PyAny>, question: &Asked) -> PyResult<Planted> {
    let contest = known(question)?;
    let (tokens, starts) = (copied::<i16>(tokens)?, copied::<i64>(starts)?);
    let cast = Cast { tokens: &tokens, starts: &starts };
    let papers = AnyPapers::read(cast, contest.stands.len() - 1, contest.rules.reading, true);
    papers.map(|papers| Planted { papers }).map_err(|_| too_long())
}

fn too_long() -> PyErr {
    PyValueError::new_err("the rankings are longer together than the second witness can hold")
}

fn known(question: &Asked) -> PyResult<&Contest> {
    question.contest.as_ref().map_err(|halt| PyValueError::new_err(format!("{halt:?}")))
}

/// Where results are written: writable buffers with a row an election.
#[derive(FromPyObject)]
pub struct Into<'py> {
    status: Bound<'py, PyAny>,
    elected: Bound<'py, PyAny>,
    stage_elected: Bound<'py, PyAny>,
    stage_left: Bound<'py, PyAny>,
    votes_left: Bound<'py, PyAny>,
    next_above: Bound<'py, PyAny>,
}

/// One kind of result of some elections, row after row of equal width.
#[derive(Default)]
struct Written {
    status: Vec<i8>,
    elected: Vec<i16>,
    stage_elected: Vec<i16>,
    stage_left: Vec<i16>,
    votes_left: Vec<i64>,
    next_above: Vec<i64>,
}

impl Written {
    /// Adds a row: so many seats and candidates wide.
    fn add(&mut self, found: &One, seats: usize, candidates: usize) -> PyResult<()> {
        self.status.push(match found {
            Ok(_) => DECIDED,
            Err(Halt::LotNeeded { .. }) => NEEDS_LOT,
            Err(Halt::Impossible(_)) => IMPOSSIBLE,
            Err(Halt::Unsupported(why)) => return Err(PyValueError::new_err(why.clone())),
            Err(Halt::Interrupted) => IMPOSSIBLE,
        });
        let none = Found::default();
        let found = found.as_ref().unwrap_or(&none);
        let small = |number: u32| i16::try_from(number).unwrap_or(i16::MAX);
        let outcome = &found.outcome;
        extend(&mut self.elected, found.elected.iter().map(|&c| small(c.into())), seats, 0);
        extend(&mut self.stage_elected, outcome.stage_elected.iter().skip(1).map(|&s| small(s)), candidates, 0);
        extend(&mut self.stage_left, outcome.stage_left.iter().skip(1).map(|&s| small(s)), candidates, 0);
        extend(&mut self.votes_left, outcome.votes_left.iter().skip(1).copied(), candidates, 0);
        extend(&mut self.next_above, outcome.next_above.iter().skip(1).copied(), candidates, -1);
        Ok(())
    }
}

fn extend<T: Copy>(list: &mut Vec<T>, values: impl Iterator<Item = T>, width: usize, nothing: T) {
    list.extend(values.chain(std::iter::repeat(nothing)).take(width));
}

struct Results<'py> {
    into: Into<'py>,
    seats: usize,
    candidates: usize,
}

impl<'py> Results<'py> {
    fn of(into: Into<'py>) -> PyResult<Self> {
        let width = |object: &Bound<'py, PyAny>| Rows::of(object.clone()).width();
        Ok(Self { seats: width(&into.elected)?, candidates: width(&into.stage_elected)?, into })
    }

    fn write(&self, first: usize, found: &[One]) -> PyResult<()> {
        let mut written = Written::default();
        for each in found {
            written.add(each, self.seats, self.candidates)?;
        }
        let last = first + found.len();
        let rows = |object: &Bound<'py, PyAny>| Rows::of(object.clone());
        rows(&self.into.status).write(first, last, &written.status)?;
        rows(&self.into.elected).write(first, last, &written.elected)?;
        rows(&self.into.stage_elected).write(first, last, &written.stage_elected)?;
        rows(&self.into.stage_left).write(first, last, &written.stage_left)?;
        rows(&self.into.votes_left).write(first, last, &written.votes_left)?;
        rows(&self.into.next_above).write(first, last, &written.next_above)
    }
}

/// Some elections over shared rankings: rows of weights, and who stands in each.
struct Part {
    weights: OwnWeights,
    standing: Option<Vec<u8>>,
    elections: usize,
}

/// What a thread keeps from election to election over the same rankings.
struct Bench<'a> {
    room: Room<'a>,
    contest: Contest,
    constraints: Lent<'a>,
}

impl<'a> Bench<'a> {
    fn new(papers: &'a AnyPapers, asked: &'a Asked, contest: &Contest) -> Self {
        Self { room: loaded(papers), contest: contest.clone(), constraints: asked.constraints(contest) }
    }

    /// The election with these weights.
    fn count(
        &mut self,
        weights: &OwnWeights,
        range: Range<usize>,
        mut lots: &Drawn,
        stopped: &dyn Fn() -> bool,
    ) -> One {
        let short = range.len() <= SHORT;
        // To ask takes time, too.
        let stopped_before = short && stopped();
        let stopped = || stopped_before || (!short && stopped());
        let Self { room, contest, constraints } = self;
        guarded(|| hustings_count::count(room, weights.some(range), contest, constraints, &mut lots, &stopped, false))
    }
}

/// What became of one election.
type One = Result<Found<i64>, Halt>;

struct Shared<'a> {
    papers: &'a AnyPapers,
    asked: &'a Asked,
    contest: &'a Contest,
    lots: &'a Drawn,
    rankings: usize,
}

impl<'a> Job for Shared<'a> {
    type Part = Part;
    type Found = Vec<One>;
    type Bench = Bench<'a>;

    fn bench(&self) -> Bench<'a> {
        Bench::new(self.papers, self.asked, self.contest)
    }

    fn work(&self, part: &Part, bench: &mut Bench<'a>, stopped: &dyn Fn() -> bool) -> Self::Found {
        let candidates = self.contest.stands.len() - 1;
        let mut found = Vec::with_capacity(part.elections);
        for election in 0..part.elections {
            if let Some(standing) = &part.standing {
                for c in 1..=candidates {
                    let stands = standing[election * candidates + c - 1] != 0;
                    bench.contest.stands[c] = self.contest.stands[c] && stands;
                }
            }
            let row = election * self.rankings..(election + 1) * self.rankings;
            found.push(bench.count(&part.weights, row, self.lots, stopped));
        }
        found
    }
}

/// Counts one election a row of weights, over planted rankings and under one question; writes the results.
#[pyfunction]
#[allow(clippy::too_many_arguments)]
pub fn count_batch(
    py: Python<'_>,
    planted: &Planted,
    weights: &Bound<'_, PyAny>,
    standing: Option<Bound<'_, PyAny>>,
    question: &Asked,
    ranks: Py<PyAny>,
    into: Into<'_>,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<()> {
    let contest = known(question)?;
    let lots = Drawn::new(ranks, contest.rules.lot);
    let (weights, standing) = (Rows::of(weights.clone()), standing.map(Rows::of));
    let (results, rankings, elections) = (Results::of(into)?, weights.width()?, weights.len()?);
    let fair = elections.div_ceil(4 * threads.max(1)).max(1);
    let size = (PART / rankings.max(1)).clamp(1, fair);
    let part = |number: usize| -> PyResult<Part> {
        let (first, last) = (number * size, ((number + 1) * size).min(elections));
        let standing = standing.as_ref().map(|rows| rows.copy(first, last)).transpose()?;
        Ok(Part { weights: weights.copy_weights(first, last)?, standing, elections: last - first })
    };
    let take = |py: Python<'_>, number: usize, found: Vec<One>| -> PyResult<()> {
        results.write(number * size, &found)?;
        report(py, progress.as_ref(), ((number + 1) * size).min(elections), elections)
    };
    let job = Shared { papers: &planted.papers, asked: question, contest, lots: &lots, rankings };
    let done = run(py, &job, elections.div_ceil(size), threads, part, take);
    lots.error().map_or(done, Err)
}

fn report(py: Python<'_>, progress: Option<&Py<PyAny>>, done: usize, of: usize) -> PyResult<()> {
    progress.map_or(Ok(()), |progress| progress.call1(py, (done, of)).map(|_| ()))
}

/// Elections over rankings of their own.
struct Own {
    tokens: Vec<i16>,
    starts: Vec<i64>,
    weights: OwnWeights,
    elections: usize,
    asked: Py<Asked>,
    lots: Drawn,
}

impl Own {
    fn count(&self, stopped: &dyn Fn() -> bool) -> Result<Vec<One>, Halt> {
        let (asked, rankings) = (self.asked.get(), self.starts.len().saturating_sub(1));
        let contest = asked.contest.as_ref().map_err(Clone::clone)?;
        let cast = Cast { tokens: &self.tokens, starts: &self.starts };
        let papers = AnyPapers::read(cast, contest.stands.len() - 1, contest.rules.reading, self.elections > 1)
            .map_err(|_| Halt::Unsupported("rankings longer together than 32 bits can number".to_owned()))?;
        let mut bench = Bench::new(&papers, asked, contest);
        let row = |election: usize| election * rankings..(election + 1) * rankings;
        Ok((0..self.elections).map(|each| bench.count(&self.weights, row(each), &self.lots, stopped)).collect())
    }
}

struct Each;

impl Job for Each {
    type Part = Own;
    type Found = (Vec<One>, Option<PyErr>);
    type Bench = ();

    fn bench(&self) {}

    fn work(&self, own: &Own, _bench: &mut (), stopped: &dyn Fn() -> bool) -> Self::Found {
        let found = guarded(|| own.count(stopped));
        (found.unwrap_or_else(|halt| vec![Err(halt); own.elections]), own.lots.error())
    }
}

/// Elections over rankings of their own, as Python passes them.
#[derive(FromPyObject)]
struct Passed<'py>(Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, usize, Py<Asked>, Py<PyAny>);

/// Counts so many elections an entry of the list (tokens, starts, weights, elections, question, ranks), one a row of its
/// weights; writes the results, one entry's after another's.
#[pyfunction]
pub fn count_each(
    py: Python<'_>,
    entries: &Bound<'_, pyo3::types::PyList>,
    into: Into<'_>,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<()> {
    let number = entries.len();
    let results = Results::of(into)?;
    let part = |entry: usize| -> PyResult<Own> {
        let Passed(tokens, starts, weights, elections, asked, ranks) = entries.get_item(entry)?.extract()?;
        let lots = Drawn::new(ranks, known(asked.get())?.rules.lot);
        let weights = copied_weights(&weights)?;
        Ok(Own { tokens: copied(&tokens)?, starts: copied(&starts)?, weights, elections, asked, lots })
    };
    let mut written = 0;
    let take = |py: Python<'_>, entry: usize, (found, error): <Each as Job>::Found| -> PyResult<()> {
        error.map_or(Ok(()), Err)?;
        results.write(written, &found)?;
        written += found.len();
        report(py, progress.as_ref(), entry + 1, number)
    };
    run(py, &Each, number, threads, part, take)
}
