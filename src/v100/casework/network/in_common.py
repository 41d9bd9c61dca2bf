"""Other men who are suspects in reports that concern the same woman or girl as his do, by her reference."""

from collections.abc import Collection

from v100.casework.nominals.models import Nominal
from v100.casework.runs.models import MODELS, LoadedRun
from v100.casework.runs.suspects import as_suspects


def in_common(
    nominal: Nominal, run: LoadedRun, women: Collection[str], his_reports: Collection[str]
) -> dict[str, set[str]]:
    """By a woman's reference the people who are suspects in other reports that concern her."""
    concerns = MODELS["report_victim"].objects.filter(run=run, person_id__in=women).exclude(report_id__in=his_reports)
    told = set(concerns.values_list("person_id", "report_id"))
    named = as_suspects(run).filter(report_id__in={report for _, report in told})
    mentions = dict(named.values_list("mention_id", "report_id"))
    members = MODELS["person_mention"].objects.filter(run=run, side="suspect", mention_id__in=mentions)
    of_report: dict[str, set[str]] = {}
    for mention, person in members.exclude(person_id=nominal.person_id).values_list("mention_id", "person_id"):
        of_report.setdefault(mentions[mention], set()).add(person)
    found: dict[str, set[str]] = {}
    for woman, report in told:
        found.setdefault(woman, set()).update(of_report.get(report, ()))
    return found
