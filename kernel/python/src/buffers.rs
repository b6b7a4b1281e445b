//! Buffers of whole numbers: array.array, memoryview or numpy's arrays.

use std::ops::Range;

use hustings_count::Weights;
use pyo3::buffer::{Element, PyBuffer};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PySlice;

/// A copy of a buffer of one dimension.
pub fn copied<T: Element + Copy>(object: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
    PyBuffer::<T>::get(object)?.to_vec(object.py())
}

/// A copy of weights of 32 or 64 bits.
pub fn copied_weights(object: &Bound<'_, PyAny>) -> PyResult<Own> {
    match object.getattr("itemsize")?.extract()? {
        4 => copied(object).map(Own::Narrow),
        _ => copied(object).map(Own::Wide),
    }
}

/// Weights of their own, in 32 or 64 bits.
pub enum Own {
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

impl Own {
    /// These of them.
    pub fn some(&self, range: Range<usize>) -> Weights<'_> {
        match self {
            Self::Narrow(weights) => Weights::Narrow(&weights[range]),
            Self::Wide(weights) => Weights::Wide(&weights[range]),
        }
    }
}

/// Rows of equal width: an array of numpy's, of which slices are taken.
pub struct Rows<'py> {
    object: Bound<'py, PyAny>,
}

impl<'py> Rows<'py> {
    /// Of this object.
    pub fn of(object: Bound<'py, PyAny>) -> Self {
        Self { object }
    }

    /// How many rows there are.
    pub fn len(&self) -> PyResult<usize> {
        self.object.len()
    }

    /// How many entries a row has.
    pub fn width(&self) -> PyResult<usize> {
        self.object.getattr("shape")?.get_item(1)?.extract()
    }

    fn slice(&self, first: usize, last: usize) -> PyResult<Bound<'py, PyAny>> {
        let end = |row: usize| isize::try_from(row).map_err(|_| PyValueError::new_err("too many rows"));
        self.object.get_item(PySlice::new(self.object.py(), end(first)?, end(last)?, 1))
    }

    /// A copy of rows from `first` up to `last`.
    pub fn copy<T: Element + Copy>(&self, first: usize, last: usize) -> PyResult<Vec<T>> {
        copied(&self.slice(first, last)?)
    }

    /// A copy of rows of 32 or 64 bits.
    pub fn copy_weights(&self, first: usize, last: usize) -> PyResult<Own> {
        copied_weights(&self.slice(first, last)?)
    }

    /// Writes rows from `first` on.
    pub fn write<T: Element + Copy>(&self, first: usize, last: usize, values: &[T]) -> PyResult<()> {
        PyBuffer::<T>::get(&self.slice(first, last)?)?.copy_from_slice(self.object.py(), values)
    }
}
