//! Why a count ended without a result, as Python is told: a word, and what belongs to it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hustings_count::Halt;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

/// The result, or why there is none; a panic (an overflow above all) is a refusal.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Halt>) -> Result<T, Halt> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|&words| words.to_owned()));
        Err(Halt::Unsupported(words.unwrap_or_else(|| "an unforeseen state".to_owned())))
    })
}

/// The word and what belongs to it: ("lot", (stage, purpose, among)), ("impossible", why) or ("refused", why).
pub fn told(py: Python<'_>, halt: &Halt) -> PyResult<(&'static str, Py<PyAny>)> {
    Ok(match halt {
        Halt::LotNeeded { stage, purpose, among } => ("lot", (*stage, purpose.word(), among.clone()).into_py_any(py)?),
        Halt::Impossible(why) => ("impossible", why.into_py_any(py)?),
        Halt::Unsupported(why) => ("refused", why.into_py_any(py)?),
        Halt::Interrupted => ("interrupted", py.None()),
    })
}

/// Looks now and then whether Python has a signal for us (Ctrl-C), on the thread that called.
pub struct Pulse {
    state: Mutex<(Instant, Option<PyErr>)>,
}

impl Pulse {
    /// Begins to look.
    pub fn new() -> Self {
        Self { state: Mutex::new((Instant::now(), None)) }
    }

    /// Whether to stop.
    pub fn stopped(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.1.is_none() && state.0.elapsed() >= Duration::from_millis(50) {
            state.1 = Python::attach(|py| py.check_signals()).err();
            state.0 = Instant::now();
        }
        state.1.is_some()
    }

    /// The error for Python, if there is one.
    pub fn into_error(self) -> Option<PyErr> {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).1
    }
}
