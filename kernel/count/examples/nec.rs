//! For profiles: elections like the NEC's, 42 candidates, 9 seats, 5,000 rankings of 12 preferences, winners only.
//!
//! `cargo run --release --example nec -- scottish 2000`

use std::time::Instant;

use hustings_count::*;

struct NoLots;

impl Lots for NoLots {
    fn ranks(&mut self, _valid: u64, _stage: u32, _purpose: Purpose) -> Result<Vec<i64>, Halt> {
        Ok((0..42).collect())
    }
}

/// A generator of numbers that is the same everywhere (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % most
    }
}

fn rules(name: &str) -> Rules {
    let ers97 = name == "ers97";
    Rules {
        procedure: if name == "meek" { Procedure::Meek } else { Procedure::Transfers },
        decimals: Some(if ers97 {
            2
        } else if name == "meek" {
            9
        } else {
            5
        }),
        quota: if ers97 {
            Quota::Fractional
        } else if name == "meek" {
            Quota::Least
        } else {
            Quota::Whole
        },
        quota_again: if ers97 {
            QuotaAgain::UntilElected
        } else if name == "meek" {
            QuotaAgain::Always
        } else {
            QuotaAgain::Never
        },
        elected_by_active_vote: ers97,
        one_place_waits_for_exclusion: false,
        elected_receives: false,
        surplus_papers: if ers97 { SurplusPapers::LastParcel } else { SurplusPapers::All },
        transfer_value: if ers97 { TransferValue::Divided } else { TransferValue::Share },
        surplus_waits: if ers97 { SurplusWaits::NotExceeding } else { SurplusWaits::Never },
        exclude_together: if ers97 { ExcludeTogether::NotExceeding } else { ExcludeTogether::Never },
        exclude_before_surplus: false,
        undeclared_first: false,
        batches: if ers97 { Batches::ByValue } else { Batches::One },
        elect_after_each_batch: ers97,
        last_places: if ers97 { LastPlaces::Before } else { LastPlaces::After },
        last_place_by_comparison: false,
        look_back: if ers97 { LookBack::Earliest } else { LookBack::MostRecent },
        look_back_points: if ers97 { LookBackPoints::EachBatch } else { LookBackPoints::Stages },
        lot: LotBy::Seed,
        reading: Reading { skipped: Skipped::Stops, overvoted: Overvoted::Stops, repeated: Repeated::Ignored },
        convergence: Some(6),
        tied_within_surplus: true,
    }
}

fn main() {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_else(|| "scottish".to_owned());
    let elections: usize = words.next().map_or(1000, |word| word.parse().expect("a number"));
    let rankings: usize = words.next().map_or(5000, |word| word.parse().expect("a number"));
    let mut numbers = Numbers(1);
    let mut tokens = Vec::new();
    let mut starts = vec![0];
    for _ in 0..rankings {
        let mut order: Vec<i16> = (1..=42).collect();
        for place in 0..12 {
            let other = place + usize::try_from(numbers.below(42 - place as u64)).expect("small");
            order.swap(place, other);
        }
        tokens.extend_from_slice(&order[..12]);
        starts.push(i64::try_from(tokens.len()).expect("few"));
    }
    let weights: Vec<Vec<i64>> = (0..100)
        .map(|_| (0..rankings).map(|_| i64::try_from(1 + numbers.below(49)).expect("small")).collect())
        .collect();
    let rules = rules(&name);
    let papers = AnyPapers::read(Cast { tokens: &tokens, starts: &starts }, 42, rules.reading, true).expect("few");
    let list = vec![false; 43];
    let stands = (0..43).map(|c| c > 0).collect();
    let (undeclared, protected) = (list.clone(), list);
    let contest = Contest {
        rules,
        seats: 9,
        stands,
        undeclared,
        heirs: Vec::new(),
        protected,
        constraints: Vec::new(),
        weight_decimals: 0,
    };
    let mut constraints = Constraints::new(&[], 42);
    let mut room = loaded(&papers);
    let begun = Instant::now();
    let (mut moved, mut winners) = (0, 0);
    for election in 0..elections {
        let weights = &weights[election % weights.len()];
        let found = count(&mut room, Weights::Wide(weights), &contest, &mut constraints, &mut NoLots, &|| false, false)
            .expect("a result");
        moved += found.moved;
        winners += u64::from(found.elected[0]);
    }
    let nanoseconds = begun.elapsed().as_nanos() / elections as u128;
    let each = moved / elections as u64;
    println!(
        "{name}: {} ns a count, {each} moves a count, {} ns a move ({winners})",
        nanoseconds,
        nanoseconds / u128::from(each.max(1))
    );
}
