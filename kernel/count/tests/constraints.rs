//! Guarded and doomed are decided exactly: as by trying every choice.

mod numbers;

use hustings_count::{Constraint, Constraints};
use numbers::Numbers;

/// Whether some choice of min(places, all) of the continuing meets every constraint with the elected.
fn by_trying(list: &[Constraint], elected: &[u16], continuing: &[u16], places: usize) -> bool {
    let size = places.min(continuing.len());
    (0_u32..1 << continuing.len()).filter(|choice| choice.count_ones() as usize == size).any(|choice| {
        let chosen = (0..continuing.len()).filter(|&i| choice >> i & 1 == 1).map(|i| continuing[i]);
        let body: Vec<u16> = elected.iter().copied().chain(chosen).collect();
        list.iter().all(|constraint| {
            let number = body.iter().filter(|&&c| constraint.members[usize::from(c)]).count();
            if constraint.at_least { number >= constraint.number } else { number <= constraint.number }
        })
    })
}

#[test]
fn feasible_guarded_and_doomed_are_what_trying_every_choice_finds() {
    let mut numbers = Numbers(7);
    for _ in 0..3000 {
        let candidates = 2 + numbers.below(8);
        let list: Vec<Constraint> = (0..numbers.below(5))
            .map(|_| Constraint {
                at_least: numbers.below(2) == 0,
                number: numbers.below(4),
                members: (0..=candidates).map(|_| numbers.below(2) == 0).collect(),
            })
            .collect();
        let (mut elected, mut continuing) = (Vec::new(), Vec::new());
        for c in 1..=u16::try_from(candidates).expect("few") {
            match numbers.below(4) {
                0 => elected.push(c),
                1 => {}
                _ => continuing.push(c),
            }
        }
        let places = numbers.below(5);
        let mut constraints = Constraints::new(&list, candidates);
        constraints.begin(elected.iter().chain(&continuing).copied());
        elected.iter().for_each(|&c| constraints.elect(c));
        let leaving: Vec<u16> = continuing.iter().copied().filter(|_| numbers.below(4) == 0).collect();
        let stay: Vec<u16> = continuing.iter().copied().filter(|c| !leaving.contains(c)).collect();
        assert_eq!(constraints.feasible_without(&leaving, places), by_trying(&list, &elected, &stay, places));
        let without = |c: u16| -> Vec<u16> { continuing.iter().copied().filter(|&other| other != c).collect() };
        let with = |c: u16| -> Vec<u16> { elected.iter().copied().chain([c]).collect() };
        let bounds = constraints.bounds(places);
        for &c in &continuing {
            assert_eq!(bounds.guarded(c), !by_trying(&list, &elected, &without(c), places));
            let possible = places > 0 && by_trying(&list, &with(c), &without(c), places - 1);
            assert_eq!(bounds.doomed(c), !possible);
        }
    }
}
