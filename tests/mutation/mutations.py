"""What a mutation is: one node of a module's syntax tree, changed into another that a good test notices.

Not changed: docstrings, annotations, decorators, imports, what is raised (its text is for people; whether it is raised
is changed), prose (any string with a space in it, and the words of an f-string), any string outside functions (the
tables of names and signs), and `strict=` of `zip`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "ceil": "floor", "floor": "ceil"}
_LEFT_ALONE = {"annotation", "returns", "decorator_list", "type_params", "format_spec", "pattern", "bases"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: `parent`'s child at `field` (and `place` in it, where that is a list) becomes `changed`.

    `lines` are the source lines of the statement, or of its head, that holds the change; `function` is the qualified
    name of the outermost function around it, or None where it happens while the module is imported.
    """

    module: str
    parent: ast.AST
    field: str
    place: int | None
    original: ast.AST
    changed: ast.AST
    lines: range
    function: str | None

    def apply(self) -> None:
        """Change the tree this mutation was found in."""
        self._put(self.changed)

    def undo(self) -> None:
        """Make the tree what it was."""
        self._put(self.original)

    def _put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node

    def __str__(self) -> str:
        def shown(node: ast.AST) -> str:
            text = ast.unparse(node).partition("\n")[0]
            return text if len(text) <= 70 else f"{text[:69]}…"

        return f"{self.module}:{self.lines.start}  {shown(self.original)}  →  {shown(self.changed)}"


def mutations_of(module: str, tree: ast.Module) -> list[Mutation]:
    """Return every mutation of a module's syntax tree, in the order of its source."""
    return list(_inside(tree, _Place(module, range(0), (), None)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a module the walk is: the lines of the statement, the names around it, the outermost function."""

    module: str
    lines: range
    names: tuple[str, ...]
    function: str | None

    def within(self, parent: ast.AST, field: str, node: ast.AST) -> "_Place":
        lines, names, function = self.lines, self.names, self.function
        # Defaults are looked at while the module is imported, the body when the function is called.
        if isinstance(parent, _FUNCTIONS) and field == "body" and function is None:
            function = ".".join(names)
        if isinstance(node, ast.stmt):
            lines = _lines_of(node)
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            names = (*names, node.name)
        return _Place(self.module, lines, names, function)


def _inside(parent: ast.AST, outside: _Place) -> Iterator[Mutation]:
    for field, index, node in _children(parent):
        place = outside.within(parent, field, node)
        if _is_text(node) and place.function is None:
            continue
        for changed in _changes(node):
            ast.fix_missing_locations(ast.copy_location(changed, node))
            yield Mutation(place.module, parent, field, index, node, changed, place.lines, place.function)
        if not isinstance(node, ast.Raise):
            yield from _inside(node, place)


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if field in _LEFT_ALONE:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not _is_left_alone(parent, node):
                yield field, index, node


def _is_left_alone(parent: ast.AST, node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.Expr(value=ast.Constant()):  # a docstring
            return True
        case ast.Constant(value=str(text)):
            return isinstance(parent, ast.JoinedStr) or " " in text
        case ast.keyword(arg="strict"):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Call(func=ast.Name(id="NewType" | "TypeVar")):
            return True
        case ast.BinOp(op=ast.BitOr(), left=ast.Name() | ast.Attribute(), right=ast.Name() | ast.Attribute()):
            return True  # nearly always a union of types
    return False


def _lines_of(statement: ast.stmt) -> range:
    """Return the lines of a statement, without those of the statements inside it."""
    last = statement.end_lineno or statement.lineno
    body = getattr(statement, "body", None)
    if body:
        last = max(statement.lineno, body[0].lineno - 1)
    return range(statement.lineno, last + 1)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.stmt():
            yield from _changed_statements(node)
        case ast.Constant(value=value):
            yield from _changed_constants(value)
        case ast.Call():
            yield from _changed_calls(node)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            yield ast.IfExp(test, otherwise, body)
        case ast.comprehension(target=target, iter=values, ifs=conditions, is_async=asynchronous):
            for dropped in conditions:
                left = [condition for condition in conditions if condition is not dropped]
                yield ast.comprehension(target, values, left, asynchronous)
        case _:
            yield from _changed_operations(node)


def _changed_operations(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left=left, ops=operators, comparators=operands):
            for index, operator in enumerate(operators):
                changed = [*operators[:index], _COMPARISONS[type(operator)](), *operators[index + 1 :]]
                yield ast.Compare(left, changed, operands)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            if not any(isinstance(side, ast.JoinedStr) or _is_text(side) for side in (left, right)):
                yield ast.BinOp(left, _OPERATORS[type(operator)](), right)
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _changed_constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case float():
            yield ast.Constant(value + 1.0)
            yield ast.Constant(value * 0.9 if value else -1.0)
        case str():
            yield ast.Constant(f"{value}?")


def _changed_calls(call: ast.Call) -> Iterator[ast.AST]:
    match call:
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords) if name in _CALLS:
            yield ast.Call(ast.Name(_CALLS[name], ast.Load()), arguments, [] if name == "sorted" else keywords)
        case ast.Call(func=function, args=[first, second, *others], keywords=keywords):
            is_same = ast.dump(first) == ast.dump(second)
            if not is_same and not any(isinstance(argument, ast.Starred) for argument in (first, second)):
                yield ast.Call(function, [second, first, *others], keywords)


def _changed_statements(statement: ast.stmt) -> Iterator[ast.AST]:
    match statement:
        case ast.If(test=test, body=body, orelse=otherwise) if not _is_turned_by_itself(test):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, otherwise)
        case ast.While(test=test, body=body, orelse=otherwise) if not _is_turned_by_itself(test):
            yield ast.While(ast.UnaryOp(ast.Not(), test), body, otherwise)
        case ast.Return(value=value) if value is not None and not _is_false_or_none(value):
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign(target=target, op=operator, value=value):
            yield ast.Pass()
            if type(operator) in _OPERATORS:
                yield ast.AugAssign(target, _OPERATORS[type(operator)](), value)
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _is_turned_by_itself(test: ast.expr) -> bool:
    """Tell whether a change inside a condition is already its opposite: of `not`, `==`, `is`, `in`."""
    if isinstance(test, ast.UnaryOp):
        return True
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and not isinstance(test.ops[0], _ORDER)


def _is_false_or_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)
