"""From what is counted of a quarter to what is told of it."""

from django.conf import settings

from v100 import settings as store_settings
from v100.casework.evidence.questions import last_of
from v100.casework.publishing.counting import ARRESTS, BY_TYPE_TOLD, FIGURES_TOLD, OF_THEM_VAWG, Numbers, words_of
from v100.casework.publishing.quarter import Quarter
from v100.casework.publishing.wording import public_wording
from v100.casework.runs.models import LoadedRun
from v100.policy import Policy
from v100.reports.public_page import ByType, PublicPage, Told
from v100.reports.small_numbers import FEW, FEWEST, NOT_TOLD, STEP, told, told_part, told_parts
from v100.reports.wording import long_date

NEVER_USED = (
    "Ethnicity, nationality, religion, postcode and how poor a neighbourhood is are never used to find anybody. "
    "Ethnicity is read only to measure whether the list falls evenly.",
    "Nothing is predicted. Only what victims, witnesses and officers reported is read: no camera, no telephone, no "
    "internet, no score from elsewhere.",
)
NOT_SAID = (
    "More arrests are more attention by the police, not more safety. Whether less harm follows is measured apart.",
    "Only what was reported, with a suspect named, can be counted. Who was never reported is in no number.",
    "What counts is what followed from the day on which each man was first on the list. Somebody counted in two "
    "quarters is one person: do not add quarters of people up. Men who may work for the police are dealt with apart "
    "and are in none of these numbers but the length of the list.",
)
KEPT_SAFE = (
    f"Nobody may be recognised by these numbers. Numbers from 1 to {FEWEST - 1} are told as “{FEW}”, all others to the "
    f"nearest {STEP}. Types of offence with small numbers are put together. Where a small number could be worked out "
    f"from its neighbour, the neighbour is “{NOT_TOLD}” too. A number with a table is the sum of the table’s rows.",
    "Only whole quarters are published. A page that was published is never changed: a correction is a new version, "
    "which says what it corrects.",
)
NOT_MEASURED = "No measure of fairness was published with the lists of these three months."


def told_of(numbers: Numbers) -> tuple[tuple[Told, ...], tuple[ByType, ...]]:
    """Every figure as it is told, and the tables by type. A figure with a table is what its rows add up to."""
    by_type = {name: told_parts(numbers.by_type[name]) for name in BY_TYPE_TOLD}
    figures = []
    for name, counts in FIGURES_TOLD.items():
        number = numbers.figures[name]
        said = told(number)
        if name == OF_THEM_VAWG:
            said = told_part(number, numbers.figures[ARRESTS])
        elif by_type.get(name):
            said = f"{sum(by_type[name].values()):,}"
        figures.append(Told(words_of(name), said, counts))
    tables = [
        ByType(f"{words_of(name)}, by type", tuple((_type(kind), number) for kind, number in rows.items()))
        for name, rows in by_type.items()
        if rows
    ]
    return tuple(figures), tuple(tables)


def tell(quarter: Quarter, run: LoadedRun, numbers: Numbers) -> PublicPage:
    """The page of a quarter, its first version. `run` made its last list."""
    figures, tables = told_of(numbers)
    policy = Policy.model_validate(run.manifest["policy"])
    men = "men" if policy.sex == ("M",) else "people"
    return PublicPage(
        force=store_settings.load(settings.STORE).force,
        quarter=str(quarter),
        version=1,
        corrects=(),
        listed=Told(f"{men.capitalize()} on the list", told(numbers.listed), f"On {long_date(run.as_at)}."),
        figures=figures,
        by_type=tables,
        found_by=_found_by(policy, men, str(run.manifest.get("code", {}).get("version", "not recorded"))),
        never_used=NEVER_USED,
        fair=_fair(quarter),
        not_said=NOT_SAID,
        kept_safe=KEPT_SAFE,
        complain=public_wording(settings.STORE).complain,
    )


def _type(name: str) -> str:
    return (name.replace("_", " ") or "offence not named").capitalize()


def _found_by(policy: Policy, men: str, version: str) -> tuple[str, ...]:
    harm = (
        "the days of prison at which sentencing guidelines begin (the Cambridge Crime Harm Index)"
        if policy.weights == "cchi"
        else f"the weights of the set {policy.weights}"
    )
    whose = "crimes against women and girls" if policy.female_victim else "crimes of violence"
    acquitted = ", nor offences of which a court acquitted him" if policy.acquitted == "set_aside" else ""
    return (
        f"The rules read the reports of {whose} of the last {policy.window_days} days in which somebody is named as "
        f"the suspect. Each offence weighs {harm}. The offences of each are added up, and the {policy.list_size:,} "
        f"{men} with most are the list. Acts of somebody younger than {policy.min_age} do not count; nor do reports "
        f"that were found to be false{acquitted}.",
        f"The rules are the policy “{policy.name}”, the program is V100 version {version}. Both are open to read.",
    )


def _fair(quarter: Quarter) -> tuple[str, ...]:
    measured = last_of("fairness", quarter.first, quarter.last)
    return measured.for_all if measured else (NOT_MEASURED,)
