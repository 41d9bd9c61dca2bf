"""Pages of one woman, and the references of those for whom something waits. No page lists or seeks others."""

from django.urls import path

from v100.casework.women.views.changing import erase_page, look_page, record_page, step_page
from v100.casework.women.views.her_page import from_his, her_page
from v100.casework.women.views.waiting import waiting_for_her

urlpatterns = [
    path("waiting-for-her/", waiting_for_her, name="waiting-for-her"),
    path("men/<nominal:number>/women/<slug:person_id>/", from_his, name="woman-from-his"),
    path("women/<woman:woman>/", her_page, name="woman"),
    path("women/<woman:woman>/record/<slug:part>/", record_page, name="record-of-woman"),
    path("women/<woman:woman>/records/<int:record>/", step_page, name="step-of-woman"),
    path("women/<woman:woman>/safety/record/", look_page, name="look-at-her-plan"),
    path("women/<woman:woman>/erase/", erase_page, name="erase-of-woman"),
]
