"""A demo's month on the site: its runs loaded, some men decided, a partner's referral, all by the demo's users and the
functions that the pages call. Nothing is drawn at random: the same runs give the same decisions.

Run as `python -m v100.casework.demo` by `v100 demo`: once before the last run, and once after it.
"""

import sys

from django.conf import settings
from django.db import transaction

from v100.casework.prepare import prepare
from v100.casework.starting import started
from v100.errors import V100Error


def demo() -> None:
    """The first time a panel is held to its end, and a referral comes in that the next run assesses. The second time a
    panel is under way, and a referral waits for the engine.

    Raises V100Error in a store where somebody may be real.
    """
    from v100.casework.links.demo import work_leads
    from v100.casework.orders.demo import begin_order
    from v100.casework.packs.demo import make_demo_pack
    from v100.casework.panel.demo import LAST_PANEL, THIS_PANEL, hold, open_panel
    from v100.casework.panel.meetings import close
    from v100.casework.panel.models import Meeting
    from v100.casework.plans.demo import begin_plans
    from v100.casework.referrals.demo import UNKNOWN, known, lay_what_was_found, refer
    from v100.casework.women.demo import look_after_her

    if not settings.DEMO:
        raise V100Error(f"{settings.STORE} is no demo's store: no program decides of anybody in it")
    prepare()
    over = not Meeting.objects.exists()
    with transaction.atomic():
        lay_what_was_found()
        meeting = open_panel()
        hold(LAST_PANEL if over else THIS_PANEL)
        if over:
            close(meeting, by=meeting.opened_by)
            begin_plans()
            begin_order()
            make_demo_pack()
        else:
            look_after_her()
            work_leads()
    refer(known() if over else UNKNOWN, at_once=over)


if __name__ == "__main__":
    sys.exit(started(demo))
