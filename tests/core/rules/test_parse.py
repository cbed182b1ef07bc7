"""The grammar of expressions: what is read, what is refused and where."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.rules.expression import (
    And,
    Arithmetic,
    Attribute,
    Call,
    Compare,
    Count,
    Due,
    Exists,
    Expression,
    Field,
    FigureOf,
    In,
    Literal,
    Not,
    Or,
    Past,
    Sum,
)
from plumbline.core.rules.expression_errors import ExpressionError, ExpressionUnreadable, UnknownName
from plumbline.core.rules.parse import parse
from plumbline.core.rules.tokens import MAX_DEPTH
from plumbline.core.rules.writing import write
from plumbline.core.vocabulary import ValueType

ONE = Literal(1, ValueType.INT)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("fine <= 1", Compare("<=", Field("fine"), ONE)),
        ("-1", Literal(-1, ValueType.INT)),
        ("1.50", Literal(Decimal("1.50"), ValueType.NUMBER)),
        ("true", Literal(True, ValueType.BOOL)),
        ("'a b'", Literal("a b", ValueType.TEXT)),
        ("case.major", Attribute("major")),
        ("last(decide).fine", Past("last", "decide", "fine")),
        ("first(decide).at", Past("first", "decide", "at")),
        ("exists(hearing)", Exists("hearing")),
        ("count(hearing) = 1", Compare("=", Count("hearing"), ONE)),
        ("sum(pay.amount)", Sum("pay", "amount")),
        ("figure('cap')", FigureOf("cap")),
        ("figure('cap', case.kind)", FigureOf("cap", Attribute("kind"))),
        ("due('pay')", Due("pay")),
        (
            "plus(at, 1, 'years')",
            Call("plus", (Field("at"), ONE, Literal("years", ValueType.TEXT))),
        ),
        ("a - -1", Arithmetic("-", Field("a"), Literal(-1, ValueType.INT))),
        ("a in (1, -1)", In(Field("a"), (ONE, Literal(-1, ValueType.INT)))),
        ("a not in (1)", Not(In(Field("a"), (ONE,)))),
    ],
)
def test_what_is_read(text: str, tree: Expression) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a and b or c", "(a and b) or c"),
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a = 1", "not (a = 1)"),
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("a / b / c", "(a / b) / c"),
        ("a + 1 < b * 2", "(a + 1) < (b * 2)"),
    ],
)
def test_what_binds_tighter(text: str, same: str) -> None:
    assert parse(text) == parse(same)


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("", 1, ""),
        ("a and", 6, ""),
        ("a = = 1", 5, "="),
        ("a == 1", 3, "=="),
        ("a <> 1", 3, "<>"),
        ("a && b", 3, "&&"),
        ("a < b < c", 7, "<"),
        ("(a", 3, ""),
        ("a)", 2, ")"),
        ("a ! b", 3, "!"),
        ('a = "b"', 5, '"'),
        ("a = 'b", 5, "'"),
        ("a \N{LESS-THAN OR EQUAL TO} 1", 3, "\N{LESS-THAN OR EQUAL TO}"),
        ("\N{FULLWIDTH LEFT PARENTHESIS}a)", 1, "\N{FULLWIDTH LEFT PARENTHESIS}"),
        ("a $ b", 3, "$"),
        ("decide.fine", 7, "."),
        ("last(decide)", 13, ""),
        ("exists(1)", 8, "1"),
        ("figure(cap)", 8, "cap"),
        ("a in 1", 6, "1"),
        ("a in (b)", 7, "b"),
        ("a not b", 7, "b"),
        ("days(a)", 1, "days"),
        ("min(a)", 1, "min"),
        ("a b", 3, "b"),
    ],
)
def test_where_it_is_refused(text: str, column: int, word: str) -> None:
    with pytest.raises(ExpressionUnreadable) as caught:
        parse(text)
    assert (caught.value.column, caught.value.word) == (column, word)
    assert caught.value.remedy("zh")
    assert caught.value.remedy("en")


def test_a_function_that_is_not_there() -> None:
    with pytest.raises(UnknownName) as caught:
        parse("1 = maxx(a, b)")
    assert caught.value.column == 5
    assert "“max”" in str(caught.value.remedy("en"))


@pytest.mark.parametrize(
    "text", ["__import__('os')", "eval('1')", "a.__class__", "lambda: 1", "a if b else c", "a[0]"]
)
def test_it_is_no_python(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["(" * 5000 + "a" + ")" * 5000, "not " * 400 + "a", "-" * 1000 + "a", "a" * 3000]
)
def test_depth_and_length_are_bounded(text: str) -> None:
    with pytest.raises(ExpressionUnreadable):
        parse(text)
    assert parse("(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1)) == Field("a")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as error:
        assert error.message("zh")  # noqa: PT017 - the error is what is tested, if there is one
        assert 0 <= error.column <= len(text) + 1  # noqa: PT017


NAMES = st.sampled_from(["fine", "kind", "at", "paid_on"])
STEPS = st.sampled_from(["decide", "hearing"])
VALUES: st.SearchStrategy[Expression] = st.one_of(
    st.integers(-999, 999).map(lambda n: Literal(n, ValueType.INT)),
    st.decimals(-99, 99, places=2).map(lambda n: Literal(n, ValueType.NUMBER)),
    st.text("abc 中", max_size=4).map(lambda t: Literal(t, ValueType.TEXT)),
    st.booleans().map(lambda b: Literal(b, ValueType.BOOL)),
    NAMES.map(Field),
    NAMES.map(Attribute),
    st.builds(Past, st.sampled_from(["first", "last"]), STEPS, NAMES),
    STEPS.map(Exists),
    STEPS.map(Count),
    st.builds(Sum, STEPS, NAMES),
    st.just(Due("pay-in-15-days")),
)


def deeper(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    literals = st.integers(0, 9).map(lambda n: Literal(n, ValueType.INT))
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
        st.builds(Compare, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(In, inner, st.lists(literals, min_size=1, max_size=3).map(tuple)),
        several.map(lambda items: And(tuple(i for i in items))),
        several.map(lambda items: Or(tuple(i for i in items))),
        inner.map(Not),
        st.builds(Call, st.just("days"), st.tuples(inner, inner)),
        st.builds(FigureOf, st.just("cap"), inner),
    )


@given(st.recursive(VALUES, deeper, max_leaves=12))
def test_what_is_written_reads_back(tree: Expression) -> None:
    text = write(tree)
    assert write(parse(text)) == text
    assert parse(write(parse(text))) == parse(text)
