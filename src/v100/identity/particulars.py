"""Everything but names as it is compared: birth, place, phone, e-mail, police identifiers."""

import ibis
import ibis.expr.types as ir

from v100.identity.names import trimmed

DEFAULT_BIRTHS = ("1900-01-01", "1901-01-01", "1970-01-01")
"""Dates that systems fill in when nobody knows; taken as not known."""

NO_ADDRESS = ("NFA", "NOFIXEDABODE", "OFNOFIXEDABODE", "NOFIXEDADDRESS", "HOMELESS", "NOTKNOWN", "UNKNOWN", "NONE")
"""Written where there is no address: two who have none do not live together."""

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""PNC and CRO: the letter at (two-digit year followed by serial) mod 23. [General knowledge of the format.]"""

POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
PHONE = r"^0[1-9][0-9]{8,9}$"
PHONE_AS_NUMBER = r"^[1237][0-9]{9}$"
"""What a spreadsheet leaves of a British telephone number that it took for a number: the 0 before it is gone."""


def standard_particulars(mentions: ir.Table) -> ir.Table:
    """Adds birth, place, contact and identifier columns by which mentions are compared.

    What fails its own check (postcode, phone, check letter) is kept in a column of its own and weighs less.
    """
    return _identifiers(_contact(_births(mentions)))


def _births(mentions: ir.Table) -> ir.Table:
    known = ibis.ifelse(
        mentions.date_of_birth.cast("string").isin(DEFAULT_BIRTHS), ibis.null("date"), mentions.date_of_birth
    )
    day, month = known.day().cast("string").lpad(2, "0"), known.month().cast("string").lpad(2, "0")
    year = known.year().cast("int64")
    return mentions.mutate(
        birth=known,
        birth_text=known.strftime("%Y%m%d"),
        birth_year=year,
        birth_parts=year.cast("string") + ibis.least(day, month) + ibis.greatest(day, month),
        birth_day=month + day,
        birth_default=(known.day() == 1) & (known.month() == 1),
        born_about=ibis.coalesce(year, mentions.recorded_on.year() - mentions.age_at_offence).cast("int64"),
    )


def _contact(mentions: ir.Table) -> ir.Table:
    postcode = _plain(mentions.postcode).nullif("")
    address = _plain(mentions.address).re_replace(r"LONDON$", "").nullif("")
    dialled = mentions.phone.re_replace(r"[^0-9]", "").re_replace(r"^(0044|44)0?", "0")
    digits = ibis.ifelse(dialled.re_search(PHONE_AS_NUMBER), ibis.literal("0") + dialled, dialled)
    return mentions.mutate(
        postcode_key=postcode,
        postcode_sound=postcode.re_search(POSTCODE),
        outcode=ibis.ifelse(
            postcode.re_search(POSTCODE), postcode.substr(0, postcode.length() - 3), ibis.null("string")
        ),
        address_key=ibis.ifelse(address.isin(NO_ADDRESS), ibis.null("string"), address),
        phone_key=ibis.ifelse(digits.re_search(PHONE), digits, ibis.null("string")),
        email_key=trimmed(mentions.email.replace("İ", "I").lower()).nullif(""),
    )


def _identifiers(mentions: ir.Table) -> ir.Table:
    pnc = _plain(mentions.pnc_id, "/")
    pnc_year, pnc_serial = pnc.re_extract(r"^(?:19|20)?([0-9]{2})/", 1), pnc.re_extract(r"/([0-9]{1,7})[A-Z]?$", 1)
    cro = _plain(mentions.cro_no, "/")
    cro_serial, cro_year = cro.re_extract(r"^([0-9]{1,6})/", 1), cro.re_extract(r"/([0-9]{2})[A-Z]?$", 1)
    return mentions.mutate(
        pnc_key=_core(pnc_year, pnc_serial, 7, pnc),
        pnc_sound=_checked(pnc_year, pnc_serial, 7, pnc.re_extract(r"([A-Z])$", 1)),
        cro_key=_core(cro_year, cro_serial, 6, cro),
        cro_sound=_checked(cro_year, cro_serial, 6, cro.re_extract(r"([A-Z])$", 1)),
    )


def _plain(text: ir.StringValue, kept: str = "") -> ir.StringValue:
    """Capitals and digits only, and the signs `kept`. Other alphabets go first: engines differ on their capitals."""
    return text.re_replace(rf"[^A-Za-z0-9{kept}]", "").upper()


def _core(year: ir.StringValue, serial: ir.StringValue, width: int, as_given: ir.StringValue) -> ir.StringValue:
    """Year and serial without the check letter; what has another form stays as it is."""
    core = year + "/" + serial.lpad(width, "0")
    return ibis.ifelse((year.length() == 2) & (serial.length() > 0), core, as_given).nullif("")


def _checked(year: ir.StringValue, serial: ir.StringValue, width: int, letter: ir.StringValue) -> ir.BooleanValue:
    whole = (year.length() == 2) & (serial.length() > 0)
    number = ibis.ifelse(whole, year + serial.lpad(width, "0"), "0").cast("int64")
    return whole & (ibis.literal(CHECK_LETTERS).substr(number % len(CHECK_LETTERS), 1) == letter)
