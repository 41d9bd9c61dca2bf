"""Pages of aftercare."""

from django.urls import path

from v100.casework.leaving.views import aftercare, aftercare_page

urlpatterns = [
    path("aftercare/", aftercare, name="aftercare"),
    path("aftercare/<int:aftercare>/", aftercare_page, name="record-aftercare"),
]
