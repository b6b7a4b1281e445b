"""What a request gives: the election it is about, and the fields that were filled in."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hustings.election.problems import BadInput, Problem
from hustings.office import acts
from hustings.office.models import Election, Version
from hustings.office.settings import MOST_UPLOADED


def election_of(key: str) -> Election:
    """The election with this key."""
    found = Election.objects.filter(key=key).first()
    if found is None:
        raise Http404("election")
    return found


def elections_of(request: HttpRequest) -> QuerySet[Election]:
    """The elections of whoever asks; in a solo office, all."""
    found: QuerySet[Election] = getattr(request, "elections", Election.objects.all())
    return found


def solo(request: HttpRequest) -> bool:
    """Whether the office is one user's."""
    return not hasattr(request, "may")


def set_up(election: Election) -> HttpResponse:
    """Go on to where a changed part of an election, or of a campaign, stands beside the others."""
    return to("set-up" if election.of_id is None else "election", election.key, election=election)


def put_right(request: HttpRequest, election: Election) -> HttpResponse:
    """Go on to the first page, which says what is wrong with the folder. Raises Moved for a form of before that."""
    if request.method == "POST":
        acts.expect(field(request, "base"), election.current)
    return to("election", election.key)


def field(request: HttpRequest, name: str) -> str:
    """What was typed into a field, with line ends as everywhere and nothing around it."""
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def number(request: HttpRequest, name: str, default: int = 0) -> int:
    """A whole number from a field; the default where there is none."""
    said = request.POST.get(name, request.GET.get(name, ""))
    return int(said) if said.isdecimal() and len(said) < 9 else default


def upload(request: HttpRequest, name: str = "file") -> tuple[str, bytes]:
    """The file that was chosen: its name and its bytes. Raises BadInput where there is none, or it is too large."""
    file = request.FILES.get(name)
    if not isinstance(file, UploadedFile) or file.size is None:
        raise BadInput(Problem("file", "no file was chosen; choose one, then send it"))
    if file.size > MOST_UPLOADED:
        raise BadInput(Problem(str(file.name), f"it is larger than {MOST_UPLOADED >> 20} MB, the most that is taken"))
    return str(file.name), file.read()


def to(name: str, *words: object, election: Election | None = None) -> HttpResponse:
    """Go on to a page; of a change, with the offer to undo it."""
    address = reverse(name, args=words)
    if election is not None:
        row = Version.objects.get(name=election.current)
        address += f"?saved={row.number}"
    return HttpResponseRedirect(address)
