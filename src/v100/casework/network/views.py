"""A man's network: a page of its own, and a look of its own in the audit log."""

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import render

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.network.ties import MOST_OF_ONE, network_of
from v100.casework.nominals.views.opened import Opened, asked_for
from v100.casework.oversight.models import Done

CYTOSCAPES_STYLE = "'sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8='"
"""The one rule that Cytoscape writes into a page, by its hash: no other style may stand in a page."""


@csp_update({"style-src": [CYTOSCAPES_STYLE]})
@requires(Action.OPEN_MAN)
def network(request: Signed, number: int) -> HttpResponse:
    """Whom and what he is tied to, as a table; with scripts drawn as well."""
    his = asked_for(request, number, "network")
    if not isinstance(his, Opened):
        return his
    ties = network_of(his.nominal, his.run, request.user)
    his.record(request, Done.OPENED_NETWORK, shown=ties.men)
    shown = {"nominal": his.nominal, "run": his.run, "network": ties, "most": MOST_OF_ONE}
    return render(request, "network/network.html", shown)
