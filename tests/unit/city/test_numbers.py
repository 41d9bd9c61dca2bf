from datetime import date
from itertools import pairwise

import numpy as np
import phonenumbers

from v100.city import numbers
from v100.city.calendar import day

PEOPLE = np.arange(5_000)
SINCE = np.full(5_000, day(date(2012, 6, 1)))


def test_pnc_numbers_carry_their_check_letter():
    for text in numbers.pnc(PEOPLE[:200], SINCE[:200]):
        year, rest = text.split("/")
        assert year == "2012"
        assert rest[-1] == "ZABCDEFGHJKLMNPQRTUVWXY"[int(year[2:] + rest[:-1]) % 23]


def test_cro_numbers_carry_their_check_letter():
    for text in numbers.cro(PEOPLE[:200], SINCE[:200]):
        serial, rest = text.split("/")
        assert rest[-1] == "ZABCDEFGHJKLMNPQRTUVWXY"[int(rest[:-1] + serial) % 23]


def test_no_two_people_share_a_number():
    assert len(set(numbers.pnc(PEOPLE, SINCE))) == len(PEOPLE)
    both = [*numbers.phone(PEOPLE, np.zeros(5_000, int)), *numbers.phone(PEOPLE, np.ones(5_000, int))]
    assert len(set(both)) == 2 * len(PEOPLE)


def test_telephones_have_the_form_of_british_mobiles():
    for text in numbers.phone(PEOPLE[:50], np.zeros(50, int)):
        assert phonenumbers.is_valid_number(phonenumbers.parse(text, "GB"))


def test_neighbours_in_the_population_are_no_neighbours_by_number():
    serials = [int(text[5:12]) for text in numbers.pnc(PEOPLE[:100], SINCE[:100])]
    assert min(abs(a - b) for a, b in pairwise(serials)) > 1_000


def test_nobody_has_no_numbers():
    nobody, nothing = np.zeros(0, dtype=int), np.zeros(0, "U1")
    told = (numbers.email(nobody, nothing, nothing), numbers.phone(nobody, nobody), numbers.pnc(nobody, nobody))
    assert [each.tolist() for each in told] == [[], [], []]
