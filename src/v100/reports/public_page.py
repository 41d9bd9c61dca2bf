"""What a force publishes of the programme for a quarter: one page for everybody, in aggregate, as one file."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from v100.reports import page


@dataclass(frozen=True)
class Told:
    """A number as it is told, in which words, and what it counts once."""

    words: str
    told: str
    counts: str


@dataclass(frozen=True)
class ByType:
    """Offences by type, rounded: (type, number), the largest first."""

    title: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PublicPage:
    """What the page says. `corrects` is empty for a first version, else what the version changes, in sentences."""

    force: str
    quarter: str
    version: int
    corrects: tuple[str, ...]
    listed: Told
    figures: tuple[Told, ...]
    by_type: tuple[ByType, ...]
    found_by: tuple[str, ...]
    never_used: tuple[str, ...]
    fair: tuple[str, ...]
    not_said: tuple[str, ...]
    kept_safe: tuple[str, ...]
    complain: tuple[str, ...]


def public_page(said: PublicPage) -> bytes:
    """The page as one HTML file; the same words give the same bytes. It opens without network, has no script and
    prints."""
    style = page.asset("public.css")
    template = page.environment().get_template("public.html.j2")
    return template.render(said=said, style=Markup(style), style_hash=page.block_hash(style)).encode()


def as_draft(released: bytes) -> bytes:
    """The same page, marked as not released."""
    return released.replace(b"<body>", b'<body class="draft">', 1)


def styles_of(released: bytes) -> list[str]:
    """The styles that the page brings along, as a content security policy names them."""
    return [f"'{page.block_hash(style)}'" for style in re.findall("<style>(.*?)</style>", released.decode(), re.DOTALL)]
