from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "v100.casework.referrals"
    label = "referrals"
