"""What the site keeps in its store: secrets that it makes for itself in STORE/casework, for its owner only."""

import secrets
from pathlib import Path

FOLDER = "casework"


def demo_password(folder: Path) -> str:
    """The password of the demo's users: short enough to type, this store's own."""
    return secret(folder, "demo-password", length=12)


def secret(folder: Path, name: str, *, length: int = 48) -> str:
    """A random secret of this store, of so many bytes, made when first asked for; the file is its owner's only."""
    path = folder / FOLDER / name
    if path.exists():
        return path.read_text(encoding="utf-8")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{name}-{secrets.token_hex(8)}")
    aside.touch(mode=0o600, exist_ok=False)
    aside.write_text(secrets.token_urlsafe(length), encoding="utf-8")
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return path.read_text(encoding="utf-8")
