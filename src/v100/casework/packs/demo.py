"""A demo's draft application: one, for the first managed man whom a partner's or former partner's report names."""

from django.conf import settings

from v100.casework.facts.book import force_book
from v100.casework.nominals.models import Assignment
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.packs.making import make_pack
from v100.casework.packs.material import Material, material_of
from v100.casework.runs.current import current_run

ORDER = "DAPO"
NEAR = {"partner", "former partner"}
WORDS = (
    "He comes back to her home after each arrest. What he did each time stands in the reports that are named above.",
    "1. Not to contact her by any means: he went on after he was told to stop.\n\n"
    "2. Not to come to where she lives: the officers of the area see to it.",
)


def make_demo_pack() -> None:
    """By his officer."""
    run, book = current_run(), force_book()
    assert run is not None
    template = pack_templates(settings.STORE, book)[ORDER]
    for assignment in Assignment.objects.current().select_related("nominal", "officer").order_by("nominal"):
        material = material_of(assignment.nominal, run, book)
        woman = _near_him(material)
        if woman:
            make_pack(
                assignment.nominal,
                run,
                material,
                template,
                book,
                woman=woman,
                reports=[report.report_id for report in material.reports if woman in report.women],
                entries=[],
                words=WORDS,
                by=assignment.officer,
            )
            return


def _near_him(material: Material) -> str:
    """The first woman to whom he is or was a partner."""
    told = ((woman, said) for report in material.reports for woman, said in report.women.items())
    return next((woman for woman, said in told if said in NEAR), "")
