"""Names as they sound: what is written for one another in Latin letters brought to one."""

import ibis.expr.types as ir

SOUNDS = (
    *(("PH", "F"), ("CK", "K"), ("KH", "K"), ("GH", "G"), ("DH", "D"), ("TH", "T")),
    *(("AYE", "AI"), ("AEE", "AI"), ("AY", "AI"), ("EY", "AI"), ("EI", "AI"), ("AE", "AI")),
    *(("EE", "I"), ("OO", "U"), ("OU", "U"), ("OW", "AU"), ("AW", "AU"), ("AO", "AU")),
)
"""What is written instead of what, one after the other, where names of other scripts are put into Latin letters."""
LETTERS_OF_ONE_SOUND = ("QWYOE", "KVIUA")
"""Then each of the first for the one below it: of the vowels A, I and U are left, as in Arabic."""
DOUBLED = "AIUBDFGJKLMNPRSTVZ"
"""Letters that stand once where they were written twice."""
LONG_ENOUGH = "^.{4,}$"
"""In a shorter name the vowels are all that there is (Wan, Wen)."""


def sounded(name: ir.StringValue) -> ir.StringValue:
    """A folded name as it sounds, so that ways of writing it in Latin letters are one: MUHAMMAD as MOHAMMED, HOSSEIN as
    HUSSAIN, but not as HASSAN. None of a short one (docs/decisions/0036-one-name-in-other-letters.md)."""
    for written, instead in SOUNDS:
        name = name.replace(written, instead)
    name = name.translate(*LETTERS_OF_ONE_SOUND)
    for letter in DOUBLED:
        name = name.replace(2 * letter, letter)
    # Written so that the name, by now a long expression, stands there once.
    return name.re_replace("AH$", "A").re_extract(LONG_ENOUGH, 0).nullif("")
