"""Nine mutants that tests once passed over: what each is, its file, the words there, and what is put in their place."""

NAMED = (
    (
        "a second line of withdrawals replaces the first",
        "ballots/blt_head.py",
        "head.withdrawn |= set(",
        "head.withdrawn = set(",
    ),
    (
        "the digest takes 10 papers for 1",
        "ballots/canonical.py",
        "return str(papers)",
        'return str(papers).rstrip("0")',
    ),
    (
        "the digest has no names",
        "ballots/canonical.py",
        'f"candidate {number} {json.dumps(name, ensure_ascii=False)}" for number, name',
        'f"candidate {number}" for number, _ ',
    ),
    (
        "schedule 1A's odd and even stages are swapped",
        "rules/lot.py",
        "sign = 1 if (stage % 2 == 1) == (purpose",
        "sign = 1 if (stage % 2 == 0) == (purpose",
    ),
    (
        "verify takes any ballots",
        "witness/verifying.py",
        "if digest_for(claimed, ballots) != claimed.ballots.sha256:",
        "if False:",
    ),
    (
        "verify takes any answers for the rule book's",
        "witness/verifying.py",
        "if answer in answered and said != ours.answers().get(answer):",
        "if False:",
    ),
    (
        "the runner-up is read from the wrong stage",
        "witness/runners_up.py",
        "stage.before or before.votes",
        "stage.before or stage.votes",
    ),
    (
        "those who decline are guarded in a countback",
        "witness/vacancies.py",
        "guarded=frozenset(self.sitting) if protected else frozenset(),",
        "guarded=frozenset({*self.sitting, *self.asked.declining}) if protected else frozenset(),",
    ),
    (
        "a number goes before a name",
        "witness/asking.py",
        "    if said in names:\n        return names.index(said) + 1\n",
        "    if said.isdigit() and 1 <= int(said) <= len(names):\n        return int(said)\n"
        "    if said in names:\n        return names.index(said) + 1\n",
    ),
)
