"""The report: what it says, that it is one file, that the same dataset gives the same bytes."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_dataset import write_dataset, write_rows

from styrdata.cli import main
from styrdata.report.contents import LEAVES, goals_to_boxes


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("small")
    write_dataset(folder)
    return write(folder / "out", folder / "report.html")


def write(out: Path, target: Path) -> str:
    result = CliRunner().invoke(main, ["report", str(out), "-o", str(target)])
    assert result.exit_code == 0, result.output
    return target.read_text("utf-8")


def said(html: str) -> str:
    """The words of the report without markup and pictures."""
    text = re.sub(r"<svg.*?</svg>|<style.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_what_it_says_in_short(html: str) -> None:
    text = said(html)
    assert "Läst ur 4 planer och rapporter från 2022, 2 organisationer" in text
    assert "Av 4 indikatorer vars utfall kan ställas mot ett mål nådde 2 målet och 2 gjorde det inte." in text
    assert (
        "Ekbackens stadsdelsnämnd har 1 119,9 miljoner kronor i nettobudget för 2022, 0,2 procent mindre än 2021 "
        "(rad 21 i 2022/nämndens plan.txt)."
    ) in text
    assert "0,99 procent av texten kunde inte placeras vid inläsningen." in text
    assert "1 fil kunde inte läsas in" in text


def test_missed_targets_are_told_with_their_place(html: str) -> None:
    assert "Andel fossilfria resor Ekbackens hemtjänst, VB 2022 86 % 81 % 2022/hemtjänst berättelse.pdf s. 1" in said(
        html
    )


def test_areas_by_year_with_the_line_of_each_amount(html: str) -> None:
    assert "Förskola 841,0 rad 18 876,0 rad 18 858,6 rad 18" in said(html)


def test_files_that_failed_and_findings(html: str) -> None:
    assert "låst.pdf låst med lösenord Filen är låst med lösenord." in said(html)
    assert "Raderna summerar inte till den tryckta summan" in html


def test_it_is_one_file(html: str) -> None:
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', re.sub(r"xmlns[^ ]*", "", html)) == []
    assert "@import" not in html
    assert "url(http" not in html
    assert html.count("<svg") == 7


def test_its_pictures_have_names(html: str) -> None:
    names = re.findall(r'<svg [^>]*role="img" aria-label="([^"]+)"', html)
    assert len(names) == 7
    assert "Målkedjan: hur målen hänger under varandra" in names


def test_the_same_dataset_gives_the_same_bytes(html: str, tmp_path: Path) -> None:
    write_dataset(tmp_path)
    assert write(tmp_path / "out", tmp_path / "again.html") == html


def test_what_a_plan_says_is_escaped(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    manifest = tmp_path / "out" / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    content["files"][-1]["message"] = "<script>alert(1)</script>"
    manifest.write_text(json.dumps(content), "utf-8")
    assert "<script>" not in write(tmp_path / "out", tmp_path / "report.html")


def test_a_dataset_with_plans_alone_says_what_is_not_there(tmp_path: Path) -> None:
    from small_dataset import drafts

    out = tmp_path / "out"
    write_rows(out, [drafts()[3][2]])
    (out / "manifest.json").write_text('{"schema_version": 1, "files": []}')
    text = said(write(out, tmp_path / "report.html"))
    assert "Inga utfall kan ställas mot mål: det behövs rapporter med utfall i datamängden." in text
    assert text.count("Datamängden har inget att visa här.") >= 4


def test_an_empty_dataset_is_not_reported_on(tmp_path: Path) -> None:
    write_rows(tmp_path / "out", [])
    (tmp_path / "out" / "manifest.json").write_text('{"schema_version": 1, "files": []}')
    result = CliRunner().invoke(main, ["report", str(tmp_path / "out"), "-o", str(tmp_path / "report.html")])
    assert result.exit_code == 1
    assert "holds no documents to report on; import some with" in result.stderr
    assert not (tmp_path / "report.html").exists()


def test_goals_become_boxes_as_tall_as_what_hangs_under_them() -> None:
    rows = [
        {"inriktningsmal": "A", "kf_mal": None, "namndmal": None, "enhetsmal": None},
        {"inriktningsmal": "A", "kf_mal": "1", "namndmal": "x", "enhetsmal": None},
        {"inriktningsmal": "A", "kf_mal": "1", "namndmal": "y", "enhetsmal": None},
        {"inriktningsmal": "B", "kf_mal": None, "namndmal": None, "enhetsmal": None},
    ]
    boxes = [(box["title"], box["x"], box["y0"], box["y1"]) for box in goals_to_boxes(rows)]
    assert boxes == [("A", 0, 0, 2), ("B", 0, 2, 3), ("1", 1, 0, 2), ("x", 2, 0, 1), ("y", 2, 1, 2)]


def test_too_many_goals_are_shown_without_their_last_level() -> None:
    rows = [
        {"inriktningsmal": "A", "kf_mal": str(number % 3), "namndmal": f"n{number}", "enhetsmal": None}
        for number in range(LEAVES + 1)
    ]
    assert {box["level"] for box in goals_to_boxes(rows)} == {"Inriktningsmål", "KF:s mål för verksamhetsområdet"}
