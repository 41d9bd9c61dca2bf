"""What may be his: his page of links, and of one crime who else might be looked at."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.links.around import line_of_time, on_map
from v100.casework.links.crimes import own_crimes
from v100.casework.links.leads import leads_of, marks_of
from v100.casework.links.proposals import proposals_of
from v100.casework.links.who_else import who_else
from v100.casework.nominals.himself import himself
from v100.casework.nominals.views.opened import Opened, asked_for, opened

ON_A_PAGE = 10


@requires(Action.SEE_LINKS)
def links(request: Signed, number: int) -> HttpResponse:
    """Marks first and apart, then leads strongest first; all of them in time and on the map; what was proposed."""
    his = opened(request, number, "links")
    if not isinstance(his, Opened):
        return his
    men = himself(his.nominal)
    leads = leads_of(his.run, his.nominal, men, request.user)
    wanted = list(dict.fromkeys(lead.row["category"] for lead in leads))
    own = own_crimes(his.run, his.nominal.person_id, wanted)
    candidates = {category: [lead.crime for lead in leads if lead.row["category"] == category] for category in wanted}
    shown = {
        "nominal": his.nominal,
        "run": his.run,
        "marks": marks_of(his.run, his.nominal),
        "page": Paginator(leads, ON_A_PAGE).get_page(request.GET.get("page")),
        "lines": [line_of_time(category, own, crimes) for category, crimes in candidates.items()],
        "map": on_map(own, (lead.crime for lead in leads)) if leads else None,
        "proposals": proposals_of(men),
    }
    return render(request, "links/links.html", shown)


@requires(Action.SEE_LINKS)
def who_else_page(request: Signed, number: int, report: str) -> HttpResponse:
    """The men for whom a serious crime is shown, he among them."""
    his = asked_for(request, number, f"who else, report {report}")
    if not isinstance(his, Opened):
        return his
    found = leads_of(his.run, his.nominal, himself(his.nominal), request.user, report_id=report)
    if not (found and found[0].serious):
        raise Http404
    others = who_else(his.run, report, request.user)
    his.record(request, shown=[rival.nominal for rival in others.men if rival.nominal != his.nominal])
    shown = {"nominal": his.nominal, "run": his.run, "crime": found[0].crime, "found": others}
    return render(request, "links/who_else.html", shown)
