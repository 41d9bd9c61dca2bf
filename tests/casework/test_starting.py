"""What the site reads before its first page."""

import os
import subprocess
import sys

SITE = {
    "V100_STORE": "nowhere",
    "DATABASE_URL": "postgresql://v100@/casework?host=/nowhere",
    "DJANGO_SETTINGS_MODULE": "v100.casework.settings",
}


def test_the_site_starts_without_the_engine() -> None:
    """Ibis and pandas, which no page needs, would double the time until the site and each of its commands begin."""
    start = "import sys, django; django.setup(); import v100.casework.urls; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", start], env=os.environ | SITE, capture_output=True, check=True, text=True
    )
    modules = set(done.stdout.split())
    assert "v100.casework.urls" in modules
    assert not modules & {"ibis", "pandas"}
