"""What a person runs: the command line, the import run, writing and reading the dataset."""

__version__ = "0.1.0"
