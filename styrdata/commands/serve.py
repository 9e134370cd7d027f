"""`styrdata serve OUT`: the dataset in the browser."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from pathlib import Path

import click

from styrdata.analysis_errors import DatasetError, require
from styrdata.commands._answer import problems_to_sentences
from styrdata.layout import Layout, path_to_layout

HOST = "127.0.0.1"


@click.command("serve")
@click.argument("out", type=click.Path())
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes a free one.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option(
    "--archive",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that was imported, so that pages and lines can be shown beside each row.",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the SQLite database that is served is kept [default: the user's cache folder].",
)
def command(out: str, port: int, no_browser: bool, archive: Path | None, cache: Path | None) -> None:
    """Show the dataset OUT in the browser (Datasette): tables, questions, charts, and each plan as a tree.

    Only this machine can reach it. The pages need no network. Stop with Ctrl+C.
    """
    with problems_to_sentences():
        layout = path_to_layout(out)
        if not layout.documents():
            raise DatasetError(f"{out} holds no documents; import some with: styrdata import FOLDER --out {out}")
        require("datasette.app")
        _serve(layout, port, not no_browser, archive, cache)


def _serve(layout: Layout, port: int, browser: bool, archive: Path | None, cache: Path | None) -> None:
    """Make the database where it is not up to date, and answer until stopped."""
    database = require("styrdata.serve.database")
    folder = cache or database.cache_folder()
    if not database.database_path(layout, folder).exists():
        click.echo("Preparing the pages, once for this dataset ...", err=True)
    path = database.up_to_date(layout, folder)
    app = require("styrdata.serve.app").make_app(path, archive)
    with contextlib.closing(_listen(port)) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        click.echo(f"Serving {layout.root} at {address} (stop with Ctrl+C)")
        if browser:
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
        uvicorn = require("uvicorn")
        config = uvicorn.Config(app.app(), log_level="warning", lifespan="on")
        uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    """A socket on loopback that lets a browser wait until the server answers; DatasetError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise DatasetError(f"Port {port} is taken; choose another with --port, or --port 0 for a free one.") from error
    return listener
