"""Search that forgives a typing error, and one way to write a name."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FOLD = r"""
create function v100_fold(words text) returns text language sql immutable parallel safe as $$
    select trim(regexp_replace(
        regexp_replace(lower(normalize(words, nfd)), '[\u0300-\u036f''’.]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'
    ))
$$
"""
"""Lower case, no accents, no apostrophes, one space between words: `O’Brien-Évans` is `obrien evans`."""


class Migration(migrations.Migration):
    operations = [TrigramExtension(), migrations.RunSQL(FOLD, "drop function v100_fold(text)")]
