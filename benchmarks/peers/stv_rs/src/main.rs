//! Counts a file by Meek's rule with stv-rs: `count-stv-rs FILE THREADS TIMES`. Prints the least processor time and the
//! least wall-clock time of a count in seconds (in nine decimals of 64-bit integers, as its README recommends), then
//! who is elected, by number from 1.

use std::fs::File;
use std::io::{BufReader, sink};
use std::num::NonZeroUsize;
use std::time::Instant;

use stv_rs::arithmetic::{FixedDecimal9, Integer64};
use stv_rs::cli::Parallel;
use stv_rs::meek::stv_droop;
use stv_rs::parse::{ParsingOptions, parse_election};

/// Processor seconds of this process so far, from /proc (Linux): all its threads.
fn processor() -> f64 {
    let clock = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    clock.split(' ').next().and_then(|word| word.parse::<f64>().ok()).map_or(0.0, |nanoseconds| nanoseconds / 1e9)
}

fn main() {
    let mut words = std::env::args().skip(1);
    let file = File::open(words.next().expect("a file")).expect("the file opens");
    let threads: usize = words.next().map_or(1, |word| word.parse().expect("a number"));
    let times: usize = words.next().map_or(3, |word| word.parse().expect("a number"));
    let options =
        ParsingOptions { remove_withdrawn_candidates: true, remove_empty_ballots: true, optimize_layout: true };
    let election = parse_election(BufReader::new(file), options).expect("the file is read");
    let parallel = if threads == 1 { Parallel::No } else { Parallel::Custom };
    let (mut least, mut wall, mut elected) = (f64::MAX, f64::MAX, Vec::new());
    for _ in 0..times {
        let (clock, begun) = (processor(), Instant::now());
        let result = stv_droop::<Integer64, FixedDecimal9>(
            &mut sink(),
            &election,
            "benchmark",
            6,
            parallel,
            NonZeroUsize::new(threads),
            false,
            false,
            false,
        );
        least = least.min(processor() - clock);
        wall = wall.min(begun.elapsed().as_secs_f64());
        elected = result.expect("a result").elected;
    }
    elected.sort_unstable();
    let elected: Vec<String> = elected.iter().map(|number| (number + 1).to_string()).collect();
    println!("{least:.9} {wall:.9} {}", elected.join(" "));
}
