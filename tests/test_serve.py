"""The pages without a browser: what they say, where their links lead, what they refuse."""

import asyncio
import hashlib
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from small_dataset import write_dataset, write_rows

from normalize.schema import TABLE_NAMES
from styrdata.cli import main
from styrdata.connection import layout_to_connection
from styrdata.layout import path_to_layout
from styrdata.serve import database
from styrdata.serve.app import make_app
from styrdata.serve.plan import rows_to_tree
from styrdata.serve.search import text_to_match
from styrdata.serve.source import Archive, SourceMissingError

PLAN = "aa00000000000002"
REPORT = "aa00000000000003"
Get = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_dataset(tmp_path_factory.mktemp("small"))


def getter(out: Path, archive: Path | None, cache: Path) -> Get:
    app = make_app(database.up_to_date(path_to_layout(out), cache), archive)

    def get(path: str, **options: Any) -> httpx.Response:
        return asyncio.run(app.client.get(path, **options))

    return get


@pytest.fixture(scope="module")
def get(folders: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Get:
    return getter(*folders, tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/", "Mål, indikatorer, aktiviteter och budget"),
        ("/planer", "Planer och rapporter"),
        (f"/plan/{PLAN}", "Verksamhetsplan 2022 Ekbackens hemtjänst"),
        ("/plan/aa00000000000004", "lösa blad.txt"),
        ("/diagram", "Diagram"),
        ("/sok?q=klimat", "Sök"),
        ("/styrdata", "Tabeller och frågor"),
        ("/styrdata/goals", "Mål"),
        ("/styrdata/target_outcome?result=ej_uppnatt", "Mål mot utfall"),
        ("/styrdata/goals/aa00000000000001-g2", "Mål: en rad"),
        ("/styrdata/missade-mal?ar=&organisation=", "Vilka indikatorer nådde inte sitt mål?"),
        ("/styrdata?sql=select+1", "Egen fråga"),
        (f"/kalla/goals/{PLAN}-g0", "Källan till raden"),
    ],
)
def test_every_kind_of_page_answers_in_swedish_with_one_heading(get: Get, path: str, heading: str) -> None:
    response = get(path)
    assert response.status_code == 200
    assert '<html lang="sv">' in response.text
    assert re.findall(r"<h1>(.*?)</h1>", response.text) == [heading]
    assert 'href="#innehall"' in response.text


def test_every_link_on_the_pages_leads_somewhere(get: Get) -> None:
    seen: set[str] = set()
    todo = ["/"]
    while todo and len(seen) < 250:
        path = todo.pop(0)
        response = get(path)
        assert response.status_code in (200, 302), path
        if "html" not in response.headers["content-type"]:
            continue
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', response.text.replace("&amp;", "&")):
            table = re.match(r"/styrdata/\w+\?", link)
            if link not in seen and not link.endswith((".db", ".png")) and not (table and "-" not in link):
                seen.add(link)
                todo.append(link)
    assert f"/plan/{PLAN}" in seen
    assert any(link.startswith("/kalla/budget_lines/") for link in seen)


def test_no_page_names_another_host(get: Get) -> None:
    for path in ("/", "/planer", f"/plan/{PLAN}", "/diagram", "/styrdata", "/styrdata/goals", "/styrdata?sql=select+1"):
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//(?!localhost/)[^"]*', get(path).text) == [], path


def test_pages_may_load_nothing_from_elsewhere(get: Get) -> None:
    assert "default-src 'self'" in get("/").headers["content-security-policy"]


def test_another_host_name_is_refused(get: Get) -> None:
    assert get("/", headers={"host": "evil.example:8001"}).status_code == 403
    assert get("/", headers={"host": "127.0.0.1:8001"}).status_code == 200
    assert get("/", headers={"host": "localhost"}).status_code == 200


