import numpy as np

from v100.city import misspelling


def names(*texts: str) -> np.ndarray:
    return np.array(texts, dtype=object)


def test_a_slip_changes_a_name_a_little():
    random = np.random.default_rng(3)
    written = misspelling.slip(random, names(*["Thompson"] * 200))
    assert all(abs(len(name) - 8) <= 1 for name in written)
    assert sum(name != "Thompson" for name in written) > 150
    assert all(name[0] == "T" for name in written)


def test_a_name_of_two_letters_is_left_alone():
    assert misspelling.slip(np.random.default_rng(1), names("Li", "Ng")).tolist() == ["Li", "Ng"]


def test_other_forms_are_nicknames_or_spellings_and_the_name_itself_where_there_is_none():
    random = np.random.default_rng(1)
    assert misspelling.other_form(random, names("Qwertyx"), nickname=True)[0] == "Qwertyx"
    assert misspelling.other_form(random, names("Abdul"), nickname=False)[0] in ("Abdel", "Abdal")


def test_plain_names_have_no_accents():
    assert misspelling.plain(names("Łukasz", "Inês", "Nguyễn")).tolist() == ["Lukasz", "Ines", "Nguyen"]
