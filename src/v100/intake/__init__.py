"""A force's extract becomes checked tables and rejects in the store."""

from v100.intake.examine import Findings, check_extract
from v100.intake.mending import export_rejects
from v100.intake.profile import load as load_profile
from v100.intake.profile import shipped as shipped_profiles
from v100.intake.receipt import Receipt
from v100.intake.take_in import take_in

__all__ = ["Findings", "Receipt", "check_extract", "export_rejects", "load_profile", "shipped_profiles", "take_in"]
