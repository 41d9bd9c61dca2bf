"""A piece of work that is killed again and again, and what must hold after each time."""

from typing import Protocol


class Scene(Protocol):
    """`seconds` is how long the work takes when nobody kills it; `acknowledged`, how much it has said to be done."""

    name: str
    seconds: float

    @property
    def acknowledged(self) -> int: ...

    def once(self, after: float) -> tuple[bool, list[str]]:
        """Do the work, kill it after so many seconds; whether it had ended before, and what does not hold now."""
        ...

    def at_last(self) -> list[str]:
        """Do the work to its end on what the kills left; what is not as if nobody had been killed."""
        ...
