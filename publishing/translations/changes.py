"""What changed in a source since a page was translated from it."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from publishing.translations.substance import is_same_substance, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publishing.translations.blocks import Block
    from publishing.translations.substance import Token

    _Said: TypeAlias = list[tuple[Token, ...]]  # what each block says

_ALIKE = 0.4  # blocks that share this much are one block, rewritten; below, one went and another came
_REACH = 20  # how many blocks further on the rewritten one is looked for


class Change(NamedTuple):
    """One change of substance. `kind` is `changed`, `added`, `removed` or `moved`.

    `old` is the block the translation was made from; for what was added, the one that stood before it then,
    None at the very beginning. `new` is the block as it is now; for what was removed, the one that took its
    place, None at the end.
    """

    kind: str
    old: Block | None
    new: Block | None


class _Pair(NamedTuple):
    """Which block became which, by index. One that went or came has no counterpart, only a place."""

    old: int | None
    new: int | None
    old_place: int
    new_place: int


def find_changes(old: Sequence[Block], new: Sequence[Block]) -> list[Change]:
    """Return the changes of substance from one version of a source to another, in their order."""
    before, after = ([tokens(block.text) for block in side] for side in (old, new))
    if before == after:
        return []
    pairs: list[_Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        # A stretch may hold only typos, or be cut into blocks in another way.
        if kind != "equal" and not is_same_substance((*chain(*before[a:b]),), (*chain(*after[c:d]),)):
            pairs += _pairs(before, after, range(a, b), range(c, d))
    return list(_changes(old, new, pairs, _moves(before, after, pairs)))


def _pairs(before: _Said, after: _Said, old_range: range, new_range: range) -> Iterator[_Pair]:
    """Yield what became of the blocks of a stretch, without those that are the same in substance."""
    start, end = new_range.start, new_range.stop
    if len(old_range) == len(new_range) == 1:
        yield _Pair(old_range[0], start, old_range[0], start)
        return
    for old in old_range:
        near = range(start, min(end, start + _REACH))
        likeness = {new: _likeness(before[old], after[new]) for new in near}
        new = max(likeness, key=likeness.__getitem__, default=start)
        if likeness.get(new, 0) < _ALIKE:
            yield _Pair(old, None, old, start)
            continue
        yield from (_Pair(None, came, old, came) for came in range(start, new))
        start = new + 1
        if not is_same_substance(before[old], after[new]):
            yield _Pair(old, new, old, new)
    yield from (_Pair(None, came, old_range.stop, came) for came in range(start, end))


def _likeness(old: Sequence[Token], new: Sequence[Token]) -> float:
    """Return how much of both texts the other has too, from 0 to 1, whatever the order."""
    return 2 * (Counter(old) & Counter(new)).total() / (len(old) + len(new) or 1)


def _moves(before: _Said, after: _Said, pairs: list[_Pair]) -> dict[int, int]:
    """Return which of the blocks that went came again elsewhere: old index -> new index."""
    came = [pair.new for pair in pairs if pair.old is None and pair.new is not None]
    moves: dict[int, int] = {}
    for pair in pairs:
        if pair.old is None or pair.new is not None:
            continue
        place = next((new for new in came if is_same_substance(before[pair.old], after[new])), None)
        if place is not None:
            moves[pair.old] = place
            came.remove(place)
    return moves


def _changes(
    old: Sequence[Block], new: Sequence[Block], pairs: list[_Pair], moves: dict[int, int]
) -> Iterator[Change]:
    """Yield the changes. That something stands elsewhere is one only for the steps of a list."""
    arrived = set(moves.values())
    for pair in pairs:
        if pair.old is None and pair.new is not None:
            if pair.new not in arrived:
                yield Change("added", old[pair.old_place - 1] if pair.old_place else None, new[pair.new])
        elif pair.old is None:
            continue
        elif pair.new is not None:
            yield Change("changed", old[pair.old], new[pair.new])
        elif pair.old not in moves:
            yield Change("removed", old[pair.old], new[pair.new_place] if pair.new_place < len(new) else None)
        elif old[pair.old].is_step:
            yield Change("moved", old[pair.old], new[moves[pair.old]])
