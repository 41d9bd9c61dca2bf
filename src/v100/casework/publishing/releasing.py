"""Releasing a quarter takes two people: one proposes the page as it is, another releases these very bytes."""

import hashlib
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from v100.casework.accounts.models import User
from v100.casework.database.holding import Held, hold
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.panel.states import NotNow
from v100.casework.publishing.counting import count
from v100.casework.publishing.models import Cause, ReleaseAnswer, ReleaseProposal
from v100.casework.publishing.quarter import Quarter, quarters
from v100.casework.publishing.telling import tell
from v100.reports.public_page import PublicPage, public_page


def released(quarter: Quarter) -> QuerySet[ReleaseProposal]:
    """Every version that was released, the first first."""
    found: QuerySet[ReleaseProposal] = ReleaseProposal.objects.filter(quarter=quarter.name, answer__agrees=True)
    return found.select_related("by", "answer__by").order_by("version")


def waiting(quarter: Quarter | None = None) -> QuerySet[ReleaseProposal]:
    """Proposals that nobody answered yet, of a quarter or of all."""
    found: QuerySet[ReleaseProposal] = ReleaseProposal.objects.filter(answer=None).select_related("by").order_by("pk")
    return found.filter(quarter=quarter.name) if quarter else found


def would_be(quarter: Quarter, cause: Cause | None = None) -> PublicPage:
    """The page of a quarter as it would be proposed now. Raises NotNow where the quarter cannot be published."""
    run = quarter.run
    if run is None or quarter not in quarters():
        raise NotNow("Nothing can be published of a quarter that is not over, or in which no list was made")
    said, last = tell(quarter, run, count(quarter, run)), released(quarter).last()
    if last is None:
        return said
    return replace(said, version=last.version + 1, corrects=_corrects(last, figures_of(said), cause))


def figures_of(said: PublicPage) -> dict[str, str]:
    """Every number of the page, as it is told, by its words."""
    singles = {each.words: each.told for each in (said.listed, *said.figures)}
    rows = {f"{table.title}: {name}": f"{number:,}" for table in said.by_type for name, number in table.rows}
    return {**singles, **rows}


def _corrects(last: ReleaseProposal, now: dict[str, str], cause: Cause | None) -> tuple[str, ...]:
    changed = [
        f"{words}: {now.get(words, 'no longer told')}, was {last.told.get(words, 'not told')}."
        for words in _differing(now, last.told)
    ]
    why = f" {cause.label}." if cause else ""
    version = f"This version replaces version {last.version}, which stays as it was published.{why}"
    return (version, *(changed or ["No number has changed."]))


@transaction.atomic
def propose_release(quarter: Quarter, *, cause: Cause | None, reason: str, by: User) -> ReleaseProposal:
    """Raises NotNow where the quarter cannot be published, somebody proposed it already, a first version is given a
    cause or a later one none, or a later one changes nothing.
    """
    hold(Held.RELEASES)
    if already := waiting(quarter).first():
        raise NotNow(f"{already.by.full_name} proposed it already: answer that")
    said = would_be(quarter, cause)
    told, last = figures_of(said), released(quarter).last()
    if last and cause is None:
        raise NotNow("A version was released: say why another replaces it")
    if last is None and cause is not None:
        raise NotNow("Nothing was released yet that could be corrected")
    if last and cause != Cause.WORDING and told == last.told:
        raise NotNow(f"No number has changed since version {last.version}: there is nothing to correct")
    run = quarter.run
    assert run is not None
    page = public_page(said)
    proposal: ReleaseProposal = ReleaseProposal.objects.create(
        quarter=quarter.name,
        version=said.version,
        cause=cause or "",
        page=page,
        sha256=hashlib.sha256(page).hexdigest(),
        told=told,
        run=run.run_id,
        reason=reason,
        by=by,
    )
    record(Done.PROPOSED_RELEASE, by=by, subject=f"quarter:{quarter.name}", why=f"{reason} (version {said.version})")
    return proposal


@transaction.atomic
def answer_release(quarter: Quarter, *, agrees: bool, reason: str, by: User) -> ReleaseAnswer:
    """A second person releases it, or does not. Raises NotNow where nothing is proposed, where the proposer answers, or
    where what is counted has changed since: a page that is wrong already is not released.
    """
    hold(Held.RELEASES)
    proposal = waiting(quarter).first()
    if proposal is None:
        raise NotNow("Nothing is proposed for this quarter")
    if proposal.by == by:
        raise NotNow("You proposed it: somebody else answers")
    if agrees and (changed := changed_since(proposal, would_be(quarter))):
        raise NotNow(
            f"Since it was proposed this has changed: {'; '.join(changed)}. Do not release it: propose it again"
        )
    answer: ReleaseAnswer = ReleaseAnswer.objects.create(
        proposal=proposal, agrees=agrees, reason=reason, proposed_by=proposal.by, by=by
    )
    said = f"version {proposal.version} {'released' if agrees else 'not released'}"
    record(Done.ANSWERED_RELEASE, by=by, subject=f"quarter:{quarter.name}", why=f"{reason} ({said})")
    return answer


def changed_since(proposal: ReleaseProposal, now: PublicPage) -> list[str]:
    """The figures, by their words, that are told otherwise now than in a proposal."""
    return _differing(figures_of(now), proposal.told)


def _differing(now: dict[str, str], before: dict[str, str]) -> list[str]:
    return [words for words in dict.fromkeys((*now, *before)) if now.get(words) != before.get(words)]
