"""Pages of evidence."""

from django.urls import path

from v100.casework.evidence.views import evidence_page, works

urlpatterns = [
    path("works/", works, name="works"),
    path("works/<int:evidence>/", evidence_page, name="evidence"),
]
