"""Pages of what is published."""

from django.urls import path

from v100.casework.publishing.views import (
    answer_release_page,
    draft_page,
    propose_release_page,
    public,
    quarter_page,
    released_page,
)

urlpatterns = [
    path("public/", public, name="public"),
    path("public/<slug:quarter>/", quarter_page, name="quarter"),
    path("public/<slug:quarter>/page/", draft_page, name="draft"),
    path("public/<slug:quarter>/version-<int:version>/", released_page, name="released"),
    path("public/<slug:quarter>/propose/", propose_release_page, name="propose-release"),
    path("public/<slug:quarter>/answer/", answer_release_page, name="answer-release"),
]
