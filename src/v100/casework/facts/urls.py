"""Pages of the powers that may be open for a man."""

from django.urls import path

from v100.casework.facts.views import end_fact_page, power, powers, record_fact_page

urlpatterns = [
    path("men/<nominal:number>/powers/", powers, name="powers"),
    path("men/<nominal:number>/powers/<slug:power>/", power, name="power"),
    path("men/<nominal:number>/powers/facts/record/", record_fact_page, name="record-fact"),
    path("men/<nominal:number>/powers/facts/<int:entry>/end/", end_fact_page, name="end-fact"),
]
