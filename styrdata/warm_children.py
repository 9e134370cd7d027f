"""Imported by the server that an import run's children are forked from: loads everything they need.

In: nothing. Out: nothing. It is never imported by anything else.
"""

from styrdata.children import warm

warm()
