"""Whatever is sent, the answer is a page that says what to do: never an error of ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.suppliers import typing
from tests.suppliers.firms import Firm

ANSWERS = {200, 302, 409, 422}
odd = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "\x00",
            "-1",
            "0",
            "1e9",
            "9" * 30,
            "NaN",
            "1.200.000",
            "31/12/2026",
            "12/2026",
            "' OR 1=1",
            "\ud83d",
        ]
    ),
    st.integers().map(str),
    st.decimals(allow_nan=True).map(str),
    st.dates().map(str),
).map(lambda text: text.encode("utf-8", "replace").decode())


@pytest.mark.parametrize("key", typing.SOUND)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(data=st.data())
def test_no_input_breaks_a_section(firm: Firm, key: str, data: Any) -> None:
    typed = typing.SOUND[key]()
    spoilt = data.draw(st.lists(st.sampled_from(sorted(typed)), max_size=6, unique=True))
    typed |= {name: data.draw(odd) for name in spoilt}
    typed |= data.draw(
        st.dictionaries(
            st.sampled_from(["add", "remove", "level_2_5", "owner-1-name", "keep:name", "bring:machine-1"]),
            odd,
            max_size=2,
        )
    )
    htmx = data.draw(st.sampled_from([{}, {"HX-Request": "true"}]))
    answer = typing.save(firm, key, typed, **htmx)
    assert answer.status_code in ANSWERS, (key, typed)