def test_the_goal_tree_nests_and_links_every_row_to_its_source(get: Get) -> None:
    text = get(f"/plan/{REPORT}").text
    order = [
        "2 En hållbart växande stad",
        "2.5 Staden är hållbar",
        "Nämnden minskar",
        "Vi kör fossilfritt",
        "Sjukfrånvaro",
    ]
    body = text[text.index('id="mal"') :]
    places = [body.index(title) for title in order]
    assert places == sorted(places)
    assert f'href="/kalla/indicators/{REPORT}-i0"' in text
    assert f'href="/kalla/activities/{REPORT}-a1"' in text
    assert f'href="/kalla/budget_lines/{REPORT}-b4"' in text
    assert "113\u00a0900\u00a0000" in text
    assert "uppfylls delvis" in text


def test_a_texts_source_shows_its_lines_with_the_row_marked(get: Get) -> None:
    text = get(f"/kalla/activities/{PLAN}-a0").text
    assert "<mark>Planera rutterna bättre\t2022-01-01\t2022-06-15</mark>" in text
    assert text.count("<mark>") == 1


def test_a_pdfs_source_shows_its_page_with_the_rows_box(get: Get) -> None:
    text = get(f"/kalla/activities/{REPORT}-a0").text
    assert f'src="/plan/{REPORT}/sida/1.png?ram=56.0,312.0,540.0,328.0"' in text
    assert "raden är markerad med en ram" in text


def test_a_page_is_a_picture(get: Get) -> None:
    response = get(f"/plan/{REPORT}/sida/1.png?ram=56.0,312.0,540.0,328.0")
    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert response.content != get(f"/plan/{REPORT}/sida/1.png").content


