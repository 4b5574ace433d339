"""What the detail editor holds of one resource: values as typed, what changed, what is wrong.

Nothing here knows Qt, and nothing here imports pydantic before something has to be validated: the
editor is built before the first paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.resource import Resource
from app.domain.resource_type import DEFAULT_TYPE, ResourceType
from app.domain.secret import SecretContent
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.errors import Problem
from app.presentation import tag_text

if TYPE_CHECKING:
    from app.domain.resource_draft import ResourceDraft

TEXT_FIELDS = (
    "name",
    "username",
    "uri",
    "description",
    "tags",
    "external_id",
    "reference_id",
    "image_url",
)
CHOICE_FIELDS = ("type", "status", "scope", "wrapper")
SECRET = "secret"  # noqa: S105 - the name under which problems of the secret are told

# What a draft holds beside the fields that are edited here, taken over from the resource.
_KEPT_FIELDS = (
    "id",
    "method",
    "product",
    "sub_products",
    "retail_price",
    "start_period",
    "end_period",
    "favourite",
)


class SecretState(StrEnum):
    """What a save does to the secret."""

    ABSENT = "absent"  # there is none, none was typed
    KEPT = "kept"  # it stays as it is
    NEW = "new"  # what was typed becomes the secret
    REMOVED = "removed"  # it goes


class ResourceForm:
    """The values of one resource while they are edited.

    Args:
        resource: What the edit began from; None makes a new one.
        types: Every type there is.
        type_key: The type that a new resource begins with.
    """

    def __init__(
        self,
        resource: Resource | None,
        *,
        types: Sequence[ResourceType],
        type_key: str = DEFAULT_TYPE,
    ) -> None:
        self._original = resource
        self._types = {kind.key: kind for kind in types}
        self._type_key = type_key
        self._before = self._values_of(resource)
        self._values = dict(self._before)
        self._secret_state = self._untouched_secret_state()
        # An encrypted description: as it is stored and as it was typed; None while it is unknown.
        self._sealed_before: SecretText | None = None
        self._sealed: SecretText | None = None
        self._is_revealed = False
        self._touched: set[str] = set()
        self._save_was_tried = False
        self._told: dict[str, Problem] = {}  # by whoever tried to save, until the field changes
        self._found: list[Problem] | None = None  # ours, until anything changes

    # --- values ---------------------------------------------------------------------------------

    @property
    def original(self) -> Resource | None:
        """What the edit began from; None for a new resource."""
        return self._original

    @property
    def is_new(self) -> bool:
        """Whether a save adds a resource."""
        return self._original is None

    @property
    def is_in_trash(self) -> bool:
        """Whether the resource lies in the trash, where it is only looked at."""
        return self._original is not None and self._original.deleted is not None

    @property
    def type(self) -> ResourceType | None:
        """The type that is chosen; None where the list of types does not have it."""
        return self._types.get(self._values["type"] or "")

    def text(self, field: str) -> str:
        """What is in the field: text as it was typed, or the value that is chosen, "" for none.

        An encrypted description that is not shown is "".
        """
        if field == "description" and self.description_is_encrypted:
            return self._sealed.reveal() if self._shows_sealed and self._sealed else ""
        return self._values[field] or ""

    def set_text(self, field: str, text: str) -> None:
        """Take what was typed or chosen.

        Args:
            field: One of TEXT_FIELDS or CHOICE_FIELDS.
            text: As it stands in the field; a choice's value, "" for none.
        """
        if text == self.text(field):
            return
        if field == "description" and self.description_is_encrypted:
            self._sealed = SecretText(text)
        elif field == "type":
            self._choose_type(text)
        else:
            self._values[field] = text
        self._touch(field)

    @property
    def values(self) -> dict[str, Any]:
        """The edited values by their native names, trimmed; what was not typed is as it was."""
        result = {field: self._value(field) for field in (*TEXT_FIELDS, *CHOICE_FIELDS)}
        if self.description_is_encrypted:
            result["description"] = None
        return result

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """The names of the fields that a save would write, `secret` among them."""
        before = self._values_before()
        changed = [field for field, value in self.values.items() if value != before[field]]
        if self.sealed_description is not None:
            changed = list(dict.fromkeys([*changed, "description"]))
        if self._secret_state in (SecretState.NEW, SecretState.REMOVED):
            changed.append(SECRET)
        return tuple(changed)

    @property
    def is_dirty(self) -> bool:
        """Whether there is anything to lose."""
        return bool(self.changed_fields)

    def draft(self) -> ResourceDraft:
        """The draft to save.

        Raises:
            InvalidResourceError: With every problem at once.
        """
        from app.domain.resource_draft import read_draft  # noqa: PLC0415 - see the module's words

        return read_draft(self._draft_values())

    def rebase(self, resource: Resource) -> None:
        """Go on from a newer state of the same resource, keeping what was typed.

        A star or an undo may change a resource while its name is being edited: fields that nobody
        typed in show the new values, the others keep what was typed.
        """
        typed = {field: text for field, text in self._values.items() if text != self._before[field]}
        was_untouched = self._secret_state is self._untouched_secret_state()
        self._original = resource
        self._before = self._values_of(resource)
        self._values = self._before | typed
        if was_untouched:
            self._secret_state = self._untouched_secret_state()
        self._found = None

    # --- the secret, whose text is never here ---------------------------------------------------

    @property
    def secret_state(self) -> SecretState:
        """What a save does to the secret."""
        return self._secret_state

    def set_secret_state(self, state: SecretState) -> None:
        """Take what the secret's field says."""
        if state is not self._secret_state:
            self._secret_state = state
            self._touch(SECRET)

    @property
    def has_stored_secret(self) -> bool:
        """Whether there is a secret to reveal."""
        return self._original is not None and self._original.has_secret

    @property
    def secret_is_required(self) -> bool:
        """Whether the chosen type asks for a secret."""
        return self.type is not None and self.type.secret_required

    @property
    def description_is_encrypted(self) -> bool:
        """Whether the chosen type keeps the description inside the secret."""
        return self.type is not None and self.type.description_encrypted

    @property
    def description_is_locked(self) -> bool:
        """Whether the description lies in a secret that is not shown."""
        return self.description_is_encrypted and not self._shows_sealed

    @property
    def sealed_description(self) -> SecretText | None:
        """The description that is to be encrypted with the secret; None where it stays."""
        if not self.description_is_encrypted or self._sealed is None:
            return None
        before = self._sealed_before or SecretText("")
        return None if self._sealed == before else self._sealed

    @property
    def secret_changes_shape(self) -> bool:
        """Whether the stored secret must be written again: the new type keeps it otherwise."""
        if self._original is None or not self._original.has_secret:
            return False
        before, after = self._types.get(self._original.type), self.type
        return before is not None and after is not None and _shape(before) != _shape(after)

    def reveal(self, content: SecretContent) -> None:
        """The stored secret is shown: the description inside it can be read and edited."""
        self._is_revealed = True
        self._sealed_before = content.description or SecretText("")
        if self._sealed is None:
            self._sealed = self._sealed_before
        self._found = None

    def conceal(self) -> None:
        """The stored secret is hidden: forget its description unless it was edited."""
        self._is_revealed = False
        if self._sealed is not None and self._sealed == self._sealed_before:
            self._sealed = self._sealed_before = None
        self._found = None

    def drop_secret(self) -> bool:
        """Forget everything typed that is to be encrypted, as a lock asks.

        Returns:
            Whether anything was lost by it.
        """
        lost = self._secret_state is SecretState.NEW or self.sealed_description is not None
        if self._is_sealed_in_store and not self.description_is_encrypted:
            # The description was on its way out of the secret, and so was not saved anywhere.
            self._values |= {name: self._before[name] for name in ("type", "description")}
            lost = True
        self._is_revealed = False
        self._sealed_before = None
        is_plain_in_store = self.description_is_encrypted and not self._is_sealed_in_store
        self._sealed = SecretText(self._values["description"]) if is_plain_in_store else None
        if self._secret_state is SecretState.NEW:
            self._secret_state = self._untouched_secret_state()
        self._found = None
        return lost

    # --- problems -------------------------------------------------------------------------------

    @property
    def problems(self) -> list[Problem]:
        """What stands in the way of a save, the first problem of each field."""
        if self._found is None:
            from app.domain.resource_draft import problems_in  # noqa: PLC0415 - as above

            self._found = [*self._secret_problems(), *problems_in(self._draft_values())]
        every = (*self._told.values(), *self._found)
        return list({problem.field: problem for problem in reversed(every)}.values())[::-1]

    @property
    def shown_problems(self) -> list[Problem]:
        """The problems to show: of fields that were touched, or all once a save was tried."""
        if self._save_was_tried:
            return self.problems
        if not self._touched and not self._told:
            return []
        return [
            problem
            for problem in self.problems
            if problem.field in self._touched or problem.field in self._told
        ]

    def try_save(self) -> bool:
        """Show every problem from now on.

        Returns:
            Whether there is none.
        """
        self._save_was_tried = True
        return not self.problems

    def tell(self, problems: Sequence[Problem]) -> None:
        """Take problems that whoever saved has found; each stays until its field changes."""
        self._told = {problem.field: problem for problem in problems}

    # --- inside ---------------------------------------------------------------------------------

    @property
    def _shows_sealed(self) -> bool:
        """Whether the description inside the secret may be shown: revealed, or not stored yet."""
        return self._is_revealed or not self._is_sealed_in_store

    @property
    def _is_sealed_in_store(self) -> bool:
        if self._original is None or not self._original.has_secret:
            return False
        kind = self._types.get(self._original.type)
        return kind is not None and kind.description_encrypted

    def _choose_type(self, key: str) -> None:
        """Choose a type, and carry the description over where only one of the two encrypts it."""
        text, was_encrypted = self.text("description"), self.description_is_encrypted
        self._values["type"] = key
        if self.description_is_encrypted == was_encrypted:
            return
        if was_encrypted:
            self._values["description"] = text or self._before["description"]
        elif not self._is_sealed_in_store or self._is_revealed:
            self._sealed = SecretText(text)

    def _touch(self, field: str) -> None:
        self._touched.add(field)
        self._told.pop(field, None)
        self._told.pop("", None)
        self._found = None

    def _untouched_secret_state(self) -> SecretState:
        return SecretState.KEPT if self.has_stored_secret else SecretState.ABSENT

    def _values_of(self, resource: Resource | None) -> dict[str, str]:
        """The texts and choices that an edit begins with."""
        if resource is None:
            fresh = dict.fromkeys((*TEXT_FIELDS, *CHOICE_FIELDS), "")
            return fresh | {"type": self._type_key, "status": Status.CREATED.value}
        texts = {field: getattr(resource, field) or "" for field in (*TEXT_FIELDS, *CHOICE_FIELDS)}
        return texts | {"tags": tag_text.to_text(resource.tags), "status": resource.status.value}

    def _values_before(self) -> dict[str, Any]:
        if self._original is not None:
            names = (*TEXT_FIELDS, *CHOICE_FIELDS)
            return {name: getattr(self._original, name) or None for name in names} | {
                "tags": tuple(sorted(self._original.tags))
            }
        return {name: text or None for name, text in self._before.items()} | {"tags": ()}

    def _value(self, field: str) -> Any:
        """A field's value: as it was where nobody typed, else without outer white space."""
        text = self._values[field]
        if text == self._before[field]:
            return self._values_before()[field]
        if field == "tags":
            return tuple(sorted(tag_text.from_text(text)))
        return text.strip() or None

    def _draft_values(self) -> dict[str, Any]:
        values = self.values
        values["name"] = values["name"] or ""
        if self._original is None:
            return values
        kept = {name: getattr(self._original, name) for name in _KEPT_FIELDS}
        return kept | {"fields": dict(self._original.fields)} | values

    def _secret_problems(self) -> list[Problem]:
        problems: list[Problem] = []
        is_missing = self._secret_state in (SecretState.ABSENT, SecretState.REMOVED)
        if self.secret_is_required and is_missing:
            problems.append(Problem(SECRET, "required", "This type needs a secret."))
        is_unread = self._secret_state is SecretState.KEPT and not self._is_revealed
        if self.secret_changes_shape and is_unread:
            problems.append(Problem("type", "reveal_first", _REVEAL_FIRST))
        return problems


_REVEAL_FIRST = "Show the secret first: this type keeps it in another form."


def _shape(kind: ResourceType) -> tuple[object, list[str]]:
    """How the type keeps a secret: as text, or as an object of these properties."""
    schema = kind.schema
    return schema.get("type"), sorted(schema.get("properties", ()))
