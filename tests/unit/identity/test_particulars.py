"""Births, places, contact and identifiers, as they are compared."""

from datetime import date
from typing import Any

from mentions import mention, pnc, table
from v100 import engine
from v100.identity.standard import standardise


def standard(*several: dict[str, Any]) -> list[dict[str, Any]]:
    """Mentions of whom this is said, as they are compared, in this order."""
    backend = engine.connect()
    rows = [mention(f"M{number:02}", "Alan", "Grey", **said) for number, said in enumerate(several)]
    made = standardise(backend, "standard", table(backend, "mentions", rows))
    return made.order_by("mention_id").to_pyarrow().to_pylist()


def test_phones_of_one_line_are_one() -> None:
    written = ("07700 900123", "+44 7700 900123", "0044 (0)7700-900123", "+44 (0) 7700 900 123", "999")
    keys = [row["phone_key"] for row in standard(*({"phone": phone} for phone in written))]
    assert keys == [*["07700900123"] * 4, None]


def test_a_phone_that_a_spreadsheet_took_for_a_number_is_the_same() -> None:
    written = {
        "7277191485": "07277191485",
        "07277 191485": "07277191485",
        "2079460123": "02079460123",
        "5277191485": None,
    }
    assert [row["phone_key"] for row in standard(*({"phone": phone} for phone in written))] == list(written.values())


def test_postcode_that_fails_its_check_is_kept_and_marked() -> None:
    sound, broken = standard({"postcode": "se1 7ab"}, {"postcode": "SE1 7A"})
    assert (sound["postcode_key"], sound["postcode_sound"], sound["outcode"]) == ("SE17AB", True, "SE1")
    assert (broken["postcode_key"], broken["postcode_sound"], broken["outcode"]) == ("SE17A", False, None)


def test_police_identifier_is_its_year_and_serial_and_its_letter_is_checked() -> None:
    known = pnc(14, 1234)
    letter = "A" if known[-1] != "A" else "B"
    whole, short, wrong, cro = standard(
        {"pnc_id": known},
        {"pnc_id": f"14/1234{known[-1].lower()}"},
        {"pnc_id": known[:-1] + letter},
        {"cro_no": "1234/99A"},
    )
    assert (whole["pnc_key"], whole["pnc_sound"]) == ("14/0001234", True)
    assert short["pnc_key"] == "14/0001234"
    assert (wrong["pnc_key"], wrong["pnc_sound"]) == ("14/0001234", False)
    assert cro["cro_key"] == "99/001234"


def test_births() -> None:
    one, swapped, nobodys, aged = standard(
        {"date_of_birth": date(1990, 3, 11)},
        {"date_of_birth": date(1990, 11, 3)},
        {"date_of_birth": date(1900, 1, 1)},
        {"age_at_offence": 30},
    )
    assert one["birth_parts"] == swapped["birth_parts"]
    assert nobodys["birth"] is None
    assert aged["born_about"] == 1996


def test_no_fixed_address_is_no_address() -> None:
    written = {"N.F.A.": None, "No fixed abode, London": None, "1 Nfa Court": "1NFACOURT"}
    keys = [row["address_key"] for row in standard(*({"address": address} for address in written))]
    assert keys == list(written.values())
