//! Counts by hand, and what must hold however papers are kept.

mod numbers;

use hustings_count::*;
use numbers::Numbers;

struct InOrder;

impl Lots for InOrder {
    fn ranks(&mut self, _valid: u64, _stage: u32, _purpose: Purpose) -> Result<Vec<i64>, Halt> {
        Ok((0..20).collect())
    }
}

fn rules(procedure: Procedure) -> Rules {
    let keeps = matches!(procedure, Procedure::Meek | Procedure::Warren);
    Rules {
        procedure,
        decimals: Some(if keeps { 9 } else { 5 }),
        quota: if keeps { Quota::Least } else { Quota::Whole },
        quota_again: if keeps { QuotaAgain::Always } else { QuotaAgain::Never },
        elected_by_active_vote: false,
        one_place_waits_for_exclusion: false,
        elected_receives: false,
        surplus_papers: if keeps { SurplusPapers::NoPapers } else { SurplusPapers::All },
        transfer_value: if keeps { TransferValue::NoValue } else { TransferValue::Share },
        surplus_waits: SurplusWaits::Never,
        exclude_together: ExcludeTogether::Never,
        exclude_before_surplus: false,
        undeclared_first: false,
        batches: Batches::One,
        elect_after_each_batch: false,
        last_places: LastPlaces::After,
        last_place_by_comparison: false,
        look_back: LookBack::MostRecent,
        look_back_points: LookBackPoints::Stages,
        lot: LotBy::Seed,
        reading: Reading { skipped: Skipped::Stops, overvoted: Overvoted::Stops, repeated: Repeated::Ignored },
        convergence: keeps.then_some(6),
        tied_within_surplus: false,
    }
}

fn contest(rules: Rules, seats: usize, candidates: usize) -> Contest {
    let nobody = vec![false; candidates + 1];
    Contest {
        rules,
        seats,
        stands: (0..=candidates).map(|c| c > 0).collect(),
        undeclared: nobody.clone(),
        protected: nobody,
        constraints: Vec::new(),
        heirs: Vec::new(),
        weight_decimals: 0,
    }
}

fn counted(contest: &Contest, rankings: &[&[i16]], weights: &[i64], grouped: bool) -> Result<Found<i64>, Halt> {
    let tokens: Vec<i16> = rankings.concat();
    let starts: Vec<i64> = std::iter::once(0)
        .chain(rankings.iter().scan(0, |at, ranking| {
            *at += i64::try_from(ranking.len()).expect("short");
            Some(*at)
        }))
        .collect();
    let candidates = contest.stands.len() - 1;
    let cast = Cast { tokens: &tokens, starts: &starts };
    let papers = AnyPapers::read(cast, candidates, contest.rules.reading, grouped).expect("short");
    let mut constraints = Constraints::new(&contest.constraints, candidates);
    let mut room = loaded(&papers);
    count(&mut room, Weights::Wide(weights), contest, &mut constraints, &mut InOrder, &|| false, true)
}

/// 20 papers, 2 seats: quota 7. A has 12, surplus 5: each of its papers moves at 5/12, cut: 0.41666. B gets 7 of them,
/// 2.91662 and has 5.91662; C gets 3, 1.24998 and has 6.24998; 2 stop, 0.83332. Lost: 5 - 12 x 0.41666 = 0.00008.
/// B has the fewest and goes: its own 3 papers name nobody else, 7 x 0.41666 go to C: 9.16660, over the quota.
#[test]
fn a_surplus_moves_as_by_hand() {
    let rankings: [&[i16]; 5] = [&[1, 2, 3], &[1, 3], &[1], &[2], &[3]];
    let found = counted(&contest(rules(Procedure::Transfers), 2, 3), &rankings, &[7, 3, 2, 3, 5], false);
    let found = found.expect("a result");
    assert_eq!(found.elected, [1, 3]);
    assert_eq!(found.stages[0].quota, Some(700_000));
    assert_eq!(found.stages[1].votes[1..], [700_000, 591_662, 624_998]);
    assert_eq!((found.stages[1].non_transferable, found.stages[1].loss), (83_332, 8));
    assert_eq!(found.stages[2].votes[1..], [700_000, 0, 916_660]);
}

#[test]
fn an_overflow_stops_the_count_and_is_no_wrong_figure() {
    let rankings: [&[i16]; 2] = [&[1, 2], &[2, 1]];
    let asked = contest(rules(Procedure::Transfers), 1, 2);
    let overflow = std::panic::catch_unwind(|| counted(&asked, &rankings, &[i64::MAX / 4, i64::MAX / 4], false));
    assert!(overflow.is_err());
}

#[test]
fn nobody_is_chosen_by_a_lot_that_nobody_draws() {
    struct Undrawn;
    impl Lots for Undrawn {
        fn ranks(&mut self, _valid: u64, _stage: u32, _purpose: Purpose) -> Result<Vec<i64>, Halt> {
            Ok(vec![UNDECIDED; 3])
        }
    }
    let asked = contest(rules(Procedure::Transfers), 1, 3);
    let cast = Cast { tokens: &[1, 2, 3], starts: &[0, 1, 2, 3] };
    let papers = AnyPapers::read(cast, 3, asked.rules.reading, false).expect("short");
    let mut constraints = Constraints::new(&[], 3);
    let found = count(
        &mut loaded(&papers),
        Weights::Narrow(&[1, 1, 1]),
        &asked,
        &mut constraints,
        &mut Undrawn,
        &|| false,
        true,
    );
    let expected = Halt::LotNeeded { stage: 2, purpose: Purpose::Exclusion, among: vec![1, 2, 3] };
    assert_eq!(found.expect_err("a lot is needed"), expected);
}

#[test]
fn papers_kept_in_groups_are_counted_as_papers_kept_alone() {
    let mut numbers = Numbers(3);
    for case in 0..400 {
        let procedure = [Procedure::Transfers, Procedure::Meek, Procedure::Warren, Procedure::Plurality][case % 4];
        let candidates = 3 + numbers.below(5);
        let rankings: Vec<Vec<i16>> = (0..60)
            .map(|_| {
                let mut order: Vec<i16> = (1..=i16::try_from(candidates).expect("few")).collect();
                (0..candidates).for_each(|place| order.swap(place, numbers.below(candidates)));
                order.truncate(1 + numbers.below(candidates));
                // Now and then two candidates share a preference.
                if order.len() > 1 && numbers.below(4) == 0 {
                    let place = 1 + numbers.below(order.len() - 1);
                    order[place] = -order[place];
                }
                order
            })
            .collect();
        let rankings: Vec<&[i16]> = rankings.iter().map(Vec::as_slice).collect();
        let weights: Vec<i64> = rankings.iter().map(|_| i64::try_from(numbers.below(4)).expect("few")).collect();
        let mut rules = rules(procedure);
        rules.reading.overvoted = Overvoted::StopsIfSeveral;
        let asked = contest(rules, 1 + numbers.below(2), candidates);
        let (alone, together) =
            (counted(&asked, &rankings, &weights, false), counted(&asked, &rankings, &weights, true));
        let (alone, together) = (alone.expect("a result"), together.expect("a result"));
        assert_eq!(alone.elected, together.elected);
        for (a, b) in alone.stages.iter().zip(&together.stages) {
            assert_eq!(
                (&a.votes, a.non_transferable, a.loss, &a.keep),
                (&b.votes, b.non_transferable, b.loss, &b.keep)
            );
        }
    }
}
