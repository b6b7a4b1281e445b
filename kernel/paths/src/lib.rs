//! The choices that led to each paper of a sample, as *terms* of which a scenario knows how likely each is: `planning/paths.py`
//! says what for. Whole numbers only; what terms are worth is Python's.
#![forbid(unsafe_code)]

mod sets;

use sets::{Met, Set};

/// What a voter may do after a name: stay; where nobody else is open, stop or leave, which is the same; stop; leave. And
/// where no name of the following is left: end, when nobody else is open; stop; leave.
#[derive(Debug, Clone, Copy)]
enum Did {
    Stay,
    NotStay,
    Stop,
    Leave,
    End,
    StopAtEnd,
    LeaveAtEnd,
}

/// How many kinds of `Did` there are.
const KINDS: usize = Did::LeaveAtEnd as usize + 1;

/// What of a forecast says which choices there are. Followings, areas and columns are numbered from 0.
#[derive(Debug, Clone)]
pub struct Setting {
    /// How many candidates there are; some may be nobody's.
    pub candidates: usize,
    /// The candidate numbers of each following.
    pub names: Vec<Vec<usize>>,
    /// The following whose voters are advised by the plan.
    pub planning: usize,
    /// So many names that are not its own its list goes on with.
    pub after: usize,
    /// Of each column of the table of advice: whose list it belongs to, and to whom one comes with it, if that is
    /// another following than those before.
    pub columns: Vec<(usize, Option<usize>)>,
    /// How many laws of going on there are, and which of them whoever follows the plan's list goes by.
    pub laws: (usize, usize),
    /// After how many preferences these laws may differ.
    pub preferences: usize,
    /// To whom each following's voters may go.
    pub goes: Vec<Vec<usize>>,
    /// Of each area: which of the distinct tables of recognition holds there; and how many there are.
    pub known: (Vec<usize>, usize),
}

/// Rows of column numbers, one after another: row n has those from `starts[n]` up to `starts[n + 1]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Where each row begins, and where the last one ends.
    pub starts: Vec<i32>,
    /// The columns of all rows.
    pub columns: Vec<i32>,
}

impl Rows {
    fn new() -> Self {
        Self { starts: vec![0], columns: Vec::new() }
    }

    fn add(&mut self, row: impl IntoIterator<Item = usize>) {
        self.columns.extend(row.into_iter().map(small));
        self.starts.push(small(self.columns.len()));
    }
}

/// The terms of all papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The columns of each paper, in sections: what was done after a name (kind × law × preference); the names chosen
    /// (table of recognition × candidate); the voters it is one of (free or advised × area × following); for where those
    /// left who left (one of `ways`); from whom each name was chosen (one of `choices`).
    pub papers: Rows,
    /// How many columns there are.
    pub columns: usize,
    /// Of each distinct way to leave: from where to where (following × following); then from where to all to whom it was
    /// open to go.
    pub ways: (Vec<i32>, Rows),
    /// Of each distinct choice: all who were left to choose from (table of recognition × candidate).
    pub choices: Rows,
}

/// The terms of papers: rankings of equal width, each ended by zeros, on which −k stands for column k − 1 of the table of
/// advice; and the area of each.
pub fn terms(setting: &Setting, rankings: &[i16], width: usize, areas: &[i32]) -> Terms {
    let mut walk = Walk::new(setting);
    for (ranking, &area) in rankings.chunks_exact(width.max(1)).zip(areas) {
        let length = ranking.iter().position(|&token| token == 0).unwrap_or(width);
        walk.paper(&ranking[..length], usize::try_from(area).expect("areas are numbered from 0"));
    }
    walk.ended()
}

/// A term, before it is known where its section begins.
enum Term {
    Known(usize),
    Way(usize),
    Choice(usize),
}

