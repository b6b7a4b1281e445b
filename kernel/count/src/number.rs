//! Votes and values of papers: whole numbers of a fixed unit (`i64`), or of one that grows finer (`BigInt`).

use std::fmt::Debug;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A whole number of units. Every operation is checked: an overflow panics, which the caller takes as a refusal.
pub trait Number: Clone + Ord + Debug + Send + Sync + 'static {
    /// Whether division must never leave a remainder: then the unit is made finer first.
    const EXACT: bool;
    /// No votes.
    fn zero() -> Self;
    /// So many units.
    fn of(units: u64) -> Self;
    /// The sum.
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    fn minus(&self, other: &Self) -> Self;
    /// So many papers of this value.
    fn times(&self, papers: u64) -> Self;
    /// Product of two, divided, rounded down.
    fn product_over(&self, by: &Self, divisor: &Self) -> Self;
    /// Quotient, rounded down.
    fn over(&self, divisor: &Self) -> Self;
    /// Quotient, rounded up.
    fn over_up(&self, divisor: &Self) -> Self;
    /// By how much the unit must be finer for self / divisor to be whole (1 where it need not).
    fn refinement(&self, divisor: &Self) -> Self;
    /// The product of two (used where a unit grows finer).
    fn product(&self, by: &Self) -> Self;
    /// The number itself where it is small, for tables of results.
    fn small(&self) -> i64;
    /// Whether it is zero.
    fn is_nought(&self) -> bool {
        *self == Self::zero()
    }
}

impl Number for i64 {
    const EXACT: bool = false;
    fn zero() -> Self {
        0
    }
    fn of(units: u64) -> Self {
        i64::try_from(units).expect("more units than 63 bits hold")
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, papers: u64) -> Self {
        self * Self::of(papers)
    }
    fn product_over(&self, by: &Self, divisor: &Self) -> Self {
        i64::try_from(i128::from(*self) * i128::from(*by) / i128::from(*divisor)).expect("more than 63 bits")
    }
    fn over(&self, divisor: &Self) -> Self {
        self / divisor
    }
    fn over_up(&self, divisor: &Self) -> Self {
        Integer::div_ceil(self, divisor)
    }
    fn refinement(&self, _divisor: &Self) -> Self {
        1
    }
    fn product(&self, by: &Self) -> Self {
        self * by
    }
    fn small(&self) -> i64 {
        *self
    }
}

impl Number for BigInt {
    const EXACT: bool = true;
    fn zero() -> Self {
        Zero::zero()
    }
    fn of(units: u64) -> Self {
        Self::from(units)
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, papers: u64) -> Self {
        self * papers
    }
    fn product_over(&self, by: &Self, divisor: &Self) -> Self {
        self * by / divisor
    }
    fn over(&self, divisor: &Self) -> Self {
        self / divisor
    }
    fn over_up(&self, divisor: &Self) -> Self {
        Integer::div_ceil(self, divisor)
    }
    fn refinement(&self, divisor: &Self) -> Self {
        if divisor.is_zero() {
            return Self::one();
        }
        divisor.abs() / self.gcd(divisor)
    }
    fn product(&self, by: &Self) -> Self {
        self * by
    }
    fn small(&self) -> i64 {
        self.to_i64().unwrap_or(i64::MAX)
    }
}
