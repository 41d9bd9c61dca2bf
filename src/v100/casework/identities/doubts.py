"""Of one man: who else may be him, and what holds his mentions together, with what people decided so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from v100.casework.identities.models import IdentityDecision
from v100.casework.nominals.models import Nominal
from v100.casework.pages.templatetags.govuk import in_words
from v100.casework.runs.models import MODELS, LoadedRun

Row = dict[str, Any]
Pair = tuple[str, str]

SAID = {
    "mention_id": "Mention",
    "report_id": "Report",
    "forename": "Forename",
    "middle_names": "Middle names",
    "surname": "Surname",
    "aliases": "Also known as",
    "date_of_birth": "Born",
    "sex": "Sex",
    "pnc_id": "PNC id",
    "cro_no": "CRO number",
    "address": "Address",
    "postcode": "Postcode",
    "phone": "Phone",
}
"""What a mention says that tells one man from another, in words."""


@dataclass(frozen=True)
class Doubt:
    """Two mentions, the first of them his, with the evidence that the run found (none: unlike, or never compared), the
    man whose mention the other is, and what people decided last."""

    his: Row
    other: Row
    match: Row | None
    other_man: Nominal
    decision: IdentityDecision | None

    @property
    def pair(self) -> Pair:
        """The two mentions, smaller id first."""
        return _pair(self.his["mention_id"], self.other["mention_id"])

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """What the two say, side by side: the words, his, the other's."""
        return [(words, said(self.his[column]), said(self.other[column])) for column, words in SAID.items()]


class Doubts:
    """The doubts about a man in a run, as a user may see them: nothing that leads to a man hidden from him."""

    def __init__(self, run: LoadedRun, nominal: Nominal, user: Any) -> None:
        self.run, self.nominal, self.user = run, nominal, user
        self.his = set(_mentions(run, person_id=nominal.person_id))
        his = sorted(self.his)
        matches = MODELS["match"].objects.filter(Q(mention_a__in=his) | Q(mention_b__in=his), run=run, side="suspect")
        self._matches = list(matches.order_by("-match_weight", "mention_a", "mention_b").values())

    def others(self) -> list[Doubt]:
        """Men who may also be him: of each the strongest tie to him, strongest first."""
        apart = [match for match in self._matches if not _inside(match, self.his)]
        found = self._as_doubts(apart)
        return list({doubt.other_man.pk: doubt for doubt in reversed(found)}.values())[::-1]

    def ties(self) -> list[Doubt]:
        """What joins each of his mentions to the others: its strongest tie, weakest of these first."""
        strongest: dict[str, Row] = {}
        for match in self._matches:
            if _inside(match, self.his):
                strongest.setdefault(match["mention_a"], match)
                strongest.setdefault(match["mention_b"], match)
        ties = {_pair(tie["mention_a"], tie["mention_b"]): tie for tie in strongest.values()}
        return self._as_doubts(sorted(ties.values(), key=lambda tie: (tie["match_weight"], tie["mention_a"])))

    def between(self, pair: Pair) -> Doubt | None:
        """The doubt about these two mentions; none where neither is his, or one is of nobody that this user may see."""
        if not self.his & set(pair) or pair[0] == pair[1]:
            return None
        compared = _compared(self.run, pair)
        of_pair = [match for match in self._matches if (match["mention_a"], match["mention_b"]) == compared]
        told = of_pair[0] if of_pair else {"unlike": True}
        found = self._as_doubts([{**told, "mention_a": pair[0], "mention_b": pair[1]}])
        return found[0] if found else None

    def _as_doubts(self, matches: list[Row]) -> list[Doubt]:
        ids = {mention for match in matches for mention in (match["mention_a"], match["mention_b"])}
        owner = _mentions(self.run, mention_id__in=ids)
        visible = Nominal.objects.visible_to(self.user).filter(person_id__in=set(owner.values()))
        men = {man.person_id: man for man in visible}
        told = {row["mention_id"]: row for row in _of_run(self.run, "suspect", mention_id__in=ids).values(*SAID)}
        made = IdentityDecision.objects.filter(mention_a__in=ids, mention_b__in=ids)
        decided = _last(made.select_related("by", "written"))
        found = []
        for match in matches:
            pair = _pair(match["mention_a"], match["mention_b"])
            his, other = pair if pair[0] in self.his else pair[::-1]
            if his in told and other in told and owner.get(other) in men:
                evidence = None if "unlike" in match else match
                found.append(Doubt(told[his], told[other], evidence, men[owner[other]], decided.get(pair)))
        return found


def said(value: Any) -> str:
    """What a mention says in one column, in words."""
    if isinstance(value, date):
        return in_words(value)
    return ", ".join(value) if isinstance(value, list) else value or "–"


def _mentions(run: LoadedRun, **wanted: Any) -> dict[str, str]:
    """person_id by mention_id of suspects' mentions."""
    return dict(_of_run(run, "person_mention", side="suspect", **wanted).values_list("mention_id", "person_id"))


def _compared(run: LoadedRun, pair: Pair) -> Pair:
    """The pair whose evidence is that of this one: what repeats another mention was not compared by itself."""
    repeats = _of_run(run, "person_mention", side="suspect", mention_id__in=pair, repeats__isnull=False)
    first = dict(repeats.values_list("mention_id", "repeats"))
    one, other = (first.get(mention, mention) for mention in pair)
    return _pair(one, other) if one != other else (one, pair[1])


def _of_run(run: LoadedRun, name: str, **wanted: Any) -> Any:
    return MODELS[name].objects.filter(run=run, **wanted)


def _inside(match: Row, his: set[str]) -> bool:
    return match["mention_a"] in his and match["mention_b"] in his


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _last(decisions: Iterable[IdentityDecision]) -> dict[Pair, IdentityDecision]:
    return {(each.mention_a, each.mention_b): each for each in sorted(decisions, key=lambda each: each.pk)}
