//! The questions that rule books answer, and every answer this counter knows. Each answer has the words of the
//! project's question table; a test on the Python side holds the two together.

/// An answer this counter does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Name of the question.
    pub question: &'static str,
    /// The answer as given.
    pub answer: String,
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $question:literal { $($(#[$note:meta])* $answer:ident = $words:literal),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name { $($(#[$note])* #[doc = $words] $answer),+ }

            impl $name {
                /// The words of the answer.
                pub fn words(self) -> &'static str {
                    match self {
                        $(Self::$answer => $words),+
                    }
                }

                /// The answer with these words.
                pub fn parse(words: &str) -> Result<Self, Unknown> {
                    match words {
                        $($words => Ok(Self::$answer),)+
                        other => Err(Unknown { question: $question, answer: other.to_owned() }),
                    }
                }
            }
        )+

        /// Every question with a choice of answers, and the words of those this counter knows.
        pub const QUESTIONS: &[(&str, &[&str])] = &[$(($question, &[$($words),+])),+];
    };
}

questions! {
    /// How papers support candidates.
    Procedure = "procedure" { Transfers = "transfers", Meek = "meek", Warren = "warren", Plurality = "plurality" }
    /// What vote is enough.
    Quota = "quota" {
        Whole = "whole", Fractional = "fractional", Least = "least", Hare = "hare", Majority = "majority", NoQuota = "none",
    }
    /// When the quota is found again.
    QuotaAgain = "quota_again" { Never = "never", UntilElected = "until someone is elected", Always = "always" }
    /// Which papers carry a surplus on.
    SurplusPapers = "surplus_papers" { All = "all", LastParcel = "last parcel", NoPapers = "none" }
    /// The value at which they move.
    TransferValue = "transfer_value" { Share = "share", Fraction = "fraction", Divided = "divided", NoValue = "none" }
    /// When surpluses wait.
    SurplusWaits = "surplus_waits" { Never = "never", NotExceeding = "not exceeding", LessThan = "less than" }
    /// When several are excluded together.
    ExcludeTogether = "exclude_together" { Never = "never", NotExceeding = "not exceeding", LessThan = "less than" }
    /// In what batches papers of the excluded move.
    Batches = "batches" { One = "one", ByValue = "by value", FirstsThenValue = "first preferences, then by value" }
    /// When as many candidates as places are elected.
    LastPlaces = "last_places" { After = "after", Before = "before" }
    /// Where equal votes are compared.
    LookBack = "look_back" { Earliest = "earliest", MostRecent = "most recent", NoLookBack = "none" }
    /// Which points count for that.
    LookBackPoints = "look_back_points" { Stages = "stages", EachBatch = "batches" }
    /// How the lot is drawn.
    LotBy = "lot" { Seed = "seed", Schedule1A = "schedule 1A" }
    /// What a skipped preference does.
    Skipped = "skipped" { Stops = "stops", PassedOver = "passed over", StopsAfterTwo = "stops after two" }
    /// What an overvoted preference does.
    Overvoted = "overvoted" {
        Stops = "stops", PassedOver = "passed over", StopsIfSeveral = "stops if several continue",
        StopsIfAny = "stops if any continues",
    }
    /// What a repeated preference does.
    Repeated = "repeated" { Ignored = "ignored", Stops = "stops", Invalid = "invalid" }
}

/// The questions that are answered by yes or no.
pub const YES_OR_NO: &[&str] = &[
    "elected_by_active_vote",
    "one_place_waits_for_exclusion",
    "elected_receives",
    "exclude_before_surplus",
    "undeclared_first",
    "elect_after_each_batch",
    "last_place_by_comparison",
    "tied_within_surplus",
];

/// The questions that are answered by a number, or none.
pub const NUMBERS: &[&str] = &["decimals", "convergence"];

/// A rule book: its answer to every question.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Rules {
    pub procedure: Procedure,
    /// Decimal places of a vote; none: exact fractions.
    pub decimals: Option<u32>,
    pub quota: Quota,
    pub quota_again: QuotaAgain,
    pub elected_by_active_vote: bool,
    pub one_place_waits_for_exclusion: bool,
    pub elected_receives: bool,
    pub surplus_papers: SurplusPapers,
    pub transfer_value: TransferValue,
    pub surplus_waits: SurplusWaits,
    pub exclude_together: ExcludeTogether,
    pub exclude_before_surplus: bool,
    pub undeclared_first: bool,
    pub batches: Batches,
    pub elect_after_each_batch: bool,
    pub last_places: LastPlaces,
    pub last_place_by_comparison: bool,
    pub look_back: LookBack,
    pub look_back_points: LookBackPoints,
    pub lot: LotBy,
    pub reading: Reading,
    pub convergence: Option<u32>,
    pub tied_within_surplus: bool,
}

/// How a rule book reads a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What a skipped preference does.
    pub skipped: Skipped,
    /// What an overvoted preference does.
    pub overvoted: Overvoted,
    /// What a repeated preference does.
    pub repeated: Repeated,
}
