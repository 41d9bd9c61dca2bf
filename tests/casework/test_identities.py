"""Doubts of who a man is: shown with their evidence, decided by people, carried to the ledger once."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from runs_made_up import seal
from site_users import signed_in, user
from v100.casework.access import Role
from v100.casework.identities.models import IdentityDecision
from v100.casework.identities.tasks import write_to_ledger
from v100.casework.nominals.models import Nominal, Seal
from v100.casework.oversight.models import Event
from v100.casework.runs.load import load_new
from v100.store import ledger

ALIKE = {"side": "suspect", "joined": False, "parts": ["name: alike +6.50", "birth: same +7"]}
PAIR = {"one": "M000-0", "other": "M001-0"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run in which two men of the list, and one below, have mentions that are alike."""
    seal(
        tmp_path,
        match=[
            {**ALIKE, "mention_a": "M000-0", "mention_b": "M001-0", "match_weight": 5.5},
            {**ALIKE, "mention_a": "M000-0", "mention_b": "M001-1", "match_weight": 4.5},
            {**ALIKE, "mention_a": "M000-0", "mention_b": "M002-0", "match_weight": 6.5},
        ],
    )
    load_new(tmp_path)
    monkeypatch.setattr(settings, "STORE", tmp_path)
    return tmp_path


def man_id(mention: str) -> str:
    number = int(mention[1:4])
    return f"S-{(number * 7919 + 4099) % 99991:05d}"


def man_of(mention: str) -> Nominal:
    return Nominal.objects.get(person_id=man_id(mention))


def page(nominal: Nominal, **pair: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in pair.items())
    return f"{reverse('identity', args=[nominal.pk])}?{asked}"


def analyst(opened: Nominal, who: Any = Role.ANALYST) -> Client:
    """Signed in, with a reason given for this man."""
    client = signed_in(who)
    client.post(reverse("man", args=[opened.pk]), {"why": "to settle a doubt"})
    return client


def decide(client: Client, man: Nominal, decision: str, *, after: int | str = "") -> HttpResponse:
    given = {"decision": decision, "why": "seen his passport", "after": str(after)}
    answer: HttpResponse = client.post(page(man, **PAIR), given)
    return answer


@pytest.mark.usefixtures("store")
def test_each_other_man_is_shown_once_by_his_strongest_tie() -> None:
    his = man_of("M000-0")
    shown = analyst(his).get(page(his)).context
    assert [doubt.other["mention_id"] for doubt in shown["others"]] == ["M002-0", "M001-0"]
    assert [doubt.other_man for doubt in shown["others"]] == [man_of("M002-0"), man_of("M001-0")]


@pytest.mark.usefixtures("store")
def test_the_ties_that_make_him_one_are_shown_weakest_first() -> None:
    his = man_of("M003-0")
    ties = analyst(his).get(page(his)).context["ties"]
    weights = [tie.match["match_weight"] for tie in ties]
    assert len(ties) == 3
    assert weights == sorted(weights)


@pytest.mark.usefixtures("store")
def test_it_opens_with_a_reason_and_every_look_is_on_the_record() -> None:
    his = man_of("M000-0")
    client = signed_in(Role.ANALYST)
    assert "Why do you open this page?" in client.get(page(his)).content.decode()
    client = analyst(his, user(Role.PROFESSIONAL_STANDARDS))
    client.get(page(his))
    client.get(page(his, **PAIR))
    said = Event.objects.filter(action="opened man", subject=f"nominal:{his.pk}").values_list("why", "shown")
    beside = [f"nominal:{man_of(mention).pk}" for mention in ("M001-0", "M002-0")]
    assert list(said) == [
        ("to settle a doubt (doubts of identity)", beside),
        ("to settle a doubt (mentions M000-0 and M001-0)", []),
    ]
    other = Event.objects.get(action="opened man", subject=f"nominal:{man_of('M001-0').pk}")
    assert other.why == "to settle a doubt (mentions M000-0 and M001-0)", "his mention was shown too"


def test_a_decision_goes_to_the_ledger_once(store: Path) -> None:
    his = man_of("M000-0")
    client = analyst(his)
    assert decide(client, his, "different").status_code == 302
    made = IdentityDecision.objects.get()
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("v100.casework.identities.tasks.write_to_ledger", {"decision": made.pk})
    assert Event.objects.filter(action="decided identity", subject=f"nominal:{his.pk}").count() == 1
    assert "on its way to the ledger" in client.get(page(his, **PAIR)).content.decode()

    write_to_ledger(decision=made.pk)
    write_to_ledger(decision=made.pk)

    (entry,) = ledger.entries(store)
    told = {"kind": "identity", "decision": "different", "by": "analyst", "why": "seen his passport"}
    assert told.items() <= entry.items()
    assert entry["subject"] == {"mentions": ["M000-0", "M001-0"], "parts": ALIKE["parts"]}
    made = IdentityDecision.objects.get()
    assert (made.written.position, made.written.hash) == (1, entry["hash"])
    assert "stands in the ledger at position 1" in client.get(page(his, **PAIR)).content.decode()


