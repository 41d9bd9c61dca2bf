"""No file holds women in bulk (C12): each file that the site gives is known here, is taken, and has no woman in it, by
what identifies or reaches her or by a reference. A new one fails until it is taken here too."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, reverse

from every_page import GUARDED, addresses, in_every_role
from managed_men import managed
from releases_made_up import SPRING, second_commander
from site_users import signed_in, user
from small_force import CANARIES, MOVED
from v100 import casework
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.leaks.gathering import linked
from v100.casework.leaks.reading import Format, passages_of
from v100.casework.nominals.models import Nominal, Term
from v100.casework.packs.models import Pack
from v100.casework.publishing.releasing import answer_release, propose_release
from v100.casework.runs.current import current_run
from v100.casework.runs.load import load_new
from v100.casework.runs.models import MODELS
from v100.casework.women.kinds import PHONE, Part
from v100.casework.women.models import Woman
from v100.casework.women.recording import keep

WHY = {"why": "for the meeting"}
A_FILE = re.compile(r"Content-Disposition|as_attachment|FileResponse|StreamingHttpResponse|content_type=")
"""How code says that an answer is no page."""
RECORDED = {"number": "07700 900461", "name": "Qxrobin Qxelder", "school": "Qxelm Row Primary"}
"""What officers keep on her page."""


def list_as_file(who: User, _: Nominal) -> list[HttpResponse]:
    return [signed_in(who).post(f"{reverse('export')}?part={part}", WHY) for part in ("ranked", "listed", "aside")]


def released_page(who: User, _: Nominal) -> list[HttpResponse]:
    propose_release(SPRING, cause=None, reason="read it", by=who)
    answer_release(SPRING, agrees=True, reason="read it", by=second_commander())
    return [signed_in(who).get(reverse("released", args=[SPRING.name, 1]))]


def packs(who: User, nominal: Nominal) -> list[HttpResponse]:
    client = signed_in(who)
    client.post(reverse("man", args=[nominal.pk]), WHY)
    (her,) = women()
    said = {"reports": ["R2", "R7"], "looked_at": "sure", "own_0": "He struck again after his release."}
    client.post(f"{reverse('make-pack', args=[nominal.pk, 'DAPO'])}?woman={her}", said)
    pack = Pack.objects.get()
    return [client.post(reverse("take-pack", args=[nominal.pk, pack.pk, kind]), WHY) for kind in Format]


FILES: dict[str, Callable[[User, Nominal], list[HttpResponse]]] = {
    "export": list_as_file,
    "released": released_page,
    "take-pack": packs,
}
"""Each address that gives a file, and how it is taken."""


def women() -> set[str]:
    return set(MODELS["report_victim"].objects.values_list("person_id", flat=True))


def source_of(pattern: URLPattern) -> str:
    view: Any = pattern.callback
    return inspect.getsource(getattr(view, "view_class", inspect.unwrap(view)))


def text_of(answer: HttpResponse) -> str:
    name = answer.headers["Content-Disposition"]
    kind = next((kind for kind in Format if name.endswith(f'.{kind}"')), None)
    if kind is None:
        return answer.content.decode()
    return " ".join(passage.text for passage in passages_of(kind, answer.content))


def plain(words: str) -> str:
    """However it is spaced and written."""
    return re.sub(r"[\s()+-]", "", words.casefold())


def test_each_address_that_gives_a_file_is_known_here() -> None:
    found = {str(pattern.name) for pattern in GUARDED if A_FILE.search(source_of(pattern))}
    assert found == set(FILES)
    said = sum(len(A_FILE.findall(source_of(pattern))) for pattern in GUARDED)
    code = "".join(path.read_text(encoding="utf-8") for path in Path(casework.__file__).parent.rglob("*.py"))
    assert len(A_FILE.findall(code)) == said, "a file is made apart from the view that gives it"


@pytest.mark.usefixtures("store")
def test_every_other_answer_is_a_page() -> None:
    client = signed_in(in_every_role())
    for name, where in addresses().items():
        for method in (client.get, client.post):
            answer = method(where, WHY)
            page = answer.status_code == 302 or answer.headers["Content-Type"] == "text/html; charset=utf-8"
            if not page or "Content-Disposition" in answer.headers:
                assert name in FILES, name


@pytest.mark.parametrize("name", FILES)
def test_no_file_holds_a_woman(name: str, small_force_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STORE", small_force_store)
    load_new(small_force_store)
    who = user(Role.ANALYST)
    who.roles = [role for role in Role if role != Role.GUEST]
    who.save()
    nominal = managed(Term.objects.get(kind="name", words__contains="Okonkwo").nominal, who, by=who)
    run = current_run()
    assert run is not None
    assert linked(nominal, run) == list(women())
    woman = Woman.objects.create(person_id=next(iter(women())), first_run=run)
    keep(woman, Part.CONTACT, what=PHONE, values={"value": RECORDED["number"]}, by=who)
    keep(woman, Part.CHILD, values={"name": RECORDED["name"], "school": RECORDED["school"]}, by=who)
    said = [*CANARIES.values(), *MOVED.values(), *RECORDED.values()]
    hers = [*said, *(word for each in said for word in each.split() if "qx" in word.casefold())]
    hers += [woman.reference, *women(), *(each[:9] for each in women())]
    taken = FILES[name](who, nominal)
    for answer in taken:
        assert "attachment" in answer.headers["Content-Disposition"]
        text = plain(text_of(answer))
        assert len(text) > 100
        assert [each for each in hers if plain(each) in text] == []
    assert taken