@pytest.mark.parametrize(
    "path",
    [
        "/plan/nowhere",
        f"/plan/{REPORT}/sida/9.png",
        f"/plan/{REPORT}/sida/1.png?ram=a,b",
        f"/plan/{PLAN}/sida/1.png",
        "/kalla/goals/nowhere",
        "/kalla/sqlite_master/1",
        "/diagram/nothing.svg",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_said_in_swedish(get: Get, path: str) -> None:
    response = get(path)
    assert response.status_code == 404
    assert "Sidan finns inte" in response.text


def test_a_search_takes_anything(get: Get) -> None:
    assert text_to_match('klimat* "OR) mål-') == '"klimat"* "OR"* "mål"*'
    assert "klimatpåverkan</mark>" in get("/sok?q=klimat").text
    for odd in ('"', "NEAR(", "a AND", "*", "å'--", "%"):
        assert get("/sok", params={"q": odd}).status_code == 200


def test_what_a_plan_says_is_escaped(get: Get, folders: tuple[Path, Path], tmp_path: Path) -> None:
    copy = tmp_path / "cache"
    path = database.up_to_date(path_to_layout(folders[0]), copy)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE goals SET title = '<script>alert(1)</script>'")
        connection.execute("UPDATE documents SET title = '<script>alert(2)</script>'")
    own = getter(folders[0], folders[1], copy)
    for address in ("/", "/planer", f"/plan/{PLAN}", f"/kalla/goals/{PLAN}-g0", "/styrdata/goals", "/sok?q=alert"):
        assert "<script>alert" not in own(address).text


@pytest.mark.parametrize("name", ["dokument", "mal-och-utfall", "budget", "aktiviteter", "anmarkningar"])
def test_every_chart_is_a_titled_picture(get: Get, name: str) -> None:
    svg = get(f"/diagram/{name}.svg").text
    assert svg.startswith("<svg")
    assert 'role="img" aria-label="' in svg
    assert "<title>" in svg


def test_amounts_and_codes_are_swedish_in_datasettes_tables(get: Get) -> None:
    text = get("/styrdata/budget_lines?_size=5").text
    assert "Belopp (kr)" in text
    assert "858\u00a0600\u00a0000" in text
    assert "varav" in get("/styrdata/budget_lines?line_kind=of_which").text


def test_datasettes_own_formats_still_work(get: Get) -> None:
    rows = get("/styrdata/goals.json?_shape=array&level=namndmal").json()
    assert {row["title"] for row in rows} == {"Nämnden minskar sin klimatpåverkan", "Invånarna har nära till kultur"}
    assert get("/styrdata/goals.csv").text.startswith("goal_id,")


def test_the_database_is_made_anew_when_the_dataset_changed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(folders[0], out)
    first = database.up_to_date(path_to_layout(out), tmp_path / "cache")
    made = first.stat().st_mtime_ns
    assert database.up_to_date(path_to_layout(out), tmp_path / "cache").stat().st_mtime_ns == made
    shutil.rmtree(out / "goals" / "year=2022")
    second = database.up_to_date(path_to_layout(out), tmp_path / "cache")
    assert second != first
    assert not first.exists()
    assert sqlite3.connect(second).execute("SELECT count(*) FROM goals").fetchone() == (1,)


def test_a_source_is_only_read_where_it_is_the_imported_file(folders: tuple[Path, Path], tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(folders[1], archive)
    path = archive / "lösa blad.txt"
    document = {"source_path": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert Archive(archive).source(document) == path.read_bytes()
    (tmp_path / "secret.txt").write_bytes(path.read_bytes())
    with pytest.raises(SourceMissingError, match="finns inte i"):
        Archive(archive).source({**document, "source_path": "../secret.txt"})
    with pytest.raises(SourceMissingError, match="finns inte i"):
        Archive(archive).source({**document, "source_path": str(tmp_path / "secret.txt")})
    path.write_text("another")
    with pytest.raises(SourceMissingError, match="har ändrats sedan den lästes in"):
        Archive(archive).source(document)
    with pytest.raises(SourceMissingError, match="--archive"):
        Archive(None).source(document)


def test_without_the_archive_the_source_page_says_how_to_get_it(folders: tuple[Path, Path], tmp_path: Path) -> None:
    text = getter(folders[0], None, tmp_path)(f"/kalla/goals/{PLAN}-g0").text
    assert "styrdata serve UT --archive MAPP" in text
    assert "rad 2 i texten" in text


def test_a_goal_whose_parent_is_missing_is_not_lost() -> None:
    goal = {"goal_id": "b", "parent_goal_id": "gone"}
    names = ("sections", "indicators", "activities", "statements", "budget", "findings")
    tree = rows_to_tree({"document": [{}], "goals": [goal], **{name: [] for name in names}})
    assert [node.goal for node in tree.roots] == [goal]


def test_an_empty_dataset_is_not_served(tmp_path: Path) -> None:
    write_rows(tmp_path / "out", [])
    (tmp_path / "out" / "manifest.json").write_text('{"schema_version": 1, "files": []}')
    result = CliRunner().invoke(main, ["serve", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "holds no documents; import some with" in result.stderr


def test_a_taken_port_is_said(folders: tuple[Path, Path], tmp_path: Path) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        arguments = ["serve", str(folders[0]), "--port", port, "--no-browser", "--cache", str(tmp_path)]
        result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert f"Port {port} is taken; choose another with --port" in result.stderr


# The first time takes a while on a large dataset: a terminal shows how far it is. The next time nothing is made again.
def test_the_database_is_made_once_and_its_making_is_shown(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, told = path_to_layout(folders[0]), list[int]()
    monkeypatch.setattr(database, "_watched", lambda total: nullcontext(told.append))
    path = database.up_to_date(layout, tmp_path)
    made = path.stat().st_mtime_ns
    assert sum(told) == database.steps(layout_to_connection(layout), TABLE_NAMES) > 0
    assert database.up_to_date(layout, tmp_path).stat().st_mtime_ns == made


def test_a_terminal_sees_a_bar(folders: tuple[Path, Path], tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from styrdata.layout import path_to_layout; "
        "from styrdata.serve.database import up_to_date; up_to_date(path_to_layout(sys.argv[1]), Path(sys.argv[2]))"
    )
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", program, folders[0], tmp_path], stderr=theirs, check=True)
    shown = os.read(ours, 10_000)
    os.close(ours)
    os.close(theirs)
    assert b"Preparing the pages" in shown
