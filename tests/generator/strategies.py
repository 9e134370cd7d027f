"""Hypothesis strategies for plans and conversions.

In: nothing. Out: strategies whose examples are told by a few small numbers, so that a failing one is easy to draw again.
"""

from __future__ import annotations

from hypothesis import strategies as st

from generator.convert import Conversion, Form
from generator.draw import draw_plan
from generator.model import Generation, Kind, PlanModel

SEEDS = st.integers(0, 2**31 - 1)


def plans(
    kinds: tuple[Kind, ...] = tuple(Kind),
    generations: tuple[Generation, ...] = tuple(Generation),
    *,
    flawed: bool | None = None,
) -> st.SearchStrategy[PlanModel]:
    """Plans of these kinds and generations."""
    return st.builds(
        draw_plan,
        SEEDS,
        st.sampled_from(kinds),
        st.sampled_from(generations),
        size=st.integers(1, 3),
        flawed=st.just(flawed),
    )


@st.composite
def conversions(draw: st.DrawFn, forms: tuple[Form, ...] = tuple(Form), *, coverless: bool = False) -> Conversion:
    """Conversions of these forms; with `coverless` some leave out the cover, the contents, or both."""
    form = draw(st.sampled_from(forms))
    wrapped, vision = form is Form.WRAPPED, form is Form.VISION
    marks = {Form.TABS: (0.0, 1.0), Form.WRAPPED: (0.0,), Form.VISION: (0.0, 0.8, 1.0)}[form]
    return Conversion(
        form=form,
        seed=draw(SEEDS),
        cover=draw(st.booleans()) if coverless else True,
        toc=draw(st.booleans()) if coverless else True,
        form_feeds=draw(st.booleans()),
        furniture=draw(st.booleans()),
        misreads=draw(st.integers(0, 6)) if vision else 0,
        keep_marks=draw(st.sampled_from(marks)),
        hyphenate=wrapped and draw(st.booleans()),
        compact=wrapped and draw(st.booleans()),
        page_lines=draw(st.sampled_from((30, 44, 60))),
    )


@st.composite
def documents(draw: st.DrawFn, forms: tuple[Form, ...] = tuple(Form)) -> tuple[PlanModel, Conversion]:
    """A plan and a conversion that fits it: only plans lose their cover, whose year they say elsewhere too."""
    plan = draw(plans())
    return plan, draw(conversions(forms, coverless=not plan.kind.is_report))
