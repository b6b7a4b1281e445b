//! Facts as tuples, which Python puts into its own types.

use hustings_count::{By, Found, Stage, Step, Tie};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

/// A number that Python can hold.
pub trait Figure: Clone {
    /// As Python's whole number.
    fn figure(&self, py: Python<'_>) -> PyResult<Py<PyAny>>;
}

impl Figure for i64 {
    fn figure(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.into_py_any(py)
    }
}

impl Figure for num_bigint::BigInt {
    fn figure(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.into_py_any(py)
    }
}

/// (valid, invalid, elected, stages).
pub fn facts<N: Figure>(py: Python<'_>, found: &Found<N>) -> PyResult<Py<PyAny>> {
    let stages = found.stages.iter().map(|each| stage(py, each)).collect::<PyResult<Vec<_>>>()?;
    (found.valid, found.invalid, numbers(py, &found.elected)?, PyList::new(py, stages)?).into_py_any(py)
}

/// In the order of the fields of Stage; then the value of a whole paper in units of this stage.
fn stage<N: Figure>(py: Python<'_>, stage: &Stage<N>) -> PyResult<Py<PyAny>> {
    let steps = stage.steps.iter().map(|each| step(py, each)).collect::<PyResult<Vec<_>>>()?;
    let ties = stage.ties.iter().map(|each| tie(py, each)).collect::<PyResult<Vec<_>>>()?;
    let optional = |figure: &Option<N>| figure.as_ref().map(|figure| figure.figure(py)).transpose();
    let fields = [
        stage.number.into_py_any(py)?,
        stage.kind.words().into_py_any(py)?,
        numbers(py, &stage.of)?,
        optional(&stage.quota)?.into_py_any(py)?,
        votes(py, &stage.votes)?,
        stage.non_transferable.figure(py)?,
        stage.loss.figure(py)?,
        numbers(py, &stage.elected)?,
        numbers(py, &stage.excluded)?,
        PyList::new(py, steps)?.into_py_any(py)?,
        PyList::new(py, ties)?.into_py_any(py)?,
        numbers(py, &stage.guarded)?,
        numbers(py, &stage.doomed)?,
        optional(&stage.required)?.into_py_any(py)?,
        optional(&stage.transfer_value)?.into_py_any(py)?,
        votes(py, &stage.keep)?,
        stage.iterations.into_py_any(py)?,
        votes(py, &stage.before)?,
        optional(&stage.waits)?.into_py_any(py)?,
        stage.one.figure(py)?,
    ];
    PyTuple::new(py, fields)?.into_py_any(py)
}

fn step<N: Figure>(py: Python<'_>, step: &Step<N>) -> PyResult<Py<PyAny>> {
    let fields = [
        step.value.figure(py)?,
        step.papers.into_py_any(py)?,
        votes(py, &step.votes)?,
        step.non_transferable.figure(py)?,
        step.loss.figure(py)?,
        numbers(py, &step.elected)?,
    ];
    PyTuple::new(py, fields)?.into_py_any(py)
}

fn tie(py: Python<'_>, tie: &Tie) -> PyResult<Py<PyAny>> {
    let (by, stage, step) = match tie.by {
        By::LookBack { stage, step } => ("look-back", stage, step),
        By::Lot => ("lot", 0, 0),
        By::Decision => ("decision", 0, 0),
    };
    let (among, narrowed) = (numbers(py, &tie.among)?, numbers(py, &tie.narrowed)?);
    (tie.purpose.word(), among, by, tie.chosen, stage, step, narrowed).into_py_any(py)
}

/// Candidate 1's first; entry 0 is nobody's.
fn votes<N: Figure>(py: Python<'_>, votes: &[N]) -> PyResult<Py<PyAny>> {
    let figures = votes.iter().skip(1).map(|figure| figure.figure(py)).collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, figures)?.into_py_any(py)
}

fn numbers(py: Python<'_>, candidates: &[u16]) -> PyResult<Py<PyAny>> {
    PyTuple::new(py, candidates)?.into_py_any(py)
}
