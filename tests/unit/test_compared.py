"""What strength and what lies about a crime say together, worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from v100.compared import by_bayes


@pytest.mark.parametrize(
    ("strength", "crimes", "near", "chance"),
    [
        ("0.4771", 3, 11, 3 / 12),  # a factor of one: three his of eleven, and the crime itself
        ("1.4771", 3, 11, 30 / 39),  # ten times likelier: 30 to 9
        ("2.0000", 1, 1, 100 / 101),  # nobody else's near
        ("1.0000", 4, 2, 10 / 11),  # his lie farther off than any
    ],
)
def test_worked_by_hand(strength: str, crimes: int, near: int, chance: float) -> None:
    assert by_bayes(Decimal(strength), crimes, near) == pytest.approx(chance, abs=1e-4)


@settings(deadline=None)
@given(st.decimals("-5", "8", places=4), st.integers(1, 50), st.integers(0, 5000))
def test_more_crimes_of_others_about_it_never_speak_for_him(strength: Decimal, crimes: int, near: int) -> None:
    assert 0 <= by_bayes(strength, crimes, near + 1) <= by_bayes(strength, crimes, near) <= 1
