"""A foreign JSON Schema and a document in, whether the document fits out; within bounds.

A schema can be built to take for ever: by branches that double at each step, by regular
expressions that backtrack, by messages that repeat the document. So the work is counted, patterns
are matched in linear time, and nothing is looked up: what a schema refers to is named, for the
caller to bring.

Sources: JSON Schema 2020-12, 2019-09 and draft-07; VC JSON Schema, "Validation".
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import re2
from attrs import fields
from jsonschema import Draft7Validator, Draft201909Validator, Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource, Unresolvable
from referencing.jsonschema import DRAFT201909

from wallet.documents.document import JSONObject
from wallet.documents.pointers import escape

MOST_WORK = 30_000
"""Steps of one application; a rich badge under the fullest schema takes some thousands."""
MOST_WORK_ON_SCHEMA = 80_000
"""Steps to see that a schema is sound, which grow with its length alone."""
PARTS_A_STEP = 100
"""Of what a step is about: a step on a large part is many, as its messages repeat it."""
CHARACTERS_A_PART = 250
LONGEST_SCHEMA = 512 * 1024
MOST_UNIQUE = 1_000
_PATTERN_MEMORY = 1024 * 1024
_REPEATING = frozenset("*+{?")
_WITHOUT_DRAFT = "https://json-schema.org/draft/2019-09/schema"
_DRAFTS: Mapping[str, Any] = MappingProxyType(
    {
        "http://json-schema.org/draft-07/schema": Draft7Validator,
        "https://json-schema.org/draft/2019-09/schema": Draft201909Validator,
        "https://json-schema.org/draft/2020-12/schema": Draft202012Validator,
    }
)
_PATTERNS = "patternProperties"


class SchemaUnusableError(Exception):
    """A schema that is malformed, of a draft we do not know, or takes too much work."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it: where the document does not fit, or which schema has to be brought."""

    misfit: str | None = None
    pointer: str | None = None
    lacks: str | None = None


def apply_schema(
    schema: JSONObject, url: str, document: JSONObject, others: Mapping[str, JSONObject]
) -> Applied:
    """Apply the schema that was found at `url`; `others` are those it refers to, by address.

    Raises:
        SchemaUnusableError: it cannot be applied.
    """
    named = schema.get("$schema", _WITHOUT_DRAFT)
    kind = _DRAFTS.get(named.rstrip("#")) if isinstance(named, str) else None
    if kind is None:
        raise SchemaUnusableError("Its draft is none that we know.")
    text = json.dumps(schema)
    if len(text) > LONGEST_SCHEMA:
        raise SchemaUnusableError("It is longer than we read.")
    _refuse_repeating_names(schema, *others.values())
    lacking: list[str] = []
    work = _Work(document)
    try:
        _require_sound(text, kind)
        placed = schema if "$id" in schema else {**schema, "$id": url}
        validator = _counting(kind, work)(placed, registry=_registry(others, lacking))
        error = next(validator.iter_errors(document), None)
    except Unresolvable as unresolved:
        if lacking:
            return Applied(lacks=lacking[0].partition("#")[0])
        raise SchemaUnusableError("It refers to what is nowhere.") from unresolved
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError) as fault:
        # what the library stumbles over in a schema that its draft's own schema lets through
        raise SchemaUnusableError("It is malformed.") from fault
    except (re.error, re2.error, ValueError) as fault:
        raise SchemaUnusableError("It holds a pattern that we do not match.") from fault
    return Applied() if error is None else Applied(_sentence(error), _pointer(error))


@lru_cache(maxsize=64)
def _require_sound(schema: str, kind: Any) -> None:
    """Refuse a schema that its draft's own schema does not allow; most credentials share a few."""
    content = json.loads(schema)
    counting = _counting(kind, _Work(content, MOST_WORK_ON_SCHEMA))
    judge = counting(kind.META_SCHEMA, registry=SPECIFICATIONS)
    if next(judge.iter_errors(content), None) is not None:
        raise SchemaUnusableError("It is malformed.")


