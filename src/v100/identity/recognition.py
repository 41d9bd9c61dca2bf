"""Who a referred man may be among the people known. He is compared as one more mention, and changes nobody."""

import ibis
import ibis.expr.types as ir

from v100.engine import Backend, add, keep
from v100.identity.blocking import candidates_between
from v100.identity.model import Model
from v100.identity.pairs import contradicting, joining, within
from v100.identity.placeholders import unnamed
from v100.identity.scoring import score
from v100.identity.soundness import unsound_groups
from v100.identity.standard import standardise
from v100.tables import RECOGNISED, SUSPECT


def recognise(
    backend: Backend, referrals: ir.Table, mentions: ir.Table, person_mention: ir.Table, *, model: Model
) -> ir.Table:
    """tables.RECOGNISED: each person to a mention of whom the referral would be joined, were it a mention too.

    It is sound where that would bring no contradiction (clusters.py). `referrals` are tables.REFERRAL; `mentions`
    (tables.SUSPECT, with `recorded_on` of the report) and `person_mention` are what `resolve` was given and found.
    """
    members = person_mention.select("mention_id", "person_id")
    model = model.at_size(int(members.count().execute()))
    referred = _as_mentions(backend, referrals)
    named = mentions.semi_join(members, "mention_id").select(referred.columns)
    standard = standardise(backend, "referral_standard", referred.union(named))
    known = standard.semi_join(members, "mention_id")
    met = candidates_between(standard.anti_join(known, "mention_id"), known)
    tried = (
        met.join(members, met.mention_b == members.mention_id).select("person_id", referral_id="mention_a").distinct()
    )
    tried = keep(backend, "referral_tried", tried.mutate(grouping=tried.referral_id + " " + tried.person_id))

    against_whom = tried.join(members, "person_id")
    groups = against_whom.select("mention_id", "grouping").union(
        tried.select("grouping", mention_id="referral_id").select("mention_id", "grouping")
    )
    groups = keep(backend, "referral_groups", groups)
    compared = keep(backend, "referral_compared", standard.semi_join(groups, "mention_id"))
    pairs = against_whom.select(mention_a="referral_id", mention_b="mention_id")
    scored = score(backend, "referral_pairs", compared, pairs, model)

    joined = within(joining(scored, model.thresholds.join), groups)
    strongest = joined.group_by("grouping").agg(match_weight=joined.match_weight.max())
    against = contradicting(scored, model).select("mention_a", "mention_b")
    unsound = unsound_groups(compared, groups, against).mutate(unsound=True)
    found = add(strongest.join(tried, "grouping"), unsound, "grouping")
    recognised = keep(backend, "recognised", RECOGNISED.shape(found.mutate(sound=found.unsound.isnull())))
    for step in ("unnamed", "standard", "tried", "groups", "compared", "pairs"):
        backend.drop_table(f"referral_{step}")
    return recognised


def _as_mentions(backend: Backend, referrals: ir.Table) -> ir.Table:
    """The referrals that name somebody, as suspect mentions of no report."""
    told = SUSPECT.shape(referrals.rename(mention_id="referral_id")).mutate(recorded_on=ibis.null("date"))
    nobody = unnamed(backend, "referral_unnamed", told, None)
    return told.anti_join(nobody, "mention_id")
