//! The border between Python and the second witness: plain buffers and tuples in, plain buffers and tuples out.

mod batch;
mod buffers;
mod facts;
mod halting;
mod lots;
mod paths;
mod question;
mod single;
mod threads;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// The compiled counter.
#[pymodule]
fn _kernel(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // A panic is a refusal, which Python words (see `halting`); nothing is printed here.
    std::panic::set_hook(Box::new(|_| {}));
    let known = PyDict::new(module.py());
    for (question, answers) in hustings_count::QUESTIONS {
        known.set_item(question, PyTuple::new(module.py(), *answers)?)?;
    }
    module.add("QUESTIONS", known)?;
    module.add("YES_OR_NO", PyTuple::new(module.py(), hustings_count::YES_OR_NO)?)?;
    module.add("NUMBERS", PyTuple::new(module.py(), hustings_count::NUMBERS)?)?;
    module.add_class::<batch::Planted>()?;
    module.add_class::<question::Asked>()?;
    module.add_function(wrap_pyfunction!(question::ask, module)?)?;
    module.add_function(wrap_pyfunction!(single::count, module)?)?;
    module.add_function(wrap_pyfunction!(batch::plant, module)?)?;
    module.add_function(wrap_pyfunction!(batch::count_batch, module)?)?;
    module.add_function(wrap_pyfunction!(batch::count_each, module)?)?;
    module.add_function(wrap_pyfunction!(paths::paths, module)?)?;
    Ok(())
}
