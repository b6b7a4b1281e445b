//! One election from papers to what was found.

use num_bigint::BigInt;

use crate::constraints::Constraints;
use crate::contest::{Contest, Halt, Lots};
use crate::count::{Count, Spare, Tools};
use crate::deck::{Deck, Weights};
use crate::facts::Found;
use crate::number::Number;
use crate::papers::{AnyPapers, Papers};
use crate::parcels::Parcels;
use crate::questions::{Procedure, SurplusPapers, TransferValue};
use crate::tokens::Token;

/// Room for one count after another over the same papers.
pub struct Room<'a> {
    spare: Spare<i64>,
    small: Box<dyn Deck + Send + 'a>,
    large: Box<dyn Deck + Send + 'a>,
}

/// Room for these papers.
pub fn loaded(papers: &AnyPapers) -> Room<'_> {
    fn room<T: Token>(papers: &Papers<T>) -> Room<'_> {
        Room {
            spare: Spare::default(),
            small: Box::new(Parcels::<T, u32>::new(papers)),
            large: Box::new(Parcels::<T, u64>::new(papers)),
        }
    }
    match papers {
        AnyPapers::Narrow(papers) => room(papers),
        AnyPapers::Middle(papers) => room(papers),
        AnyPapers::Wide(papers) => room(papers),
    }
}

/// One count in whole numbers of the rule's last place. weights: how many papers carry each ranking.
pub fn count(
    room: &mut Room,
    weights: Weights,
    contest: &Contest,
    constraints: &mut Constraints,
    lots: &mut dyn Lots,
    stopped: &dyn Fn() -> bool,
    recording: bool,
) -> Result<Found<i64>, Halt> {
    let spare = std::mem::take(&mut room.spare);
    let (deck, total) = load(room, weights);
    let tools = Tools { deck, lots, constraints, stopped };
    let mut count = begin::<i64>(tools, total, contest, recording, spare)?;
    match contest.rules.procedure {
        Procedure::Transfers => count.by_transfers()?,
        Procedure::Meek | Procedure::Warren => count.by_shares()?,
        Procedure::Plurality => count.by_plurality()?,
    }
    let (found, spare) = count.found();
    room.spare = spare;
    Ok(found)
}

/// One count in exact fractions.
pub fn count_exactly(
    room: &mut Room,
    weights: Weights,
    contest: &Contest,
    constraints: &mut Constraints,
    lots: &mut dyn Lots,
    stopped: &dyn Fn() -> bool,
) -> Result<Found<BigInt>, Halt> {
    let (deck, total) = load(room, weights);
    let tools = Tools { deck, lots, constraints, stopped };
    let mut count = begin::<BigInt>(tools, total, contest, true, Spare::default())?;
    match contest.rules.procedure {
        Procedure::Transfers => count.by_transfers()?,
        Procedure::Plurality => count.by_plurality()?,
        Procedure::Meek | Procedure::Warren => {
            return Err(Halt::Unsupported("shares or prices in exact fractions".to_owned()));
        }
    }
    Ok(count.found().0)
}

fn load<'r>(room: &'r mut Room, weights: Weights) -> (&'r mut dyn Deck, u64) {
    if let Some(total) = room.small.load(weights) {
        return (&mut *room.small, total);
    }
    let total = room.large.load(weights).expect("all papers together are more than 64 bits hold");
    (&mut *room.large, total)
}

fn begin<'a, N: Number>(
    tools: Tools<'a>,
    total: u64,
    contest: &'a Contest,
    recording: bool,
    spare: Spare<N>,
) -> Result<Count<'a, N>, Halt> {
    if contest.rules.procedure == Procedure::Plurality && !tools.constraints.is_empty() {
        return Err(Halt::Impossible("plurality knows no constraints"));
    }
    refuse_unknown(contest)?;
    let mut count = Count::new(contest, tools, recording, spare);
    count.deal_first(total);
    if !count.no_contest() && count.valid == 0 {
        return Err(Halt::Impossible("there is no valid paper, and more candidates than places"));
    }
    let standing: Vec<u16> = count.electable().collect();
    count.tools.constraints.begin(standing.into_iter());
    if !count.tools.constraints.is_empty() && !count.tools.constraints.feasible_without(&[], contest.seats) {
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
