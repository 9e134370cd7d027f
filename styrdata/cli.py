"""The command line: a table of commands, each imported only when it is called.

In: the arguments. Out: an exit code. It never imports pandas, pyarrow or a reader itself, so that `--help` answers at once.
"""

from __future__ import annotations

from importlib import import_module

import click

from styrdata import __version__
from styrdata.quiet import quiet_readers

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("styrdata.commands.import_", "Read archived plans and write the typed Parquet dataset."),
    "status": ("styrdata.commands.status", "Show what an import left: what failed, what has many findings."),
    "text": ("styrdata.commands.text", "Print the numbered text that a dataset's line numbers speak of."),
    "show": ("styrdata.commands.show", "Print one plan as a tree, to hold against the paper."),
    "schema": ("styrdata.commands.schema", "Print the data dictionary."),
    "query": ("styrdata.commands.query", "Run SQL over a dataset."),
    "goals": ("styrdata.commands.goals", "List goals, filtered."),
    "indicators": ("styrdata.commands.indicators", "List indicators with targets and outcomes, filtered."),
    "activities": ("styrdata.commands.activities", "List activities with their dates, filtered."),
    "budget": ("styrdata.commands.budget", "List amounts in kronor, filtered."),
    "export": ("styrdata.commands.export", "Take a dataset along as CSV, XLSX, SQLite or DuckDB."),
    "serve": ("styrdata.commands.serve", "Show a dataset in the browser, each row beside its source."),
    "report": ("styrdata.commands.report", "Write a report with pictures, one HTML file."),
}
"""Command: (module whose `command` is a click command, one line of help)."""


class LazyGroup(click.Group):
    """A click group that imports a command's module when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The click command with this name, None where there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = import_module(entry[0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from COMMANDS, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="styrdata")
def main() -> None:
    """Turn an archive of municipal plans and reports into tables that can be queried."""
    quiet_readers()
