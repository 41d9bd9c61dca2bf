"""Many keys as one value."""

from site_users import user
from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.database.any_of import any_of, any_of_texts
from v100.casework.runs.models import Unloaded

AWKWARD = ('two "words"', "back\\slash", "{braced}", "a,b", "NULL", "", " ", "o'clock", "100 %s")


def test_every_text_is_found_as_it_is_written() -> None:
    for text in AWKWARD:
        Unloaded.objects.create(run_id=text, why="for a test")
    sought = Unloaded.objects.filter(run_id__in=any_of_texts(AWKWARD[:5]))
    assert set(sought.values_list("run_id", flat=True)) == set(AWKWARD[:5])
    assert Unloaded.objects.filter(run_id__in=any_of_texts(AWKWARD)).count() == len(AWKWARD)
    assert not Unloaded.objects.filter(run_id__in=any_of_texts([])).exists()


def test_every_number_is_found() -> None:
    both = {user(Role.LRO), user(Role.SUPERVISOR)}
    assert set(User.objects.filter(pk__in=any_of(each.pk for each in both))) == both
    assert not User.objects.filter(pk__in=any_of([])).exists()
