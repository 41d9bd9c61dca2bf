"""Who is who: mentions become people, with evidence, doubt and ids that last from run to run."""

from v100.identity.drift import drift
from v100.identity.explaining import weigh_pair
from v100.identity.model import Model
from v100.identity.people import People
from v100.identity.recognition import recognise
from v100.identity.resolution import resolve
from v100.identity.scoring import in_words
from v100.identity.training import train
from v100.identity.workings import Earlier, Workings

__all__ = [
    "Earlier",
    "Model",
    "People",
    "Workings",
    "drift",
    "in_words",
    "recognise",
    "resolve",
    "train",
    "weigh_pair",
]
