"""A page as it comes out of the printer."""

from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader

MARKING = "OFFICIAL-SENSITIVE"
A4, MARGINS = 794, 91
"""Pixels of a sheet's width, and of that what stays white."""


def sheets(page: Page) -> list[str]:
    """The words of each sheet."""
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in printed.pages]


def lacking(told: list[str], *words: str) -> list[str]:
    """What does not stand on each of these sheets that is to stand on every one."""
    return [f"{each} on sheet {n}" for each in words for n, text in enumerate(told, start=1) if each not in text]


def rough(page: Page) -> list[str]:
    """What is wrong with the page as it is laid out for the sheet."""
    page.set_viewport_size({"width": A4 - MARGINS, "height": 1000})
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(ROUGH)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="null")
    return found


ROUGH = """() => {
  const LEGIBLE = 8 * 96 / 72;  // eight points, in pixels
  const shown = each => each.checkVisibility({visibilityProperty: true}) && !each.closest('.govuk-visually-hidden');
  const all = where => [...document.querySelectorAll(where)].filter(shown);
  const heading = each => /^H[1-6]$/.test(each.tagName) ? Number(each.tagName[1]) : 0;
  const below = each => {
    let next = each.nextElementSibling;
    while (next && !shown(next)) next = next.nextElementSibling;
    return next;
  };
  const size = each => {
    const drawn = each.closest('svg') ? each.getScreenCTM().a : each.currentCSSZoom;
    return parseFloat(getComputedStyle(each).fontSize) * drawn;
  };
  const said = each => [...each.childNodes].some(one => one.nodeType === 3 && one.textContent.trim());
  const faults = {
    'cut off': all('main *').filter(each => !each.closest('svg'))
      .filter(each => each.getBoundingClientRect().right > innerWidth + 1),
    'of no use on paper': all('button, input, select, textarea, nav'),
    'folded': all('details').filter(each => [...each.children].slice(1).some(one => !shown(one))),
    'nothing below': all('h1, h2, h3').filter(each => { const next = below(each);
      return next ? heading(next) && heading(next) <= heading(each) : !below(each.parentElement); }),
    'may be split': all('tr').filter(each => getComputedStyle(each).breakInside !== 'avoid'),
    'too small': all('main *, footer *').filter(said).filter(each => size(each) < LEGIBLE),
  };
  return Object.entries(faults).flatMap(([fault, found]) =>
    found.map(each => `${fault}: ${each.tagName} ${each.textContent.trim().slice(0, 40)}`));
}"""
"""Each fault with where it is."""
