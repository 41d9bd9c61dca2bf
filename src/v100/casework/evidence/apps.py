from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "v100.casework.evidence"
    label = "evidence"
