"""Paper ballots: typed twice by batches, differences settled one by one, then read as ballots."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, counting, paper_entry, uploads
from hustings.office.acting import actor
from hustings.office.models import Batch, Election
from hustings.office.pages import show
from hustings.office.views.given import election_of, field, number, to
from hustings.office.views.results import download

FIELDS = ("batch", "by", "total", "papers")


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """The batches, and a form to type one."""
    election = election_of(key)
    title, names = _standing(election, contest)
    filled = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            by = actor().name if actor().account else filled["by"]
            typed = [filled["batch"].strip(), by.strip()]
            total = number(request, "total")
            papers = filled["papers"]
            done = paper_entry.type_in(election, contest, typed[0][:40], typed[1][:200], total, papers, len(names))
            return HttpResponseRedirect(f"{reverse('papers', args=[key, contest])}?kept={done.pk}")
        except BadInput as bad:
            problems = bad.problems
    told: dict[str, object] = {"contest": contest, "title": title, "names": names, "filled": filled}
    told["kept"] = Batch.objects.filter(election=election, contest=contest, pk=number(request, "kept")).first()
    told["batches"] = [(each, paper_entry.differences(each)) for each in paper_entry.batches(election, contest)]
    told["typed_twice"] = all(each.second for each in paper_entry.batches(election, contest))
    told["in_the_way"] = paper_entry.open_questions(election, contest)
    return show(request, "papers", 422 if problems else 200, election=election, problems=problems, **told)


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, key: str, contest: str, number_of: int) -> HttpResponse:
    """A batch's differences, each beside what two people typed; or what a paper says is settled."""
    election = election_of(key)
    title, names = _standing(election, contest)
    find = _sent_to if request.method == "POST" else _batch
    found = find(election, contest, number_of)
    if request.method == "POST":
        said, paper = field(request, "said") or field(request, "pick"), number(request, "paper")
        if not said:
            raise BadInput(Problem(f"said-{paper}", f"choose what paper {paper} says, or write it"))
        paper_entry.settle(found, paper, said, len(names), field(request, "seen"))
        # On to the next paper that is open; once none is, that is said.
        left = [each for each, _, _, settled in paper_entry.differences(found) if not settled and each != paper]
        where = f"paper-{next((each for each in left if each > paper), left[0])}" if left else "settled"
        return HttpResponseRedirect(f"{reverse('batch', args=[key, contest, number_of])}#{where}")
    told = {"batch": found, "differences": paper_entry.differences(found), "names": names, "title": title}
    told["seen"] = paper_entry.state(found)
    return show(request, "batch", election=election, contest=contest, **told)


@require_POST
def throw_away(request: HttpRequest, key: str, contest: str, number_of: int) -> HttpResponse:
    """Forget a batch, which can be typed again."""
    found = _sent_to(election_of(key), contest, number_of)
    if field(request, "name") != found.name:
        raise BadInput(Problem("name", f"write the batch’s name, {found.name}, to throw away what was typed of it"))
    paper_entry.throw_away(found, field(request, "seen"))
    return to("papers", key, contest)


@require_POST
def read(_request: HttpRequest, key: str, contest: str) -> HttpResponse:
    """Read what both agree on as the contest's ballots; they are shown before they are counted, as any file is."""
    election = election_of(key)
    _, names = _standing(election, contest)
    there = paper_entry.batches(election, contest)
    wrong = paper_entry.open_questions(election, contest) if there else ["no batch has been typed yet"]
    if wrong:
        raise BadInput([Problem("batches", said) for said in wrong])
    text = paper_entry.as_csv(election, contest, names, "agreed")
    kept = uploads.keep(election, contest, "typed papers.csv", text.encode())
    told, _ = counting.contest_of(election, contest)
    gone = [each.name for each in told.candidates if each.contest == contest and each.withdrawn]
    words = [f"{paper_entry.OVERVOTE}=overvoted", *(f"{name}=withdrawn" for name in gone)]
    said = counting.Said(word="\n".join(words if any(word.partition("=")[0] in text for word in words) else ()))
    return to("run", key, counting.read(election, contest, kept, said).pk)


@require_GET
def sheet(_request: HttpRequest, key: str, contest: str, which: str) -> HttpResponse:
    """What was typed as a file, for `hustings reconcile` or a scrutineer."""
    election = election_of(key)
    open_ones = paper_entry.open_questions(election, contest)
    typed_once = any(not each.second for each in paper_entry.batches(election, contest))
    if which not in ("first", "second", "agreed") or typed_once or (which == "agreed" and open_ones):
        raise Http404("sheet")
    text = paper_entry.as_csv(election, contest, _standing(election, contest)[1], which)
    return download(text.encode(), f"{contest}-{which}.csv", "text/csv; charset=utf-8")


def _standing(election: Election, contest: str) -> tuple[str, list[str]]:
    """The contest's title, and the names on its ballot paper, those who have withdrawn among them."""
    told, post = counting.contest_of(election, contest)
    return post.title, [each.name for each in told.candidates if each.contest == contest]


def _sent_to(election: Election, contest: str, number_of: int) -> Batch:
    """The batch that a form is about. Raises Moved where it was thrown away since."""
    try:
        return _batch(election, contest, number_of)
    except Http404:
        if not paper_entry.was_thrown_away(election, number_of):
            raise
        raise acts.Moved("there is no such batch any more; somebody has thrown it away") from None


def _batch(election: Election, contest: str, number_of: int) -> Batch:
    found = Batch.objects.filter(pk=number_of, election=election, contest=contest).first()
    if found is None:
        raise Http404("batch")
    return found
