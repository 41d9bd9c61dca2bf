"""Pages of crimes that may be a man's."""

from django.urls import path

from v100.casework.links.views.deciding import decide_link
from v100.casework.links.views.his import links, who_else_page
from v100.casework.links.views.proposing import proposal_page, propose_link
from v100.casework.links.views.queue import leads

urlpatterns = [
    path("leads/", leads, name="leads"),
    path("men/<nominal:number>/links/", links, name="links"),
    path("men/<nominal:number>/links/proposals/<int:proposal>/", proposal_page, name="link-proposal"),
    path("men/<nominal:number>/links/<path:report>/decide/", decide_link, name="decide-link"),
    path("men/<nominal:number>/links/<path:report>/propose/", propose_link, name="propose-link"),
    path("men/<nominal:number>/links/<path:report>/who/", who_else_page, name="who-else"),
]
