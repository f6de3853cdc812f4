"""What migrations share."""

from typing import Any

from django.db import migrations


class Together(migrations.SeparateDatabaseAndState):
    """Operations whose models are rendered once for all of them: rendered after each they took most of a minute.

    Each works from the state at the end: a table made here is named whole, and no field is changed twice.
    """

    def __init__(self, *operations: Any) -> None:
        super().__init__(database_operations=list(operations), state_operations=list(operations))

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, list(self.database_operations), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.database_operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.database_operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)
