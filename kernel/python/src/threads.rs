//! Parts of a batch, handed to threads and taken back in order, with Ctrl-C obeyed and few of them held at a time.

use std::collections::BTreeMap;
use std::process::id;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::halting::Pulse;

/// Work on parts, each by itself.
pub trait Job: Sync {
    /// What is handed to a thread.
    type Part: Send + Sync;
    /// What it finds.
    type Found: Send;
    /// What a thread keeps from part to part.
    type Bench: Send;
    /// Makes it.
    fn bench(&self) -> Self::Bench;
    /// The work on one part.
    fn work(&self, part: &Self::Part, bench: &mut Self::Bench, stopped: &dyn Fn() -> bool) -> Self::Found;
}

/// Does the job on parts 0 to `parts` - 1. `part` makes them and `take` takes what was found, both in order, with Python
/// attached; threads work without it.
pub fn run<J: Job>(
    py: Python<'_>,
    job: &J,
    parts: usize,
    threads: usize,
    part: impl Fn(usize) -> PyResult<J::Part>,
    mut take: impl FnMut(Python<'_>, usize, J::Found) -> PyResult<()>,
) -> PyResult<()> {
    if threads < 2 || parts < 2 {
        return alone(py, job, parts, part, take);
    }
    let stop = AtomicBool::new(false);
    let (give, todo) = channel::<(usize, J::Part)>();
    let todo = Mutex::new(todo);
    let (done, found) = channel();
    // Only this thread takes what was found.
    let found = Mutex::new(found);
    pool(threads)?.in_place_scope(|scope| {
        for _ in 0..threads.min(parts) {
            let done = done.clone();
            let (todo, stop) = (&todo, &stop);
            scope.spawn(move |_| worker(job, todo, &done, stop));
        }
        let result = hand_out(py, parts, 2 * threads, &give, &found, part, &mut take);
        stop.store(true, Ordering::Relaxed);
        drop(give);
        // A thread may want Python for a lot before it ends.
        py.detach(|| while todo.lock().is_ok_and(|todo| todo.try_recv().is_ok()) {});
        py.detach(|| drop(done));
        py.detach(|| while found.lock().is_ok_and(|found| found.recv().is_ok()) {});
        result
    })
}

/// The threads of this process, which wait for work from one call to the next: to begin one takes as long as many counts.
fn pool(threads: usize) -> PyResult<Arc<ThreadPool>> {
    static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    // A process that was forked has its parent's memory, but none of its threads.
    let usable = pool.as_ref().filter(|(process, pool)| *process == id() && pool.current_num_threads() >= threads);
    if let Some((_, pool)) = usable {
        return Ok(Arc::clone(pool));
    }
    let made = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let made = Arc::new(made);
    // What it replaces is left as it is: whoever uses it goes on, and in a forked process there is nobody to end.
    std::mem::forget(pool.replace((id(), Arc::clone(&made))));
    Ok(made)
}

fn alone<J: Job>(
    py: Python<'_>,
    job: &J,
    parts: usize,
    part: impl Fn(usize) -> PyResult<J::Part>,
    mut take: impl FnMut(Python<'_>, usize, J::Found) -> PyResult<()>,
) -> PyResult<()> {
    let mut bench = job.bench();
    for number in 0..parts {
        let (pulse, this) = (Pulse::new(), part(number)?);
        let found = py.detach(|| job.work(&this, &mut bench, &|| pulse.stopped()));
        pulse.into_error().map_or(Ok(()), Err)?;
        py.check_signals()?;
        take(py, number, found)?;
    }
    Ok(())
}

fn worker<J: Job>(
    job: &J,
    todo: &Mutex<Receiver<(usize, J::Part)>>,
    done: &Sender<(usize, J::Found)>,
    stop: &AtomicBool,
) {
    let mut bench = job.bench();
    let stopped = || stop.load(Ordering::Relaxed);
    loop {
        let next = todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, part)) = next else { return };
        if stopped() || done.send((number, job.work(&part, &mut bench, &stopped))).is_err() {
            return;
        }
    }
}

/// Makes parts, at most `most` ahead of those taken; takes what was found, in order.
fn hand_out<P: Send, F: Send>(
    py: Python<'_>,
    parts: usize,
    most: usize,
    give: &Sender<(usize, P)>,
    found: &Mutex<Receiver<(usize, F)>>,
    part: impl Fn(usize) -> PyResult<P>,
    take: &mut impl FnMut(Python<'_>, usize, F) -> PyResult<()>,
) -> PyResult<()> {
    let (mut made, mut taken) = (0, 0);
    let mut early = BTreeMap::new();
    while taken < parts {
        while made < parts && made < taken + most {
            // No thread ends before it is told to.
            let _ = give.send((made, part(made)?));
            made += 1;
        }
        let wait = Duration::from_millis(50);
        match py.detach(|| found.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(wait)) {
            Ok((number, result)) => {
                early.insert(number, result);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => unreachable!("this thread holds a sender"),
        }
        py.check_signals()?;
        while let Some(result) = early.remove(&taken) {
            take(py, taken, result)?;
            taken += 1;
        }
    }
    Ok(())
}
