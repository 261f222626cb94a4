"""Rows that are read again whenever they are wanted, so that a long file takes no more memory than a short one."""

from collections.abc import Callable, Collection, Iterator
from typing import Generic, TypeVar

Item_co = TypeVar("Item_co", covariant=True)


class Streamed(Collection[Item_co], Generic[Item_co]):
    """A collection that holds none of its items: each reading makes them anew."""

    def __init__(self, read: Callable[[], Iterator[Item_co]], length: int) -> None:
        """Stand for the `length` items that every call of `read` yields."""
        self._read = read
        self._length = length

    def __iter__(self) -> Iterator[Item_co]:
        return self._read()

    def __len__(self) -> int:
        return self._length

    def __contains__(self, wanted: object) -> bool:
        return any(item == wanted for item in self)
