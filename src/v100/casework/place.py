"""What the site keeps in its store: secrets that it makes for itself in STORE/casework, for its owner only."""

import secrets
from pathlib import Path

FOLDER = "casework"
SIMULATED = "simulated"
"""A file that the demo leaves in its store: nobody in it is real."""

DEMO_PASSWORD = "demo-password"
"""The file with the password of the demo's users."""


def simulated(folder: Path) -> bool:
    """Nobody in this store is real: known passwords and a banner are right."""
    return (folder / SIMULATED).is_file()


def secret(folder: Path, name: str) -> str:
    """A random secret of this store, made when it is first asked for; the file is its owner's only."""
    path = folder / FOLDER / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{name}-{secrets.token_hex(8)}")
    aside.touch(mode=0o600, exist_ok=False)
    aside.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return path.read_text(encoding="utf-8")
