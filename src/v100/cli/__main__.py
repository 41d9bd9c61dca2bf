"""`python -m v100.cli`: the commands by the Python at hand, wherever its scripts are."""

from v100.cli import main

main()
