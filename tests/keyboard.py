"""Going through a page without a mouse."""

from typing import Any

from playwright.sync_api import Page

NUMBERED = """where => {
  const shown = each => each.checkVisibility({visibilityProperty: true}) && !each.disabled;
  const used = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
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
      return {words: each.textContent.trim().slice(0, 40) || each.name || each.type,
              named: Boolean(named(each) && grouped(each))};
    });
}"""

FOCUSED = """() => {
  const each = document.activeElement;
  return {
    inside: Boolean(each.closest('main')), number: each.dataset.number && Number(each.dataset.number),
    seen: LOOK(each) !== each.dataset.looked, type: each.type || '', options: each.options?.length || 0,
    value: each.value || '', chosen: [each.checked, each.selectedIndex].join()};
}"""

LOOK = """(each => [each, ...each.labels || []].map(one => ['', '::before'].map(part => {
  const how = getComputedStyle(one, part || null);
  return [how.outline, how.boxShadow, how.backgroundColor, how.borderColor, how.color].join(' ');
})).join(' '))"""
"""What of an element may change where the keyboard stands on it; of a tick box the design system changes its label."""

SUMMARY = """() => {
  const summary = document.querySelector('.govuk-error-summary');
  const leads = link => document.getElementById(link.hash.slice(1))?.matches('input, select, textarea, [tabindex]');
  return summary && {
    focused: summary === document.activeElement,
    astray: [...summary.querySelectorAll('a')].filter(link => !leads(link)).map(link => link.textContent),
    first: summary.querySelector('a')?.hash.slice(1)};
}"""

TYPED = "7"


def walk(page: Page) -> None:
    """Tab through the page once: each control in the order of the page, each to be seen, and out at the end."""
    controls = _numbered(page, "body")
    assert controls
    reached: list[int] = []
    for _ in range(len(controls) + 20):
        page.keyboard.press("Tab")
        at = _focused(page)
        if at["number"] is None:
            continue
        if at["number"] in reached:
            break
        assert at["seen"], (page.url, controls[at["number"]])
        reached.append(at["number"])
    assert [controls[number] for number in reached] == controls, page.url


def filled_in(page: Page) -> list[str]:
    """Tab through what the page is about and use each field by its keys; gives what is wrong, each fault with where."""
    controls = _numbered(page, "main")
    faults = [f"has no name: {each['words']}" for each in controls if not each["named"]]
    page.evaluate("document.querySelector('main').tabIndex = -1, document.querySelector('main').focus()")
    reached: list[int] = []
    for _ in range(2 * len(controls) + 20):
        page.keyboard.press("Tab")
        at = _focused(page)
        if not at["inside"]:
            break
        if at["number"] is not None:
            words = controls[at["number"]]["words"]
            faults += [] if at["seen"] else [f"does not show that it has the focus: {words}"]
            faults += [] if _used(page, at) else [f"is not filled in by keys: {words}"]
            reached.append(at["number"])
    else:
        faults.append("the keyboard does not get out")
    if reached != sorted(reached) or len(reached) != len(controls):
        faults.append(f"not in their order: {[controls[number]['words'] for number in reached]}")
    return faults


def sent_as_it_is(page: Page) -> list[str] | None:
    """Press the first form's button; gives what is wrong with how faults are told, none where none is told."""
    page.locator("main form button[type=submit]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    told = page.evaluate(SUMMARY)
    if told is None:
        return None
    faults = [f"leads to no field: {words}" for words in told["astray"]]
    faults += [] if page.title().startswith("Error: ") else ["the title does not say that there is an error"]
    if not told["focused"]:
        return [*faults, "the summary of faults has no focus"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != told["first"]:
        faults.append("the first fault does not lead to its field")
    return faults


def _numbered(page: Page, where: str) -> list[dict[str, Any]]:
    """The controls that can be used, in the order of the page."""
    found: list[dict[str, Any]] = page.evaluate(NUMBERED.replace("LOOK", LOOK), where)
    return found


def _focused(page: Page) -> dict[str, Any]:
    at: dict[str, Any] = page.evaluate(FOCUSED.replace("LOOK", LOOK))
    return {"number": None, **at}


def _used(page: Page, at: dict[str, Any]) -> bool:
    """The field that has the focus takes what is typed, or is chosen by keys."""
    if at["type"] in ("checkbox", "radio"):
        page.keyboard.press("Space")
        return bool(
            (at["chosen"].startswith("true,") and at["type"] == "radio") or _focused(page)["chosen"] != at["chosen"]
        )
    if at["type"] == "select-one" and at["options"] > 1:
        page.keyboard.press("ArrowDown" if at["chosen"] != f",{at['options'] - 1}" else "ArrowUp")
        return bool(_focused(page)["chosen"] != at["chosen"])
    if at["type"] in ("text", "search", "password", "email", "textarea"):
        page.keyboard.type(TYPED)
        return TYPED in _focused(page)["value"]
    return True
