"""The drill sees what is lost: a few of its kills, and a loss made by hand."""

from pathlib import Path

from drill.stores import Ledger


def test_what_was_acknowledged_survives_a_kill_and_a_loss_is_seen(tmp_path: Path) -> None:
    scene = Ledger(tmp_path)
    for after in (0.2, 0.5, 0.8, *range(1, 30)):  # a slow machine has said nothing yet after the first
        if after >= 1 and scene.acknowledged:
            break
        ended, faults = scene.once(after)
        assert not ended
        assert faults == []
    assert scene.acknowledged > 0
    assert scene.at_last() == []
    file = tmp_path / "ledger" / "ledger.jsonl"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-2]))
    assert scene.at_last()