struct Walk<'a> {
    setting: &'a Setting,
    candidates: usize,
    /// Of each candidate number.
    following: Vec<usize>,
    names: Vec<Set>,
    goes: Vec<Set>,
    /// The columns with which chosen names, voters and ways begin.
    begins: [usize; 3],
    ways: Met,
    choices: Met,
    terms: Vec<Term>,
    starts: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(setting: &'a Setting) -> Self {
        let (candidates, followings) = (setting.candidates, setting.names.len());
        let mut following = vec![0; candidates + 1];
        for (number, names) in setting.names.iter().enumerate() {
            names.iter().for_each(|&name| following[name] = number);
        }
        let sets = |rows: &[Vec<usize>], room| rows.iter().map(|row| Set::of(row, room)).collect();
        let chosen = KINDS * setting.laws.0 * setting.preferences;
        let voters = chosen + setting.known.1 * candidates;
        Self {
            setting,
            candidates,
            following,
            names: sets(&setting.names, candidates + 1),
            goes: sets(&setting.goes, followings),
            begins: [chosen, voters, voters + 2 * setting.known.0.len() * followings],
            ways: Met::default(),
            choices: Met::default(),
            terms: Vec::new(),
            starts: vec![0],
        }
    }

    /// A paper's terms, name by name. A *visit* is a run of one following's names, or of one list's.
    fn paper(&mut self, ranking: &[i16], area: usize) {
        let Setting { planning, after, laws, preferences, known: (tables, _), .. } = self.setting;
        let (followings, [chosen, voters, _]) = (self.names.len(), self.begins);
        let mut visited = Set::empty(followings);
        let mut left = Set::empty(self.candidates + 1);
        let mut place = 0;
        for (preference, &token) in ranking.iter().enumerate() {
            let (following, advised) = (self.of(token), token < 0);
            if place == 0 {
                visited.insert(following);
                left.become_copy(&self.names[following]);
            }
            if preference == 0 {
                let cell = usize::from(advised) * tables.len() + area;
                self.terms.push(Term::Known(voters + cell * followings + following));
            }
            let listed = advised && following == *planning;
            if let Some(other) = self.enters(token) {
                visited.insert(other);
            }
            let more = place + 1 < self.setting.names[following].len() + if listed { *after } else { 0 };
            if let Ok(name @ 1..) = usize::try_from(token) {
                if more {
                    self.terms.push(Term::Known(chosen + tables[area] * self.candidates + name - 1));
                    self.terms.push(Term::Choice(self.choices.number(&left, tables[area])));
                }
                left.remove(name);
            }
            let next = ranking.get(preference + 1).map(|&token| self.of(token));
            let somewhere = self.goes[following].exceeds(&visited);
            let did = match (next, more) {
                (Some(next), _) if next == following => Did::Stay,
                (Some(next), more) => {
                    self.terms.push(Term::Way(self.ways.number(&visited, following * followings + next)));
                    if more { Did::Leave } else { Did::LeaveAtEnd }
                }
                (None, true) if somewhere => Did::Stop,
                (None, true) => Did::NotStay,
                (None, false) if somewhere => Did::StopAtEnd,
                (None, false) => Did::End,
            };
            let law = if listed { laws.1 } else { following };
            self.terms.push(Term::Known((did as usize * laws.0 + law) * preferences + preference.min(preferences - 1)));
            place = if matches!(did, Did::Stay) { place + 1 } else { 0 };
        }
        self.starts.push(self.terms.len());
    }

    /// Whose name this is, or whose list.
    fn of(&self, token: i16) -> usize {
        match usize::try_from(token) {
            Ok(name) => self.following[name],
            Err(_) => self.setting.columns[column(token)].0,
        }
    }

    /// To whom one comes with a name of a list.
    fn enters(&self, token: i16) -> Option<usize> {
        if token < 0 { self.setting.columns[column(token)].1 } else { None }
    }

    fn ended(self) -> Terms {
        let (followings, [.., begin]) = (self.names.len(), self.begins);
        let ways = self.ways.in_order();
        let place = |term: &Term| match *term {
            Term::Known(column) => column,
            Term::Way(number) => begin + number,
            Term::Choice(number) => begin + ways.len() + number,
        };
        let (mut open, mut choices) = (Rows::new(), Rows::new());
        for (way, visited) in &ways {
            let from = way / followings;
            open.add((0..followings).filter(|&to| !visited.has(to)).map(|to| from * followings + to));
        }
        for (table, left) in self.choices.in_order() {
            choices.add(
                (1..=self.candidates).filter(|&name| left.has(name)).map(|name| table * self.candidates + name - 1),
            );
        }
        Terms {
            papers: Rows {
                columns: self.terms.iter().map(place).map(small).collect(),
                starts: self.starts.into_iter().map(small).collect(),
            },
            columns: begin + ways.len() + choices.starts.len() - 1,
            ways: (ways.iter().map(|(way, _)| small(*way)).collect(), open),
            choices,
        }
    }
}

