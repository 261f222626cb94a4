"""What the mutation testing changes, and that a test that is weak is found out."""

import ast

import pytest

from tests.mutation.mutations import mutations_of

SOURCE = '''
"""A docstring."""
FEW = 3

def is_few(rated: int, asked: "int | None" = None) -> bool:
    """Tell whether few were rated."""
    if asked is None and rated < 0:
        raise ValueError("less than none")
    return rated <= FEW
'''


@pytest.mark.parametrize(
    "expected",
    [
        "few:3  3  →  4",
        "few:3  3  →  2",
        "few:7  asked is None and rated < 0  →  asked is None or rated < 0",
        "few:7  asked is None  →  asked is not None",
        "few:7  rated < 0  →  rated <= 0",
        "few:7  0  →  1",
        "few:8  raise ValueError('less than none')  →  pass",
        "few:9  return rated <= FEW  →  return None",
        "few:9  rated <= FEW  →  rated < FEW",
    ],
)
def test_what_is_changed(expected: str) -> None:
    assert expected in [str(mutation) for mutation in mutations_of("few", ast.parse(SOURCE))]


def test_words_and_types_are_left_alone() -> None:
    for mutation in mutations_of("few", ast.parse(SOURCE)):
        assert not isinstance(mutation.original, ast.Constant) or not isinstance(mutation.original.value, str)


def test_each_makes_another_program_and_is_undone() -> None:
    tree = ast.parse(SOURCE)
    before = ast.unparse(tree)
    programs = set()
    for mutation in mutations_of("few", tree):
        mutation.apply()
        programs.add(ast.unparse(tree))
        mutation.undo()
        assert ast.unparse(tree) == before
    assert before not in programs
    assert len(programs) == len(mutations_of("few", tree))


def test_where_each_happens() -> None:
    places = {str(mutation): (mutation.lines, mutation.function) for mutation in mutations_of("few", ast.parse(SOURCE))}
    assert places["few:3  3  →  4"] == (range(3, 4), None)
    assert places["few:7  rated < 0  →  rated <= 0"] == (range(7, 8), "is_few")
