"""Personal: what is held of people, why, for how long, and what an erasure makes of it.

A *holding* is what rows of one model say of one person in one part (their reports; what they decided as a reviewer):
its personal fields, the lookup that leads from the row to the person, and what becomes of each field when the person
is erased. A *retention* says how long a kind of data is kept, and who forgets it. Every room declares its holdings in
its AppConfig.ready(); the data map, the export and the erasure are made from the declarations alone.

Law: a field that can hold text, JSON, bytes, a file or a reference to a person is declared, as personal by a holding or
as not personal with a reason. A test goes through all installed models and names what is not declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from campaigns.identifiers import Identified

# What stands where a name or a text stood that the database does not allow to be empty.
ERASED_NAME = "Erased person"
ERASED_WORD = "erased"


class Fate(Enum):
    """What an erasure does beyond writing a value: the row goes, or nobody in particular stands in for the person."""

    DELETED = "the row is deleted"
    STAND_IN = "an account stands in that is nobody's, another one in every campaign"


DELETED, STAND_IN = Fate.DELETED, Fate.STAND_IN


@dataclass(frozen=True)
class Person:
    """Whom it is about: an account, and the addresses that are known to be its person's."""

    user_id: int
    addresses: frozenset[str]


@dataclass(frozen=True)
class Holding:
    """What the rows of one model say of a person, seen from one side.

    `of` is the lookup from the row to the person's id, or to an address of theirs where it is `by_address`; where no
    lookup leads there, `rows` finds them. `campaign` is the lookup to the campaign's id, empty for rows of none.
    `on_erasure` is DELETED, or by field what is written there; a field that is left as it is stands in `stays` with the
    reason. `shown` is told in an export beside the personal fields, and `kept_back` is not told, with the reason.
    """

    model: str
    of: str
    says: str
    why: str
    retention: str
    fields: Mapping[str, str]
    on_erasure: Fate | Mapping[str, Any]
    campaign: str = ""
    by_address: bool = False
    rows: Callable[[Person], models.QuerySet[Any]] | None = None
    stays: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    kept_back: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows_of(self, person: Person) -> models.QuerySet[Any]:
        """The rows that are about this person."""
        if self.rows is not None:
            return self.rows(person)
        whose = {f"{self.of}__in": person.addresses} if self.by_address else {self.of: person.user_id}
        return self.kind._base_manager.filter(**whose)

    def exported(self) -> tuple[str, ...]:
        """The fields that the person is told, the personal ones first."""
        return (*(name for name in self.fields if name not in self.kept_back), *self.shown)


@dataclass(frozen=True)
class Retention:
    """How long data of a kind is kept. `forget` deletes what is older; where it is None another sweep does, or nobody.

    `lasts` is None where the time is not counted in days: `until` says what ends it.
    """

    name: str
    until: str
    lasts: timedelta | None = None
    forget: Callable[[datetime], int] | None = None
    swept_by: str = ""


# What a room does about a person beside writing into its rows: called in the erasure's transaction.
Eraser = Callable[["Erasing"], object]
# What stands against an erasure, as sentences by a code.
Blocker = Callable[[int], Iterable["Obstacle"]]
# What is wound up before a person is erased: the person's id, to whom their money goes, and a clock that tells another
# moment in every campaign: equal ones would say that two places were one person's.
WindingUp = Callable[[int, str, Callable[[], datetime]], object]
# What is still theirs to give away: by campaign.
MoneyLeft = Callable[[int], Iterable["Money"]]


@dataclass(frozen=True)
class Obstacle:
    """Why somebody cannot be erased now, and what they can do."""

    code: str
    message: str


@dataclass(frozen=True)
class Money:
    """What a person has in a campaign: held goes where a removed person's goes, payable where they say."""

    campaign: str
    held_minor: int
    payable_minor: int
    currency: str


@dataclass(frozen=True)
class Telling:
    """What an export tells beside the holdings' own rows: under a name, rows that a room works out."""

    name: str
    says: str
    rows: Callable[[int], Iterable[Mapping[str, Any]]]


@dataclass
class Erasing:
    """An erasure that is under way: of whom, the places they had by campaign, and the files to remove after it.

    A file is named by its storage and its name there: `evidence:2026/photo.jpg`.
    """

    person: Person
    public_id: str
    names: frozenset[str]
    places: Mapping[int, tuple[int, str]]
    at: datetime
    files: list[str] = field(default_factory=list)