/// The column of the table of advice for which a token stands.
fn column(token: i16) -> usize {
    usize::from(token.unsigned_abs()) - 1
}

fn small(number: usize) -> i32 {
    i32::try_from(number).expect("there are fewer terms than 32 bits can number")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A slate of two, which is advised; one of two; and a single independent. Who leaves the second never goes to the third.
    fn setting() -> Setting {
        Setting {
            candidates: 5,
            names: vec![vec![1, 2], vec![3, 4], vec![5]],
            planning: 0,
            after: 0,
            columns: vec![(0, None), (0, None)],
            laws: (3, 0),
            preferences: 2,
            goes: vec![vec![1, 2], vec![0], vec![0, 1]],
            known: (vec![0, 0], 1),
        }
    }

    fn columns(ranking: &[i16], area: i32) -> (Vec<i32>, Terms) {
        let found = terms(&setting(), ranking, ranking.len(), &[area]);
        (found.papers.columns.clone(), found)
    }

    // What was done: 7 kinds × 3 laws × 2 preferences, 42 columns; then 5 of names; then 2 × 2 areas × 3 followings, 12.
    const CHOSEN: i32 = 42;
    const VOTERS: i32 = 47;
    const WAYS: i32 = 59;

    #[test]
    fn one_who_follows_advice_to_the_end_chose_nothing_but_to_stay_and_to_stop() {
        // In the second area, advised, of the first following; stayed after the first preference; stopped at the end after the second.
        assert_eq!(columns(&[-1, -2, 0], 1).0, [VOTERS + (2 + 1) * 3, 0, 5 * 3 * 2 + 1]);
    }

    #[test]
    fn whom_one_chose_and_of_whom_and_where_one_went_of_where_one_could() {
        let (found, all) = columns(&[2, 3], 0);
        let leave = 3 * 3 * 2;
        // Of 1 and 2 the second was chosen, and its other name was left when the voter went from the first following to the second;
        // there the first of two. Whoever leaves the second could have gone to the first alone, where this one has been.
        let nowhere = (3 + 1) * 2 + 1;
        assert_eq!(found, [VOTERS, CHOSEN + 1, WAYS + 1, WAYS, leave, CHOSEN + 2, WAYS + 2, nowhere]);
        assert_eq!(all.ways, (vec![1], Rows { starts: vec![0, 2], columns: vec![1, 2] }));
        assert_eq!(all.choices, Rows { starts: vec![0, 2, 4], columns: vec![0, 1, 2, 3] });
    }

    #[test]
    fn the_last_of_a_following_is_no_choice_and_what_is_left_does_not_depend_on_the_order() {
        let rankings = [3, 4, 1, 4, 3, 1];
        let found = terms(&setting(), &rankings, 3, &[0, 0]);
        // 3 of 3 and 4, or 4 of them: one choice each, and of the same two; then 1 of 1 and 2.
        assert_eq!(found.choices.starts, [0, 2, 4]);
        assert_eq!(found.papers.starts, [0, 9, 18]);
        assert_eq!(found.ways.0, [3]);
    }
}
