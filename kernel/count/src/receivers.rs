//! Who receives a paper that comes to a token, given who may receive at all.

use crate::deck::{PASS, STOP};
use crate::papers::Papers;
use crate::questions::Overvoted;

/// Writes, per token, the candidate who receives, PASS or STOP (or, with `hold`, one above the last candidate where an
/// overvoted preference stops the paper). `receives[c]`: whether candidate c may receive.
pub fn write<T>(papers: &Papers<T>, receives: &[bool], hold: bool, table: &mut Vec<u16>) {
    let number = |candidate: usize| u16::try_from(candidate).expect("candidates are numbered in 16 bits");
    let stop = if hold { number(papers.candidates + 1) } else { STOP };
    // A narrow token is always within the table.
    table.resize(256.max(papers.candidates + 1 + papers.several.len()), PASS);
    table[0] = STOP;
    for c in 1..=papers.candidates {
        table[c] = if receives[c] { number(c) } else { PASS };
    }
    for (i, among) in papers.several.iter().enumerate() {
        let mut continuing = among.iter().copied().filter(|&c| receives[usize::from(c)]);
        table[papers.candidates + 1 + i] = match (continuing.next(), continuing.next(), papers.overvoted) {
            (None, _, _) => PASS,
            (Some(one), None, Overvoted::StopsIfSeveral) => one,
            (Some(_), Some(_), Overvoted::StopsIfSeveral) => stop,
            (Some(_), _, Overvoted::StopsIfAny) => stop,
            (Some(_), _, Overvoted::Stops | Overvoted::PassedOver) => {
                unreachable!("such preferences were decided when the papers were read")
            }
        };
    }
}
