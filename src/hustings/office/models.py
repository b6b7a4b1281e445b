"""What the database holds: elections, which version of each is current, runs, acts, uploads and declarations."""

from __future__ import annotations

from django.db import models

KEY, NAME = 40, 64


class Office(models.Model):
    """The one row that says which office this is: the same mark is in its folder (`belonging`)."""

    mark = models.CharField(max_length=NAME)


class Election(models.Model):
    """An election of this office, or a campaign in one. key: for addresses. current: the name of its version that
    counts now.

    shown: of an election, the version that campaigns may take public files from; shown_charts: with the charts of its
    nominations. of: of a campaign, the election it is in; pinned: the version of it that the campaign has taken its
    files from; slate: the id of the campaign's own slate.
    """

    key = models.SlugField(max_length=KEY, unique=True)
    title = models.CharField(max_length=300)
    current = models.CharField(max_length=NAME)
    put_away = models.BooleanField(default=False)
    shown = models.CharField(max_length=NAME, blank=True)
    shown_charts = models.BooleanField(default=False)
    of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="campaigns")
    pinned = models.CharField(max_length=NAME, blank=True)
    slate = models.CharField(max_length=100, blank=True)


class Version(models.Model):
    """A version that was accepted, beside the folder that it is (`versions`). number: from 1 in its election."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=NAME, unique=True)
    parent = models.CharField(max_length=NAME, blank=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=200)
    why = models.CharField(max_length=500)
    problems = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["election", "number"], name="one_number_in_an_election"),)


class Event(models.Model):
    """An act, linked to the one before it by its digest (`audit`). Rows are added and never changed."""

    number = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    who = models.CharField(max_length=200)
    election = models.CharField(max_length=KEY, blank=True)
    act = models.CharField(max_length=60)
    detail = models.TextField()
    before = models.CharField(max_length=NAME)
    digest = models.CharField(max_length=NAME, unique=True)


class Upload(models.Model):
    """A file that somebody brought. digest: of its bytes, its name in the folder of uploads. removed: by an act."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="uploads")
    contest = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=NAME)
    at = models.DateTimeField()
    removed = models.BooleanField(default=False)


class Run(models.Model):
    """Long work: a command of the program in a process of its own (`runs`).

    state: waiting, running, done, failed, cancelled or lost. words: the command as a list, in JSON. version: of the
    election's folder that it reads. child: its process. beat: when it was last known to be alive. enough: it is to end
    with the best that it has so far.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="runs")
    contest = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20)
    words = models.TextField()
    version = models.CharField(max_length=NAME)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=10, default="waiting")
    status = models.IntegerField(null=True)
    part = models.FloatField(default=0)
    doing = models.CharField(max_length=300, blank=True)
    cancel = models.BooleanField(default=False)
    enough = models.BooleanField(default=False)
    child = models.IntegerField(null=True)
    asked_at = models.DateTimeField()
    beat = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class Preview(models.Model):
    """Pages that a run has made, at an address that nobody can guess. token: the digest of what stands in it."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="preview")
    token = models.CharField(max_length=NAME, unique=True)
    until = models.DateTimeField()


class Result(models.Model):
    """A count's result that the officer has accepted: provisional until it is declared.

    record: the digest of the record. version: whose folder holds it. supersedes: the declaration that it corrects.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="results")
    contest = models.CharField(max_length=100)
    record = models.CharField(max_length=NAME)
    run = models.ForeignKey(Run, on_delete=models.PROTECT)
    version = models.CharField(max_length=NAME)
    provisional_at = models.DateTimeField()
    set_aside = models.BooleanField(default=False)
    declared_at = models.DateTimeField(null=True)
    declared_by = models.CharField(max_length=500, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

    def __str__(self) -> str:
        return f"the result of {self.contest}"

    @property
    def record_path(self) -> str:
        """Where its record is in the folder."""
        return f"records/{self.contest}.json"


class Proposal(models.Model):
    """A declaration that one person has made and that a second one has to countersign: of a count's or a vacancy's run.

    version: the election's current one then; any change since, and the first person declares anew.
    """

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="proposal")
    version = models.CharField(max_length=NAME)
    name = models.CharField(max_length=200)
    account = models.IntegerField()
    at = models.DateTimeField()


class Complaint(models.Model):
    """A request for a recount, or a complaint: what is said, and what was decided; "" while it is open."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="complaints")
    said = models.CharField(max_length=1000)
    at = models.DateTimeField()
    decided = models.CharField(max_length=1000, blank=True)


class Vacancy(models.Model):
    """Places of a declared result's body that fell vacant, and were filled by a declaration.

    number: from 1 since the result. record: the digest of the vacancy record, and version: whose folder holds it. why:
    of a correction. supersedes: the declaration that it corrects.
    """

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="vacancies")
    number = models.PositiveIntegerField()
    record = models.CharField(max_length=NAME)
    run = models.ForeignKey(Run, on_delete=models.PROTECT)
    version = models.CharField(max_length=NAME)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=500)
    why = models.CharField(max_length=1000, blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")

    def __str__(self) -> str:
        return f"vacancy {self.number} of {self.contest}"

    @property
    def election(self) -> Election:
        """Whose body it is."""
        return self.result.election

    @property
    def contest(self) -> str:
        """The contest that elected the body."""
        return self.result.contest

    @property
    def record_path(self) -> str:
        """Where the record of the body as it was filled is in the folder."""
        return f"records/{self.contest}.body.json"


class Destroyed(models.Model):
    """What was destroyed for good, since its time was over (`retention`). kind: ballots, nominations or accounts."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="destroyed")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    paths = models.TextField()


class Meant(models.Model):
    """A name as somebody sent it, and whom the officer has said it means in this election."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="meant")
    said = models.CharField(max_length=300)
    meant = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["election", "said"], name="one_meaning_of_a_name"),)


class Batch(models.Model):
    """Paper ballots that two people type (`paper_entry`). name: as it stands on the batch. first, second: what each
    typed, a paper a line; "" for what is not typed yet. settled: by a paper's number what it says, in JSON."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="batches")
    contest = models.CharField(max_length=100)
    name = models.CharField(max_length=40)
    total = models.PositiveIntegerField()
    at = models.DateTimeField()
    first_by = models.CharField(max_length=200)
    first = models.TextField()
    second_by = models.CharField(max_length=200, blank=True)
    second = models.TextField(blank=True)
    settled = models.TextField(default="{}")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["election", "contest", "name"], name="one_batch_of_a_name"),)
