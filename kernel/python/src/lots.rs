//! Lots drawn in Python (`rules/lot.py`, which both counters read), asked for once and kept.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use hustings_count::{Halt, LotBy, Lots, Purpose};
use pyo3::prelude::*;

/// Calls `ranks(valid papers, stage, purpose)`, and keeps the answers for all elections that share them.
pub struct Drawn {
    ranks: Py<PyAny>,
    by: LotBy,
    known: Mutex<HashMap<(u64, u32, Purpose), Vec<i64>>>,
    error: Mutex<Option<PyErr>>,
}

impl Drawn {
    /// With this function of Python's.
    pub fn new(ranks: Py<PyAny>, by: LotBy) -> Self {
        Self { ranks, by, known: Mutex::default(), error: Mutex::default() }
    }

    /// What went wrong in Python, if something did.
    pub fn error(&self) -> Option<PyErr> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Lots for &Drawn {
    fn ranks(&mut self, valid: u64, stage: u32, purpose: Purpose) -> Result<Vec<i64>, Halt> {
        let papers = match self.by {
            LotBy::Seed => 0,
            LotBy::Schedule1A => valid,
        };
        let key = (papers, stage, purpose);
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ranks) = known().get(&key) {
            return Ok(ranks.clone());
        }
        let asked = Python::attach(|py| self.ranks.call1(py, (papers, stage, purpose.word()))?.extract(py));
        match asked {
            Ok(ranks) => Ok(known().entry(key).or_insert(ranks).clone()),
            Err(error) => {
                self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                Err(Halt::Interrupted)
            }
        }
    }
}
