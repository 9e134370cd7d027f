"""The pages in a real browser: keyboard, pictures, narrow screens, no request to anywhere else."""

import itertools
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_dataset import write_dataset

CHROMIUM = os.environ.get("STYRDATA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip
REPORT = "aa00000000000003"
PLAN = "aa00000000000002"

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; run: make browser")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the small dataset, started as a person starts it."""
    out, archive = write_dataset(tmp_path_factory.mktemp("small"))
    command = [
        sys.executable,
        "-m",
        "styrdata",
        "serve",
        str(out),
        "--archive",
        str(archive),
        "--no-browser",
        "--port",
        "0",
    ]
    command += ["--cache", str(tmp_path_factory.mktemp("cache"))]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        url = line.split(" at ")[1].split()[0]
        urllib.request.urlopen(url).read()
        yield url.rstrip("/")
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        instance = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield instance
        instance.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE", base_url=address)
    opened = context.new_page()
    opened.asked = []
    opened.complaints = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()


def test_every_page_loads_whole_and_from_here_alone(page: Any, address: str) -> None:
    for path in ("/", "/planer", f"/plan/{REPORT}", "/diagram", "/sok?q=klimat", "/styrdata", "/styrdata/goals",
                 "/styrdata/missade-mal?ar=&organisation=", f"/kalla/activities/{PLAN}-a0"):  # fmt: skip
        assert page.goto(path).status == 200
        page.wait_for_load_state("networkidle")
    assert page.complaints == []
    assert {url for url in page.asked if not url.startswith(address)} == set()


def test_a_number_is_checked_in_one_click(page: Any) -> None:
    page.goto(f"/plan/{PLAN}")
    page.get_by_role("link", name="113\u00a0179\u00a0000").click()
    assert "Personalkostnader\t113 179" in page.locator("tr.marked td").text_content()
    page.get_by_role("link", name="Visa i planen").click()
    assert page.url.endswith(f"/plan/{PLAN}#{PLAN}-b0")


def test_a_pdf_page_is_shown_with_the_rows_box(page: Any) -> None:
    page.goto(f"/kalla/activities/{REPORT}-a0")
    image = page.get_by_role("img", name="raden är markerad")
    image.wait_for()
    assert image.evaluate("element => element.complete && element.naturalWidth > 300")


def test_the_skip_link_is_first_and_leads_to_the_content(page: Any) -> None:
    page.goto(f"/plan/{REPORT}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"


def test_the_keyboard_reaches_search_and_a_hit(page: Any) -> None:
    page.goto("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("klimat")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sök").wait_for()
    page.get_by_role("link", name="Nämnden minskar sin klimatpåverkan").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/*#*")


def test_focus_is_seen(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_the_screen_readers_outline(page: Any) -> None:
    page.goto(f"/plan/{REPORT}")
    levels = page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(e => +e.tagName[1])")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.get_by_role("navigation", name="Målen i planen").count() == 1
    assert page.eval_on_selector_all("th:not([scope])", "all => all.length") == 0
    assert page.eval_on_selector_all("img:not([alt])", "all => all.length") == 0
    assert (
        page.eval_on_selector_all("table", "all => all.filter(e => !e.caption && !e.closest('[aria-label]')).length")
        == 0
    )
    for path in ("/", "/planer", "/styrdata/goals", "/styrdata?sql=select+1"):
        page.goto(path)
        unnamed = """all => all.filter(e => e.type !== 'hidden' && !e.labels?.length && !e.getAttribute('aria-label')).length"""
        assert page.eval_on_selector_all("input,select,textarea", unnamed) == 0, path


CONTRAST = """() => {
  const value = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = value(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll('main *, header *, footer *')) {
    if (!e.offsetParent || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(value(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push([e.className || e.tagName, ratio.toFixed(1)]);
  }
  return poor;
}"""


def test_text_stands_out_from_what_is_behind_it(page: Any) -> None:
    for path in ("/", f"/plan/{REPORT}", f"/kalla/activities/{PLAN}-a0", "/sok?q=klimat", "/styrdata/goals"):
        page.goto(path)
        assert page.evaluate(CONTRAST) == [], path


def test_a_narrow_screen_scrolls_tables_not_the_page(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", f"/plan/{REPORT}", "/styrdata/budget_lines", f"/kalla/activities/{PLAN}-a0", "/diagram"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path


def test_the_report_reads_without_a_server(browser: Any, tmp_path: Path) -> None:
    out, _ = write_dataset(tmp_path)
    target = tmp_path / "report.html"
    subprocess.run([sys.executable, "-m", "styrdata", "report", str(out), "-o", str(target)], check=True)
    opened = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.goto(target.as_uri())
    assert asked == [target.as_uri()]
    assert complaints == []
    assert opened.evaluate("document.querySelectorAll('figure svg').length") == 7
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert opened.evaluate(CONTRAST) == []
    assert len(opened.pdf(format="A4")) > 20_000
