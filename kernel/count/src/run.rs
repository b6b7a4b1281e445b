//! One election from papers to what was found.

use num_bigint::BigInt;

use crate::constraints::Constraints;
use crate::contest::{Contest, Halt, Lots};
use crate::count::{Count, Tools};
use crate::deck::{Deck, Parcels};
use crate::facts::Found;
use crate::number::Number;
use crate::papers::AnyPapers;
use crate::questions::{Procedure, SurplusPapers, TransferValue};

/// Room for one count after another over the same papers.
pub struct Room<'a> {
    small: Box<dyn Deck + Send + 'a>,
    large: Box<dyn Deck + Send + 'a>,
}

/// Room for these papers.
pub fn loaded(papers: &AnyPapers) -> Room<'_> {
    match papers {
        AnyPapers::Narrow(papers) => {
            Room { small: Box::new(Parcels::<_, u32>::new(papers)), large: Box::new(Parcels::<_, u64>::new(papers)) }
        }
        AnyPapers::Middle(papers) => {
            Room { small: Box::new(Parcels::<_, u32>::new(papers)), large: Box::new(Parcels::<_, u64>::new(papers)) }
        }
        AnyPapers::Wide(papers) => {
            Room { small: Box::new(Parcels::<_, u32>::new(papers)), large: Box::new(Parcels::<_, u64>::new(papers)) }
        }
    }
}

/// One count in whole numbers of the rule's last place. weights: how many papers carry each ranking.
pub fn count(
    room: &mut Room,
    weights: &[i64],
    contest: &Contest,
    constraints: &mut Constraints,
    lots: &mut dyn Lots,
    stopped: &dyn Fn() -> bool,
    recording: bool,
) -> Result<Found<i64>, Halt> {
    let (deck, total) = load(room, weights);
    let mut count = begin::<i64>(deck, total, contest, constraints, lots, stopped, recording)?;
    match contest.rules.procedure {
        Procedure::Transfers => count.by_transfers()?,
        Procedure::Meek | Procedure::Warren => count.by_shares()?,
        Procedure::Plurality => count.by_plurality()?,
    }
    Ok(count.found())
}

/// One count in exact fractions.
pub fn count_exactly(
    room: &mut Room,
    weights: &[i64],
    contest: &Contest,
    constraints: &mut Constraints,
    lots: &mut dyn Lots,
    stopped: &dyn Fn() -> bool,
) -> Result<Found<BigInt>, Halt> {
    let (deck, total) = load(room, weights);
    let mut count = begin::<BigInt>(deck, total, contest, constraints, lots, stopped, true)?;
    match contest.rules.procedure {
        Procedure::Transfers => count.by_transfers()?,
        Procedure::Plurality => count.by_plurality()?,
        Procedure::Meek | Procedure::Warren => {
            return Err(Halt::Unsupported("shares or prices in exact fractions".to_owned()));
        }
    }
    Ok(count.found())
}

fn load<'r>(room: &'r mut Room, weights: &[i64]) -> (&'r mut dyn Deck, u64) {
    let total = weights.iter().map(|&weight| u64::try_from(weight).expect("weights are not negative")).sum();
    let deck: &mut dyn Deck = if u32::try_from(total).is_ok() { &mut *room.small } else { &mut *room.large };
    deck.load(weights);
    (deck, total)
}

fn begin<'a, N: Number>(
    deck: &'a mut dyn Deck,
    total: u64,
    contest: &'a Contest,
    constraints: &'a mut Constraints,
    lots: &'a mut dyn Lots,
    stopped: &'a dyn Fn() -> bool,
    recording: bool,
) -> Result<Count<'a, N>, Halt> {
    if contest.rules.procedure == Procedure::Plurality && !constraints.is_empty() {
        return Err(Halt::Impossible("plurality knows no constraints"));
    }
    refuse_unknown(contest)?;
    let mut count = Count::new(contest, Tools { deck, lots, constraints, stopped }, recording);
    count.deal_first(total);
    if !count.no_contest() && count.valid == 0 {
        return Err(Halt::Impossible("there is no valid paper, and more candidates than places"));
    }
    let standing: Vec<u16> = count.electable().collect();
    if !count.tools.constraints.is_empty() && !count.tools.constraints.feasible(&[], &standing, contest.seats) {
        return Err(Halt::Impossible("the constraints cannot be met by any result"));
    }
    Ok(count)
}

/// Refuses a way of moving surpluses that no rule book has.
fn refuse_unknown(contest: &Contest) -> Result<(), Halt> {
    match (contest.rules.transfer_value, contest.rules.surplus_papers) {
        (_, SurplusPapers::NoPapers)
        | (TransferValue::Share | TransferValue::Fraction, SurplusPapers::All)
        | (TransferValue::Divided, SurplusPapers::LastParcel) => Ok(()),
        (way, papers) => {
            let (way, papers) = (way.words(), papers.words());
            Err(Halt::Unsupported(format!("transfer_value “{way}” with surplus_papers “{papers}”")))
        }
    }
}