HOLDINGS: list[Holding] = []
ADDRESS_BOOKS: list[Callable[[int], Iterable[str]]] = []
NOT_PERSONAL: dict[str, dict[str, str]] = {}
RETENTIONS: dict[str, Retention] = {}
ERASERS: list[Eraser] = []
BLOCKERS: list[Blocker] = []
WINDERS: list[tuple[int, WindingUp]] = []
MONEY: list[MoneyLeft] = []
TELLINGS: list[Telling] = []


def hold(*holdings: Holding) -> None:
    """Declare what a room holds of people."""
    for holding in holdings:
        told = set() if isinstance(holding.on_erasure, Fate) else set(holding.on_erasure)
        if not isinstance(holding.on_erasure, Fate) and (lost := set(holding.fields) - told - set(holding.stays)):
            raise ValueError(f"{holding.model} does not say what an erasure makes of {', '.join(sorted(lost))}")
        HOLDINGS.append(holding)


def not_personal(label: str, /, **reasons: str) -> None:
    """Declare fields of a model that say nothing of anybody, each with the reason."""
    NOT_PERSONAL.setdefault(label, {}).update(reasons)


def retain(*retentions: Retention) -> None:
    """Declare how long kinds of data are kept."""
    RETENTIONS.update({retention.name: retention for retention in retentions})


def erase_by(*erasers: Eraser) -> None:
    """Let a room do what no value says, in the transaction of an erasure."""
    ERASERS.extend(erasers)


def block_by(blocker: Blocker) -> None:
    """Let a room say what stands against an erasure."""
    BLOCKERS.append(blocker)


def wind_up_by(turn: int, winder: WindingUp) -> None:
    """Let a room end what is open before somebody is erased; lower turns come first. Safe to do twice."""
    WINDERS.append((turn, winder))
    WINDERS.sort(key=lambda entry: entry[0])


def ask_money_of(money: MoneyLeft) -> None:
    """Let a room say what money a person has."""
    MONEY.append(money)


def tell(telling: Telling) -> None:
    """Let a room add to the exports."""
    TELLINGS.append(telling)


def know_addresses_by(book: Callable[[int], Iterable[str]]) -> None:
    """Let a room say which addresses are an account's, by its id."""
    ADDRESS_BOOKS.append(book)


def person_of(user_id: int) -> Person:
    """Say who an account's person is: by its id, and by all their addresses."""
    return Person(user_id, frozenset(address.lower() for book in ADDRESS_BOOKS for address in book(user_id)))


def holdings_of(model: type[models.Model]) -> list[Holding]:
    return [holding for holding in HOLDINGS if holding.kind is model]


def can_be_personal(column: models.Field[Any, Any]) -> bool:
    """Tell whether the field could hold something of a person: words, bytes, files, or a reference to one.

    A field of a few fixed words cannot, nor can the public name of a row, which is drawn by chance.
    """
    if column.choices or (column.name == "public_id" and issubclass(column.model, Identified)):
        return False
    if column.remote_field is not None:
        return bool(column.related_model is apps.get_model(settings.AUTH_USER_MODEL))
    return isinstance(column, _CAN_HOLD_WORDS)


_CAN_HOLD_WORDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.UUIDField,
    ArrayField,
)


def undeclared() -> list[str]:
    """Name every field of the installed models that nobody declared, and every declaration of no field."""
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        personal = {name for holding in holdings_of(model) for name in holding.fields}
        known = personal | set(NOT_PERSONAL.get(label, {}))
        columns = {column.name: column for column in model._meta.local_fields}
        wrong += [
            f"{label}.{name} is not declared"
            for name, one in columns.items()
            if can_be_personal(one) and name not in known
        ]
        wrong += [f"{label}.{name} is declared and is no field" for name in known - set(columns)]
        wrong += [f"{label}.{name} is declared both ways" for name in personal & set(NOT_PERSONAL.get(label, {}))]
    wrong += [f"{holding.model} is kept by no known time: {holding.retention}" for holding in HOLDINGS
              if holding.retention not in RETENTIONS]  # fmt: skip
    return wrong
