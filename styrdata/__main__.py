"""Runs the command line as `python -m styrdata`."""

from styrdata.cli import main

main()
