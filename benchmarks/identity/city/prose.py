"""What the page says beside the figures."""

from benchmarks.identity.city.rows import AS_AT, MONTHS, SEED

HEAD = f"""# Identity, side by side

Suspects' mentions of a simulated London, {MONTHS} months to {AS_AT}, seed {SEED}: a city on which nothing was learned \
or chosen. Whole true persons, as many as fill the number of mentions; mentions that name nobody left out. The same \
rows for each, in a process of its own, from the table of mentions to the table of people. `make bench-identity` \
writes this page.

Pairs: of the pairs of mentions that were joined the share that are one person, of the pairs that are one person the \
share that were joined. By mention: the same for each mention's person (B-cubed). False merges: people who hold \
mentions of several true persons. *Best* is the threshold of the highest F1, chosen by the truth, which nobody has who \
links.
"""

FOOT = """## What each is

**V100**: `v100.identity.resolve` with the suspect model that is shipped, at the threshold from which it joins; \
beside it what it would join where it is sure. The rows as they were taken in; it standardises them itself, within \
its time. It alone makes use of two mentions standing in one report.

**The Core Person Record's shape**: a Splink model with the comparisons, weights, term frequencies, blocking, \
thresholds and rule for twins that the Ministry of Justice's Core Person Record states, written afresh for this \
comparison and frozen. Names upper case, hyphens as spaces, without apostrophes, single letters dropped; aliases as \
the mention has them; malformed postcodes, 1 January 1900 and 1970 as missing. Term frequencies are those of the \
rows, as there they are of its own records. Dates of sentence, the court's own id, births of aliases and people's \
decisions are not in a suspect's mention: what rests on them says nothing. It joins from 20 bits; from 14 on it \
keeps together those joined before, which in one batch is nobody: that row shows what it would keep.

**Splink's tutorial**: the library's ready comparisons of forename and surname together (with term frequencies), \
date of birth, postcode, telephone, e-mail, PNC, CRO and sex; the tutorial's blocking with telephone, e-mail, PNC \
and CRO added; the chance that two rows match from certain rules, u from five million random pairs, m by \
expectation-maximisation within two blocks; clusters from a match probability of 0.95. Lower case, trimmed, without \
accents; postcodes and telephone numbers written one way; empty values and 1 January 1900 as missing. It learns on \
the very rows, within its time.

## What this does not show

The city is ours, and the shipped model was learned on another city of the same simulator: it knows this kind of \
error. The weights of the Core Person Record are of prison, probation and court records, which say more of a person \
and err in other ways; there it would do better and ours worse. Times are of one run, other work on the machine \
included; processor seconds leave that out.
"""
