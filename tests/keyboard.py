"""Going through a page without a mouse."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

NUMBERED = """([where, used]) => {
  const shown = each => each.checkVisibility({visibilityProperty: true}) && !each.disabled;
  const first = each => each.type !== 'radio' || each ===
    (document.querySelector(`[name="${each.name}"]:checked`) || document.querySelector(`[name="${each.name}"]`));
  const words = all => [...all].map(each => each.textContent).join('').trim();
  const filled = each => each.matches('input, select, textarea');
  const grouped = each => !each.matches('[type=radio], .govuk-date-input__input')
    || words(each.closest('fieldset')?.querySelectorAll('legend') || []);
  const named = each => each.ariaLabel || words(filled(each) ? each.labels : [each]);
  document.activeElement.blur();
  return [...document.querySelectorAll(used)].filter(each => each.closest(where)).filter(shown).filter(first)
    .map((each, number) => {
      each.dataset.number = number;
      each.dataset.looked = LOOK(each);
      each.dataset.was = [each.checked, each.selectedIndex];
      return {words: each.textContent.trim().slice(0, 40) || each.name || each.type,
              named: Boolean(named(each) && grouped(each)),
              type: each.type || '', options: each.options?.length || 0, chosen: each.selectedIndex};
    });
}"""
"""The controls that can be used, or stopped at, in the order of the page."""

USED = "a[href], button, input:not([type=hidden]), select, textarea, summary"

FOCUSED = """() => {
  const each = document.activeElement;
  return each.dataset.number === undefined ? null
    : {number: Number(each.dataset.number), seen: LOOK(each) !== each.dataset.looked};
}"""

FOLLOWED = """() => {
  window.followed = [];
  document.addEventListener('focusin', ({target: each}) => window.followed.push(
    {number: Number(each.dataset.number ?? -1), seen: LOOK(each) !== each.dataset.looked}));
  document.querySelector('main').tabIndex = -1;
  document.querySelector('main').focus();
  window.followed = [];
}"""
"""From the beginning of what the page is about, where the keyboard goes."""

LEFT = """() => {
  const used = each => each.type === 'radio' ? document.querySelector(`[name="${each.name}"]:checked`)
    : each.matches('input:not([type=checkbox]), textarea') ? each.value.includes('TYPED')
    : each.dataset.was !== String([each.checked, each.selectedIndex]);
  const asked = [...document.querySelectorAll('input, textarea, select')]
    .filter(each => each.dataset.number && (each.options?.length ?? 2) > 1);
  return {followed: window.followed || [], inside: Boolean(document.activeElement.closest('main')),
          unused: asked.filter(each => !used(each)).map(each => each.name)};
}"""
"""Where it went, whether it is out, and which fields did not take what was typed or chosen."""

LOOK = """(each => [each, ...each.labels || []].map(one => ['', '::before'].map(part => {
  const how = getComputedStyle(one, part || null);
  return [how.outline, how.boxShadow, how.backgroundColor, how.borderColor, how.color].join(' ');
})).join(' '))"""
"""What of an element may change where the keyboard stands on it; of a tick box the design system changes its label."""

SUMMARY = """() => {
  const summary = document.querySelector('.govuk-error-summary');
  const leads = link => document.getElementById(link.hash.slice(1))?.matches('input, select, textarea, [tabindex]');
  return {
    focused: summary === document.activeElement,
    astray: [...summary.querySelectorAll('a')].filter(link => !leads(link)).map(link => link.textContent),
    first: summary.querySelector('a')?.hash.slice(1)};
}"""

TYPED = "7"

PATIENCE = 5_000
"""Milliseconds until the summary of faults must have the focus."""


def walk(page: Page) -> None:
    """Tab through the page once: each control in the order of the page, each to be seen, and out at the end."""
    controls = _numbered(page, "body", USED)
    assert controls
    reached: list[int] = []
    for _ in range(len(controls) + 20):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED.replace("LOOK", LOOK))
        if at is None:
            continue
        if at["number"] in reached:
            break
        assert at["seen"], (page.url, controls[at["number"]])
        reached.append(at["number"])
    assert [controls[number] for number in reached] == controls, page.url


def filled_in(page: Page) -> list[str]:
    """Tab through what the page is about and use each field by its keys; gives what is wrong, each fault with where."""
    controls = _numbered(page, "main", f"{USED}, [tabindex='0']")
    page.evaluate(FOLLOWED.replace("LOOK", LOOK))
    for each in controls:
        page.keyboard.press("Tab")
        if key := _key_of(each):
            page.keyboard.press(key)
    page.keyboard.press("Tab")
    left = page.evaluate(LEFT.replace("TYPED", TYPED))
    way = [each["number"] for each in left["followed"]][: len(controls)]
    faults = [f"has no name: {each['words']}" for each in controls if not each["named"]]
    faults += [f"is not filled in by keys: {name}" for name in left["unused"]]
    faults += [
        f"does not show that it has the focus: {controls[each['number']]['words']}"
        for each in left["followed"]
        if each["number"] >= 0 and not each["seen"]
    ]
    if way != list(range(len(controls))):
        faults.append(f"not in their order: {way}")
    return [*faults, "the keyboard does not get out"] if left["inside"] else faults


def _key_of(control: dict[str, Any]) -> str:
    """What fills in or chooses; none for a link or a button."""
    if control["type"] in ("checkbox", "radio"):
        return "Space"
    if control["type"] == "select-one":
        return "ArrowUp" if control["chosen"] == control["options"] - 1 else "ArrowDown"
    return TYPED if control["type"] in ("text", "search", "password", "email", "textarea") else ""


def sent_as_it_is(page: Page) -> list[str] | None:
    """Press the first form's button; gives what is wrong with how faults are told, none where none is told."""
    page.locator("main form button[type=submit]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if not page.locator(".govuk-error-summary").count():
        return None
    with suppress(TooLate):
        page.locator(".govuk-error-summary:focus").wait_for(timeout=PATIENCE)  # given when the page is drawn
    told = page.evaluate(SUMMARY)
    faults = [f"leads to no field: {words}" for words in told["astray"]]
    faults += [] if page.title().startswith("Error: ") else ["the title does not say that there is an error"]
    if not told["focused"]:
        return [*faults, "the summary of faults has no focus"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != told["first"]:
        faults.append("the first fault does not lead to its field")
    return faults


def _numbered(page: Page, where: str, used: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(NUMBERED.replace("LOOK", LOOK), [where, used])
    return found
