"""Her page as it comes out of the printer: nothing that leads to her."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from page_of_client import page_of
from paper import sheets
from site_users import signed_in
from v100.casework.access import Role
from women_made_up import SAID, load_women, reach, send, today

SAFE = {"what": "text", "number": "07700 900777", "words": "while he is at work", "code_word": "bluebell"}
CHILD = {"name": "Robin Qxhart", "school": "Elm Row Primary", "lives_with": "her mother"}
SUPPORTER = {"name": "Aunt Made Up", "phone": "07700 900778"}


def test_nothing_that_leads_to_her_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    load_women(tmp_path, monkeypatch)
    lead = signed_in(Role.VICTIM_LEAD)
    hers = reach(lead)
    assert send(lead, "safe_contact", today(), **SAFE) == ""
    assert send(lead, "contact", today(), what="address", value="9 Qxnew Street") == ""
    assert send(lead, "child", today(), **CHILD) == ""
    assert send(lead, "supporter", today(), what="family", **SUPPORTER) == ""
    with page_of(lead, browser) as page:
        page.goto(hers)
        for folded in page.locator("main summary").all():
            folded.click()
        shown, printed = page.locator("main").inner_text(), " ".join(sheets(page))
    leads = [SAFE["number"], SAFE["words"], SAFE["code_word"], *CHILD.values(), *SUPPORTER.values(), "9 Qxnew Street"]
    leads += [str(SAID[each]) for each in ("address", "postcode", "phone", "email")]
    assert [each for each in leads if each not in shown] == []
    assert [each for each in leads if each in printed] == []
    assert "How she can be reached is on record and is not printed" in printed
    assert "What is on record here is not printed" in printed
