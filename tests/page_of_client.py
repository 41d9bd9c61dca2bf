"""A page of Chromium whose every request Django's test client answers: the site without a server, within the
transaction of the test, signed in as the client is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache

from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route

SITE = "http://localhost"

Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def page_of(client: Client, browser: Browser, *, scripts: bool = True) -> Iterator[Page]:
    """What the page could not load, or said to the console in error, fails the test."""
    faults: list[str] = []
    test = copy_context()  # Playwright calls from another, in which Django would open another connection

    def answer(route: Route) -> None:
        status, headers, body = test.run(_answer, client, route)
        route.fulfill(status=status, headers=headers, body=body)

    context = browser.new_context(base_url=SITE, java_script_enabled=scripts)
    page = context.new_page()
    page.route("**/*", answer)
    page.on("response", lambda got: faults.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert faults == [], faults


def _answer(client: Client, route: Route) -> Answer:
    """Where it leads to another page that page, since Chromium would ask the network for it."""
    asked = route.request
    where = asked.url.removeprefix(SITE)
    if where.startswith("/static/"):
        return _static(where)
    if asked.method == "POST":
        sent = asked.post_data_buffer or b""
        return _of(client.post(where, sent, content_type=asked.headers["content-type"], follow=True))
    return _of(client.get(where, follow=True))


@cache
def _static(where: str) -> Answer:
    """A file that is the same for everybody."""
    return _of(Client().get(where))


def _of(answer: HttpResponse) -> Answer:
    return answer.status_code, dict(answer.items()), answer.getvalue()