def _registry(others: Mapping[str, JSONObject], lacking: list[str]) -> Registry[Any]:
    def retrieve(uri: str) -> Resource[Any]:
        known: Resource[Any] | None = SPECIFICATIONS.get(uri)
        if known is not None:
            return known
        lacking.append(uri)
        raise NoSuchResource(uri)

    resources = (
        (url, Resource.from_contents(dict(content), default_specification=DRAFT201909))
        for url, content in others.items()
    )
    asking: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg] # untyped attrs
    return asking.with_resources(resources)


class _Work:
    """Counts steps, each by how much it is about."""

    def __init__(self, document: Any, most: int = MOST_WORK) -> None:
        self._left = most
        self._sizes: dict[int, int] = {}
        self._kept = document  # so that no other value takes an id of its parts
        self._measure(document)

    def step(self, instance: object) -> None:
        self._left -= 1 + self._size(instance) // PARTS_A_STEP
        if self._left < 0:
            raise SchemaUnusableError("It takes too much work.")

    def _size(self, value: object) -> int:
        if isinstance(value, str):
            return 1 + len(value) // CHARACTERS_A_PART
        return self._sizes.get(id(value), 1)

    def _measure(self, value: Any) -> int:
        """Return how many parts a value has, roughly; depth is bounded by the strict parser."""
        match value:
            case dict():
                size = sum(1 + self._measure(inner) for inner in value.values())
            case list():
                size = sum(self._measure(inner) for inner in value)
            case _:
                return self._size(value)
        self._sizes[id(value)] = size = size + 2
        return size


_Keyword = Callable[[Any, Any, Any, Any], Any]


def _counting(kind: Any, work: _Work) -> Any:
    """Return the draft's validator with every keyword counted and its dear ones replaced."""
    keywords = {**kind.VALIDATORS, "pattern": _pattern, "uniqueItems": _unique(kind)}
    make: Callable[[Any, Mapping[str, _Keyword]], Any] = extend
    made = make(kind, {name: _counted(keyword, work) for name, keyword in keywords.items()})
    made.evolve = _evolve
    return made


def _evolve(validator: Any, **changes: Any) -> Any:
    """Go on with another schema, counted: the library goes by the `$schema` that it names."""
    own = (field for field in fields(type(validator)) if field.init)
    kept = {field.alias: getattr(validator, field.name) for field in own}
    return type(validator)(**{**kept, **changes})


def _counted(keyword: _Keyword, work: _Work) -> _Keyword:
    def count(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        work.step(instance)
        yield from keyword(validator, value, instance, schema) or ()

    return count


def _pattern(validator: Any, pattern: str, instance: Any, _: Any) -> Iterator[ValidationError]:
    """Match as ECMA-262 does, as far as that can be done in linear time."""
    if not validator.is_type(instance, "string"):
        return
    options = re2.Options()
    options.max_mem, options.log_errors = _PATTERN_MEMORY, False
    if re2.compile(pattern, options=options).search(instance) is None:
        yield ValidationError(f"{instance[:80]!r} does not match {pattern[:80]!r}")


def _unique(kind: Any) -> _Keyword:
    own: _Keyword = kind.VALIDATORS["uniqueItems"]

    def unique(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
        if isinstance(instance, list) and len(instance) > MOST_UNIQUE:
            raise SchemaUnusableError("It compares too many entries.")
        return own(validator, value, instance, schema)

    return unique


def _refuse_repeating_names(*schemas: JSONObject) -> None:
    """Refuse patterns for names that could backtrack: the library matches these by itself."""
    waiting: list[Any] = [*schemas]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            named = value.get(_PATTERNS)
            for pattern in named if isinstance(named, dict) else ():
                if not _REPEATING.isdisjoint(pattern):
                    raise SchemaUnusableError("It holds a pattern that we do not match.")
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _sentence(error: ValidationError) -> str:
    return f"The schema's {error.validator} is not met."


def _pointer(error: ValidationError) -> str:
    parts = (escape(str(part)) for part in error.absolute_path)
    return "".join(f"/{part}" for part in parts)
