"""Births, places, contact and identifiers, as they are compared."""

from datetime import date
from typing import Any

from mentions import mention, pnc, table
from v100 import engine
from v100.identity.standard import standardise


def standard(**known: Any) -> dict[str, Any]:
    backend = engine.connect()
    rows = [mention("M1", "Alan", "Grey", **known)]
    (row,) = standardise(backend, "standard", table(backend, "mentions", rows)).to_pyarrow().to_pylist()
    return row


def test_phones_of_one_line_are_one() -> None:
    written = ("07700 900123", "+44 7700 900123", "0044 (0)7700-900123", "+44 (0) 7700 900 123")
    assert {standard(phone=phone)["phone_key"] for phone in written} == {"07700900123"}
    assert standard(phone="999")["phone_key"] is None


def test_a_phone_that_a_spreadsheet_took_for_a_number_is_the_same() -> None:
    assert standard(phone="7277191485")["phone_key"] == standard(phone="07277 191485")["phone_key"] == "07277191485"
    assert standard(phone="2079460123")["phone_key"] == "02079460123"
    assert standard(phone="5277191485")["phone_key"] is None


def test_postcode_that_fails_its_check_is_kept_and_marked() -> None:
    sound = standard(postcode="se1 7ab")
    assert (sound["postcode_key"], sound["postcode_sound"], sound["outcode"]) == ("SE17AB", True, "SE1")
    broken = standard(postcode="SE1 7A")
    assert (broken["postcode_key"], broken["postcode_sound"], broken["outcode"]) == ("SE17A", False, None)


def test_police_identifier_is_its_year_and_serial_and_its_letter_is_checked() -> None:
    whole = pnc(14, 1234)
    assert standard(pnc_id=whole)["pnc_key"] == "14/0001234"
    assert standard(pnc_id=whole)["pnc_sound"]
    assert standard(pnc_id=f"14/1234{whole[-1].lower()}")["pnc_key"] == "14/0001234"
    wrong = standard(pnc_id=whole[:-1] + ("A" if whole[-1] != "A" else "B"))
    assert (wrong["pnc_key"], wrong["pnc_sound"]) == ("14/0001234", False)
    assert standard(cro_no="1234/99A")["cro_key"] == "99/001234"


def test_births() -> None:
    swapped = {standard(date_of_birth=date(1990, *parts))["birth_parts"] for parts in ((3, 11), (11, 3))}
    assert len(swapped) == 1
    assert standard(date_of_birth=date(1900, 1, 1))["birth"] is None
    assert standard(age_at_offence=30)["born_about"] == 1996


def test_no_fixed_address_is_no_address() -> None:
    assert standard(address="N.F.A.")["address_key"] is None
    assert standard(address="No fixed abode, London")["address_key"] is None
    assert standard(address="1 Nfa Court")["address_key"] == "1NFACOURT"
