//! The terms of sampled papers' paths, for `planning/paths.py`.

use hustings_paths::{Rows, Setting, terms};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::buffers::copied;

/// What of a forecast says which choices there are: as in `Setting`.
#[derive(FromPyObject)]
pub struct Passed {
    candidates: usize,
    names: Vec<Vec<usize>>,
    planning: usize,
    after: usize,
    columns: Vec<(usize, Option<usize>)>,
    laws: (usize, usize),
    preferences: usize,
    goes: Vec<Vec<usize>>,
    known: (Vec<usize>, usize),
}

/// Whole numbers of 32 bits.
type Numbers<'py> = Bound<'py, PyBytes>;

fn numbers<'py>(py: Python<'py>, list: &[i32]) -> Numbers<'py> {
    PyBytes::new(py, &list.iter().flat_map(|number| number.to_ne_bytes()).collect::<Vec<_>>())
}

fn rows<'py>(py: Python<'py>, rows: &Rows) -> (Numbers<'py>, Numbers<'py>) {
    (numbers(py, &rows.starts), numbers(py, &rows.columns))
}

/// Papers, ways and choices, each as (where its rows begin, their columns).
type Found<'py> = [(Numbers<'py>, Numbers<'py>); 3];

/// The terms of papers (rankings, row after row, so many wide; and the area of each); from where to where ways lead; and
/// how many columns papers have.
#[pyfunction]
pub fn paths<'py>(
    py: Python<'py>,
    setting: Passed,
    rankings: &Bound<'py, PyAny>,
    width: usize,
    areas: &Bound<'py, PyAny>,
) -> PyResult<(Found<'py>, Numbers<'py>, usize)> {
    let Passed { candidates, names, planning, after, columns, laws, preferences, goes, known } = setting;
    let setting = Setting { candidates, names, planning, after, columns, laws, preferences, goes, known };
    let (rankings, areas) = (copied::<i16>(rankings)?, copied::<i32>(areas)?);
    let found = py.detach(|| terms(&setting, &rankings, width, &areas));
    let (way, open) = &found.ways;
    Ok(([rows(py, &found.papers), rows(py, open), rows(py, &found.choices)], numbers(py, way), found.columns))
}
