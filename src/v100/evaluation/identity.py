"""How well mentions were joined, against the truth of a simulated city."""

import ibis.expr.types as ir


def score_identity(person_mention: ir.Table, truth_mentions: ir.Table) -> dict[str, float | int | None]:
    """Pairwise precision, recall and F1 of mentions, and `pairs`, the true pairs there were to find.

    `person_mention` has person_id and mention_id of one side; `truth_mentions` has mention_id and true_id. Mentions
    without a true_id (placeholders) are left out; one that truth knows and nobody was made of counts as missed.
    """
    truth = truth_mentions.filter(truth_mentions.true_id.notnull() & (truth_mentions.true_id != ""))
    both = truth.select("mention_id", "true_id").left_join(
        person_mention.select("mention_id", "person_id"), "mention_id"
    )
    both = both.select("mention_id", "true_id", "person_id")
    found = both.filter(both.person_id.notnull())
    true_pairs = _pairs(both, "true_id")
    joined = _pairs(found, "person_id")
    right = _pairs(found, "true_id", "person_id")
    precision = right / joined if joined else None
    recall = right / true_pairs if true_pairs else None
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall), "pairs": true_pairs}


def _pairs(mentions: ir.Table, *same: str) -> int:
    sizes = mentions.group_by(*same).agg(mentions=mentions.count()).mentions
    return int((sizes * (sizes - 1)).sum().fill_null(0).execute()) // 2


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None or precision + recall == 0:
        return None
    return 2 * precision * recall / (precision + recall)
