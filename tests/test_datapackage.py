"""The Data Package descriptor: valid, whole, and the same bytes for the same files."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from frictionless import Package, validate
from small_dataset import write_dataset, write_rows

from normalize.schema import TABLES
from styrdata import datapackage
from styrdata.cli import main


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_dataset(tmp_path)[0]


def test_frictionless_reads_the_descriptor(out: Path) -> None:
    package = Package(str(datapackage.write(out)))
    assert package.resource_names == [table.name for table in TABLES]
    goals = package.get_resource("goals")
    assert goals.path == "goals/year=2022/part-0.parquet"
    assert goals.extrapaths == ["goals/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet"]
    assert goals.schema.primary_key == ["goal_id"]
    assert {key["fields"][0]: key["reference"]["resource"] for key in goals.schema.foreign_keys} == {
        "document_id": "documents",
        "parent_goal_id": "",
    }


def test_every_column_has_its_type_description_and_closed_values(out: Path) -> None:
    resources = {resource["name"]: resource for resource in datapackage.datapackage(out)["resources"]}
    for table in TABLES:
        fields = {field["name"]: field for field in resources[table.name]["schema"]["fields"]}
        for column in table.all_columns:
            if column.name == "year":
                assert resources[table.name]["partition"]["name"] == "year"
                continue
            assert fields[column.name]["description"] == column.description
            assert fields[column.name].get("constraints", {}).get("enum", []) == list(column.enum)


def test_the_budget_speaks_the_fiscal_data_packages_terms(out: Path) -> None:
    [budget] = [item for item in datapackage.datapackage(out)["resources"] if item["name"] == "budget_lines"]
    terms = {field["name"]: field["columnType"] for field in budget["schema"]["fields"] if "columnType" in field}
    assert terms["amount_sek"] == "value"
    assert terms["value_year"] == "date:fiscal-year"
    assert terms["measure"] == "phase:id"
    assert next(field for field in budget["schema"]["fields"] if field["name"] == "amount_sek")["currency"] == "SEK"


def test_the_same_files_give_the_same_bytes_wherever_they_lie(out: Path, tmp_path: Path) -> None:
    first = datapackage.write(out).read_bytes()
    shutil.copytree(out, tmp_path / "elsewhere")
    assert datapackage.write(tmp_path / "elsewhere").read_bytes() == first


def test_a_table_with_no_rows_is_described_too(tmp_path: Path) -> None:
    write_rows(tmp_path / "out", [])
    resources = datapackage.datapackage(tmp_path / "out")["resources"]
    assert all(resource["data"] == [] for resource in resources)
    assert len(Package(str(datapackage.write(tmp_path / "out"))).resources) == len(TABLES)


def test_an_exports_rows_validate_against_its_descriptor(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "csv"
    assert CliRunner().invoke(main, ["export", str(out), "--to", str(target)]).exit_code == 0
    report = validate(str(target / "datapackage.json"))
    assert report.valid, report.flatten(["title", "type", "message"])[:5]
    assert report.stats["tasks"] == len(TABLES)


def test_a_value_outside_the_closed_ones_is_found(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "csv"
    CliRunner().invoke(main, ["export", str(out), "--to", str(target)])
    goals = target / "goals.csv"
    goals.write_text(goals.read_text("utf-8-sig").replace("enhetsmal", "delmal"), "utf-8-sig")
    report = validate(str(target / "datapackage.json"))
    assert "constraint-error" in {row[0] for row in report.flatten(["type"])}


def test_the_descriptor_is_json_with_swedish_letters(out: Path) -> None:
    text = datapackage.write(out).read_text("utf-8")
    assert "mål" in text
    assert json.loads(text)["$schema"].endswith("/datapackage.json")
