"""The generator of invented plans: a plan as content, drawn from a seed, printed in any template and conversion.

In: a seed and a kind of plan. Out: a `PlanModel` (model), its blocks (blocks), a text of it (print_text), and the rows
that must come out of that text (expected). It never reads the product's code, so that it can be held against it, and
holds no text of any real plan: units, committees, persons and sentences are all invented. Only `check` reads the product.
"""