def test_a_crash_after_the_ledger_was_written_writes_it_no_second_time(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    his = man_of("M000-0")
    decide(analyst(his), his, "same")
    made = IdentityDecision.objects.get()

    def crash(**_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("v100.casework.identities.tasks.Written.objects.create", crash)
        with pytest.raises(RuntimeError):
            write_to_ledger(decision=made.pk)
    write_to_ledger(decision=made.pk)
    assert len(ledger.entries(store)) == 1
    assert IdentityDecision.objects.get().written.position == 1


@pytest.mark.usefixtures("store")
def test_of_two_who_decide_at_once_the_second_is_told() -> None:
    his, theirs = man_of("M000-0"), man_of("M001-0")
    first, second = analyst(his), analyst(theirs, user(Role.PROFESSIONAL_STANDARDS))
    decide(first, his, "same")
    late = decide(second, theirs, "different")
    assert "Somebody decided of these two while you read" in late.content.decode()
    assert [made.decision for made in IdentityDecision.objects.all()] == ["same"]
    decide(second, theirs, "different", after=IdentityDecision.objects.get().pk)
    assert [made.decision for made in IdentityDecision.objects.order_by("pk")] == ["same", "different"]
    assert first.get(page(his, **PAIR)).context["doubt"].decision.decision == "different"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "given",
    [{}, {"decision": "same"}, {"decision": "perhaps", "why": "seen his passport"}, {"decision": "same", "why": "x"}],
)
def test_nothing_is_decided_without_a_decision_and_a_reason(given: dict[str, str]) -> None:
    his = man_of("M000-0")
    answer = analyst(his).post(page(his, **PAIR), given)
    assert "There is a problem" in answer.content.decode()
    assert not IdentityDecision.objects.exists()


@pytest.mark.usefixtures("store")
def test_nothing_leads_to_a_man_hidden_from_the_reader() -> None:
    his, hidden = man_of("M000-0"), man_of("M001-0")
    Seal.objects.create(nominal=hidden, user=user(Role.LRO), ground="surname and date of birth")
    client = analyst(his)
    assert [doubt.other["mention_id"] for doubt in client.get(page(his)).context["others"]] == ["M002-0"]
    assert client.get(page(his, **PAIR)).status_code == 404
    assert decide(client, his, "same").status_code == 404
    seen = analyst(his, user(Role.PROFESSIONAL_STANDARDS)).get(page(his)).context["others"]
    assert len(seen) == 2


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("pair", [("M000-0", "M000-0"), ("M001-0", "M002-0"), ("M000-0", "nobody"), ("M000-0", "")])
def test_a_pair_without_his_mention_and_another_is_not_there(pair: tuple[str, str]) -> None:
    his = man_of("M000-0")
    assert analyst(his).get(page(his, one=pair[0], other=pair[1])).status_code == 404


def test_of_a_mention_that_repeats_another_the_evidence_is_that_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run compares what says the same once: of a pair never compared by itself the page says what it says of it."""
    mine, his = man_id("M000-0"), man_id("M001-0")
    again = {"Y-0": ("M000-0", mine), "Y-1": ("M000-0", mine), "Z-0": ("M001-0", his)}
    seal(
        tmp_path,
        match=[
            {**ALIKE, "mention_a": "M000-0", "mention_b": "M001-0", "match_weight": 5.5},
            {**ALIKE, "mention_a": "M000-0", "mention_b": "Y-1", "match_weight": 31.5, "joined": True},
        ],
        person_mention=[
            {"person_id": person, "mention_id": mention, "side": "suspect", "repeats": first}
            for mention, (first, person) in again.items()
        ],
        suspect=[{"mention_id": mention, "report_id": "R000-0"} for mention in again],
    )
    load_new(tmp_path)
    monkeypatch.setattr(settings, "STORE", tmp_path)
    man = man_of("M000-0")
    client = analyst(man)
    for pair, bits in (({"one": "Y-0", "other": "Z-0"}, 5.5), ({"one": "Y-0", "other": "Y-1"}, 31.5)):
        doubt = client.get(page(man, **pair)).context["doubt"]
        assert {doubt.his["mention_id"], doubt.other["mention_id"]} == set(pair.values())
        assert doubt.match["match_weight"] == bits
