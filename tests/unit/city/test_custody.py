import numpy as np

from v100.city.custody import SPELLS, Custody


def _at(*values: int) -> np.ndarray:
    return np.array(values)


def test_a_man_is_inside_from_his_first_day_to_his_last_and_nobody_else_is() -> None:
    custody = Custody(5)
    custody.lock_up(_at(3, 1), _at(100, 200), _at(110, 210))
    assert custody.inside(_at(3, 3, 3, 3), _at(90, 90, 110, 111), _at(99, 100, 120, 120)).tolist() == [
        False, True, True, False,
    ]  # fmt: skip
    assert not custody.inside(_at(0, 2, 4), _at(0, 0, 0), _at(999, 999, 999)).any()


def test_spells_that_meet_or_adjoin_are_seen_before_they_are_given() -> None:
    custody = Custody(2)
    custody.lock_up(_at(0), _at(100), _at(110))
    assert custody.touches(_at(0, 0, 0, 1), _at(111, 112, 80, 100), _at(120, 120, 99, 110)).tolist() == [
        True, False, True, False,
    ]  # fmt: skip


def test_there_is_room_for_so_many_spells() -> None:
    custody = Custody(1)
    for spell in range(SPELLS):
        assert custody.has_room(_at(0)).all()
        custody.lock_up(_at(0), _at(spell * 10), _at(spell * 10 + 5))
    assert not custody.has_room(_at(0)).any()
    assert custody.inside(_at(0, 0), _at(75, 76), _at(75, 79)).tolist() == [True, False]
