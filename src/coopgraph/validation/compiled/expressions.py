"""Conformance as a SPARQL expression: true or false for every term, never an error.

An error in a filter drops the row, and with it a violation; so whatever can go wrong (a comparison
of a date with a name) stands in ``COALESCE``. Inside ``EXISTS`` the variables of the rows outside
are seen, which is what nested shapes need; no sub-select stands there, as it would not see them.

Reference: Shapes Constraint Language (SHACL), section 4; SPARQL 1.1, section 17.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, count

from coopgraph.namespaces import RDF, RDFS, SH
from coopgraph.validation.compiled.datatypes import WELL_FORMED
from coopgraph.validation.compiled.model import Constraint, Path, Shape, Unsupported

TYPE = f"<{RDF}type>"
SUBCLASSES = f"<{RDFS}subClassOf>*"

_KINDS = {
    "IRI": "isIRI(%s)",
    "BlankNode": "isBlank(%s)",
    "Literal": "isLiteral(%s)",
    "BlankNodeOrIRI": "!isLiteral(%s)",
    "BlankNodeOrLiteral": "!isIRI(%s)",
    "IRIOrLiteral": "!isBlank(%s)",
}
_MOST_VALUES = 4  # a nested count of n values is a join of n patterns
COMPARISONS = {
    "minExclusive": ">",
    "minInclusive": ">=",
    "maxExclusive": "<",
    "maxInclusive": "<=",
    "lessThan": "<",
    "lessThanOrEquals": "<=",
}


def negated(expression: str) -> str:
    """Return the opposite of an expression of this module."""
    if expression.startswith("NOT EXISTS "):
        return expression.removeprefix("NOT ")
    if expression.startswith("EXISTS "):
        return f"NOT {expression}"
    return f"!{_wrapped(expression)}"


def all_of(expressions: Iterable[str]) -> str:
    """Return the conjunction of expressions; of none, ``true``."""
    parts = [part for part in expressions if part != "true"]
    if len(parts) < 2:
        return parts[0] if parts else "true"
    return "(" + " && ".join(_wrapped(part) for part in parts) + ")"


def _wrapped(expression: str) -> str:
    return expression if expression.startswith("(") else f"({expression})"


class Expressions:
    """Writes expressions; each has variables of its own."""

    def __init__(self) -> None:
        self._numbers: Iterator[int] = count(1)

    def fresh(self) -> str:
        """Return a variable that no other part of a query uses."""
        return f"?n{next(self._numbers)}"

    def conforms(self, shape: Shape, node: str) -> str:
        """Return whether a node conforms to a shape (section 3.4.2)."""
        if shape.path is None:
            own = (self.value_conforms(constraint, node) for constraint in shape.constraints)
            return all_of([*own, *(self.conforms(part, node) for part in shape.properties)])
        inner = (self._property(constraint, shape.path, node) for constraint in shape.constraints)
        parts = (self._each(shape.path, node, self._nested(part)) for part in shape.properties)
        return all_of([*inner, *parts])

    def _nested(self, shape: Shape) -> Callable[[str], str]:
        return lambda value: self.conforms(shape, value)

    def value_conforms(self, constraint: Constraint, value: str) -> str:
        """Return whether one value node satisfies a constraint, in a shape without a path where that matters."""
        kind = constraint.kind
        tests = {
            "class": self._class,
            "datatype": self._datatype,
            "nodeKind": self._node_kind,
            "minLength": self._length,
            "maxLength": self._length,
            "pattern": self._pattern,
            "languageIn": self._language_in,
            "in": self._among,
            "hasValue": self._among,
            "equals": self._equals_itself,
            "disjoint": self._disjoint_with_itself,
            "closed": self._closed,
        }
        if kind in tests:
            return tests[kind](constraint, value)
        if kind in COMPARISONS:
            return f"COALESCE({value} {COMPARISONS[kind]} {constraint.terms[0]}, false)"
        inner = [self.conforms(shape, value) for shape in constraint.shapes]
        if kind == "not":
            return negated(inner[0])
        if kind in ("and", "node"):
            return all_of(inner)
        if kind == "or":
            return "(" + " || ".join(_wrapped(part) for part in inner) + ")" if inner else "false"
        if kind == "xone":
            return "((" + " + ".join(f"IF({part}, 1, 0)" for part in inner) + ") = 1)"
        raise Unsupported(f"sh:{kind} stands in a shape that another shape refers to")

    def _class(self, constraint: Constraint, value: str) -> str:
        name = constraint.terms[0]
        direct = f"EXISTS {{ {value} {TYPE} {name} }}"  # nearly always so, and four times as quick to ask
        return f"({direct} || EXISTS {{ {value} {TYPE}/{SUBCLASSES} {name} }})"

    def _datatype(self, constraint: Constraint, value: str) -> str:
        datatype = constraint.terms[0]
        form = WELL_FORMED.get(datatype, "true").replace("%s", value)
        same = f"sameTerm(DATATYPE({value}), {datatype})"
        return f"COALESCE({same if form == 'true' else f'{same} && {form}'}, false)"

    def _node_kind(self, constraint: Constraint, value: str) -> str:
        name = constraint.terms[0].removeprefix(f"<{SH}").removesuffix(">")
        if name not in _KINDS:
            raise Unsupported(f"{constraint.terms[0]} is no kind of node")
        return _KINDS[name].replace("%s", value)

    def _length(self, constraint: Constraint, value: str) -> str:
        mark = ">=" if constraint.kind == "minLength" else "<="
        return f"(!isBlank({value}) && STRLEN(STR({value})) {mark} {constraint.number})"

    def _pattern(self, constraint: Constraint, value: str) -> str:
        pattern, flags = constraint.terms
        return f"(!isBlank({value}) && REGEX(STR({value}), {pattern}, {flags}))"

    def _language_in(self, constraint: Constraint, value: str) -> str:
        matches = " || ".join(f"LANGMATCHES(LANG({value}), {tag})" for tag in constraint.terms)
        return f"(isLiteral({value}) && ({matches}))" if matches else "false"

    def _among(self, constraint: Constraint, value: str) -> str:
        same = " || ".join(f"sameTerm({value}, {term})" for term in constraint.terms)
        return f"({same})" if same else "false"

    def _equals_itself(self, constraint: Constraint, value: str) -> str:
        other, prop = self.fresh(), constraint.terms[0]
        only = f"NOT EXISTS {{ {value} {prop} {other} FILTER(!sameTerm({other}, {value})) }}"
        return all_of([f"EXISTS {{ {value} {prop} {value} }}", only])

    def _disjoint_with_itself(self, constraint: Constraint, value: str) -> str:
        return f"NOT EXISTS {{ {value} {constraint.terms[0]} {value} }}"

    def _closed(self, constraint: Constraint, value: str) -> str:
        prop, other = self.fresh(), self.fresh()
        return f"NOT EXISTS {{ {value} {prop} {other} {not_allowed(constraint, prop, other)} }}"

    def _each(self, path: Path, node: str, test: Callable[[str], str]) -> str:
        value = self.fresh()
        expression = test(value)
        if expression == "true":
            return "true"
        found = f"NOT EXISTS {{ {node} {path.text} {value} FILTER({negated(expression)}) }}"
        return all_of([test(node), found]) if path.nullable else found

    def _property(self, constraint: Constraint, path: Path, node: str) -> str:
        kind, number = constraint.kind, constraint.number
        if kind in ("minCount", "qualifiedMinCount"):
            return self._at_least(number, path, node, constraint.shapes)
        if kind in ("maxCount", "qualifiedMaxCount"):
            return negated(self._at_least(number + 1, path, node, constraint.shapes))
        if kind == "hasValue":
            found = f"EXISTS {{ {node} {path.text} {constraint.terms[0]} }}"
            return f"({self._among(constraint, node)} || {found})" if path.nullable else found
        if kind == "uniqueLang":
            return f"NOT EXISTS {{ {self.same_language(path, node)} }}"
        if kind in ("equals", "disjoint", "lessThan", "lessThanOrEquals"):
            if path.nullable:
                raise Unsupported(f"sh:{kind} is nested and compares a path that may have no step")
            return self._pair(constraint, path, node)
        return self._each(path, node, lambda value: self.value_conforms(constraint, value))

    def _pair(self, constraint: Constraint, path: Path, node: str) -> str:
        value, other, prop = self.fresh(), self.fresh(), constraint.terms[0]
        values, others = f"{node} {path.text} {value} .", f"{node} {prop} {value} ."
        if constraint.kind == "disjoint":
            return f"NOT EXISTS {{ {values} {others} }}"
        if constraint.kind == "equals":
            return all_of(
                f"NOT EXISTS {{ {some} FILTER NOT EXISTS {{ {rest} }} }}"
                for some, rest in ((values, others), (others, values))
            )
        smaller = f"COALESCE({value} {COMPARISONS[constraint.kind]} {other}, false)"
        return f"NOT EXISTS {{ {values} {node} {prop} {other} FILTER(!{smaller}) }}"

    def _at_least(self, number: int, path: Path, node: str, shapes: tuple[Shape, ...]) -> str:
        """Return whether a node has ``number`` values of a path (that conform to the shape, and to no sibling)."""
        if number == 0:
            return "true"
        if path.nullable or number > _MOST_VALUES:
            raise Unsupported(f"a nested shape counts {number} values")
        values = [self.fresh() for _ in range(number)]
        patterns = " ".join(f"{node} {path.text} {value} ." for value in values)
        different = [f"!sameTerm({one}, {two})" for one, two in combinations(values, 2)]
        tests = [self.qualifies(shapes, value) for value in values] if shapes else []
        condition = all_of([*different, *tests])
        return f"EXISTS {{ {patterns} FILTER({condition}) }}"

    def qualifies(self, shapes: tuple[Shape, ...], value: str) -> str:
        """Return whether a value conforms to the first shape and to none of the others (section 4.7.3)."""
        return all_of(
            [self.conforms(shapes[0], value), *(negated(self.conforms(s, value)) for s in shapes[1:])]
        )

    def same_language(self, path: Path, node: str) -> str:
        """Return the pattern of two values of a path in one language."""
        one, two = self.fresh(), self.fresh()
        return (
            f"{node} {path.text} {one} , {two} FILTER(isLiteral({one}) && isLiteral({two}) && !sameTerm({one}, {two})"
            f' && LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({two})))'
        )


def not_allowed(constraint: Constraint, prop: str, value: str) -> str:
    """Return the filter that keeps the triples a closed shape does not allow.

    Like pySHACL, it lets ``rdf:type rdfs:Resource`` pass.
    """
    allowed = f"FILTER({prop} NOT IN ({', '.join(constraint.terms)}))" if constraint.terms else ""
    return f"{allowed} FILTER(!({prop} = {TYPE} && sameTerm({value}, <{RDFS}Resource>)))"
