"""How the fields of the schema are declared: what each shows, and what it needs for that.

One declaration is the truth for the schema and for the plan that reads for it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import strawberry
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from wallet.api.calls import Call

if TYPE_CHECKING:
    from wallet.api.plan import Asked

Row = Mapping[str, Any]
"""A row as read, by column; or any mapping that stands for one."""

Method = TypeVar("Method", bound=Callable[..., Any])
RecordType = TypeVar("RecordType", bound="Record")
NEEDS = "needs"


class Record:
    """An object of the schema on its way out: a row, and what was loaded for it by response key.

    `worked_out` are the fields that are worked out from the row, by name.
    """

    worked_out: ClassVar[Mapping[str, Callable[[Row], Any]]] = {}
    row: Row
    loaded: dict[str, Any]

    def __init_subclass__(cls) -> None:
        """Take note of the fields that the class declares as derived."""
        super().__init_subclass__()
        declared = {
            name: found.metadata[NEEDS].value
            for name, found in vars(cls).items()
            if isinstance(found, StrawberryField)
        }
        every = {**cls.worked_out, **declared}
        cls.worked_out = {name: value for name, value in every.items() if value is not None}


def record(kind: type[RecordType], row: Row) -> RecordType:
    """Return a record of that type for the row."""
    made = kind.__new__(kind)
    made.row = row
    made.loaded = {}
    return made


Loaded = Any
"""A row, rows, or None, of which records are made; or a value that is shown as it is."""
Load = Callable[[Call, Sequence["Record"], "Asked"], Awaitable[Sequence[Loaded]]]
"""Reads for all records of a level at once what a relation leads to; one entry for each."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a field needs: columns of its own record's row, and how to load what it leads to.

    `shows_own` says that it shows the column of its own name; `is_value` that what was loaded is
    no row to make a record of, but what the field shows; `value` works it out from the row.
    """

    columns: tuple[str, ...] = ()
    load: Load | None = None
    is_value: bool = False
    shows_own: bool = False
    value: Callable[[Row], Any] | None = None


def column(description: str, *columns: str) -> Any:
    """Declare a field that shows a column, of its own name where no other is given."""
    if not columns:
        return strawberry.field(description=description, metadata={NEEDS: Needs(shows_own=True)})
    return derived(description, lambda row: row[columns[0]], *columns)


def derived(description: str, value: Callable[[Row], Any], *columns: str) -> Any:
    """Declare a field that is worked out from columns.

    It has no resolver of its own: for what needs neither arguments nor `info` Strawberry then
    makes neither, which for a page of many objects is an eighth of the whole.
    """
    return strawberry.field(description=description, metadata={NEEDS: Needs(columns, value=value)})


def asked_with(description: str, *columns: str) -> Callable[[Method], Method]:
    """Declare a field with arguments, worked out from columns by the method it decorates."""
    declared: Callable[[Method], Method] = strawberry.field(
        description=description, metadata={NEEDS: Needs(columns)}
    )
    return declared


def relation(description: str, load: Load, *columns: str) -> Any:
    """Declare a field that leads to other records; `columns` are those that `load` reads."""
    return strawberry.field(
        resolver=_read_loaded,
        description=description,
        metadata={NEEDS: Needs(columns, load)},
    )


def loaded_value(description: str, load: Load, *columns: str) -> Any:
    """Declare a field that shows what was loaded as it is: a scalar, or a list of them."""
    return strawberry.field(
        resolver=_read_loaded,
        description=description,
        metadata={NEEDS: Needs(columns, load, is_value=True)},
    )


def related(description: str, load: Load, *columns: str, resolver: Callable[..., Any]) -> Any:
    """Declare a relation with arguments, which the resolver's signature names."""
    return strawberry.field(
        resolver=resolver, description=description, metadata={NEEDS: Needs(columns, load)}
    )


def read_loaded(root: object, info: Info) -> Any:
    """Return what was loaded for the field that is being resolved."""
    if not isinstance(root, Record):
        raise TypeError("a relation is read from a prepared record")
    return root.loaded[str(info.path.key)]


def _read_loaded(root: strawberry.Parent[Any], info: Info) -> Any:
    return read_loaded(root, info)


def read_column(source: object, name: str) -> object:
    """Resolve a field without a resolver: worked out, the column of its name, or an attribute."""
    if isinstance(source, Record):
        value = source.worked_out.get(name)
        return value(source.row) if value is not None else source.row[name]
    return getattr(source, name)
