//! The type of a token, and the tables by which a paper finds who receives it.

use crate::papers::wide;
use crate::receivers::Receivers;

/// So many tokens are looked at at once, to see how many of them a paper passes.
pub const AT_ONCE: usize = 4;

/// A token: the narrowest type that holds them all, so that more of them fit into the processor's cache.
pub trait Token: Copy + Eq + Send + Sync + 'static {
    /// The tables of its receivers.
    type Tables: Tables<Self>;
    /// The token as an index.
    fn index(self) -> usize;
    /// The token of this index.
    fn of(index: usize) -> Self;
}

/// Who receives, in the form that is read fastest.
pub trait Tables<T: Token>: Default + Send {
    /// Writes it.
    fn write(&mut self, receivers: &Receivers);
    /// The pile of who receives a paper that comes to this token, or `further`.
    fn target(&self, token: T) -> u16;
    /// How many of these tokens a paper passes.
    fn passed(&self, tokens: &[T; AT_ONCE]) -> usize;
}

/// For narrow tokens: whatever a token is, it is within the table.
pub struct Narrow {
    /// A table for each place among those that are looked at at once, whose entries have that place's bit where a paper
    /// goes no further. So the bits come together without a shift.
    open: [[u8; 256]; AT_ONCE],
    targets: [u16; 256],
}

impl Default for Narrow {
    fn default() -> Self {
        Self { open: [[0; 256]; AT_ONCE], targets: [u16::MAX; 256] }
    }
}

impl Token for u8 {
    type Tables = Narrow;
    fn index(self) -> usize {
        usize::from(self)
    }
    fn of(index: usize) -> Self {
        Self::try_from(index).expect("the type was chosen to hold every token")
    }
}

impl Tables<u8> for Narrow {
    fn write(&mut self, receivers: &Receivers) {
        let (targets, pass) = (receivers.targets(), receivers.pass());
        // Thirty-two at once are written without a loop for the rest; mostly one of them has changed.
        for first in (0..receivers.tokens().min(256)).step_by(32) {
            let some = first..first + 32;
            if self.targets[some.clone()] == targets[some.clone()] {
                continue;
            }
            self.targets[some.clone()].copy_from_slice(&targets[some.clone()]);
            for (place, bits) in self.open.iter_mut().enumerate() {
                for (bit, &target) in bits[some.clone()].iter_mut().zip(&targets[some.clone()]) {
                    *bit = u8::from(target != pass) << place;
                }
            }
        }
    }
    #[inline(always)]
    fn target(&self, token: u8) -> u16 {
        self.targets[usize::from(token)]
    }
    #[inline(always)]
    fn passed(&self, tokens: &[u8; AT_ONCE]) -> usize {
        let pairs = tokens.iter().zip(&self.open);
        let bits = pairs.fold(0, |bits, (&token, open)| bits | open[usize::from(token)]);
        wide((1 << AT_ONCE | u32::from(bits)).trailing_zeros())
    }
}

/// For wider tokens.
#[derive(Default)]
pub struct Wide {
    open: Vec<u8>,
    targets: Vec<u16>,
}

macro_rules! tokens {
    ($($kind:ty),+) => {$(
        impl Token for $kind {
            type Tables = Wide;
            fn index(self) -> usize {
                usize::try_from(self).expect("a token is small")
            }
            fn of(index: usize) -> Self {
                Self::try_from(index).expect("the type was chosen to hold every token")
            }
        }

        impl Tables<$kind> for Wide {
            fn write(&mut self, receivers: &Receivers) {
                let (targets, pass) = (&receivers.targets()[..receivers.tokens()], receivers.pass());
                self.targets.clear();
                self.targets.extend_from_slice(targets);
                self.open.clear();
                self.open.extend(targets.iter().map(|&target| u8::from(target != pass)));
            }
            #[inline(always)]
            fn target(&self, token: $kind) -> u16 {
                self.targets[token.index()]
            }
            #[inline(always)]
            fn passed(&self, tokens: &[$kind; AT_ONCE]) -> usize {
                let open = |token: &$kind| u32::from(self.open[token.index()]);
                let bits = tokens.iter().rev().fold(1, |bits, token| bits << 1 | open(token));
                wide(bits.trailing_zeros())
            }
        }
    )+};
}
tokens!(u16, u32);
