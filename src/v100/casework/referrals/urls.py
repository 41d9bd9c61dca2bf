"""The pages of referrals."""

from django.urls import path

from v100.casework.referrals.views.listing import referrals
from v100.casework.referrals.views.referral import again, close, lay, referral
from v100.casework.referrals.views.take import take

urlpatterns = [
    path("referrals/", referrals, name="referrals"),
    path("referrals/take/", take, name="referral-take"),
    path("referrals/<int:referral>/", referral, name="referral"),
    path("referrals/<int:referral>/lay/", lay, name="referral-lay"),
    path("referrals/<int:referral>/again/", again, name="referral-again"),
    path("referrals/<int:referral>/close/", close, name="referral-close"),
]
