"""The rules, one file each, in folders by family; this tuple is the registry."""

from __future__ import annotations

from handoff_lint.rules.base import Rule
from handoff_lint.rules.names import asset_file_name, folder_stage, handoff_file_name, name_mismatch
from handoff_lint.rules.signoffs import exception_unused, waiver_invalid
from handoff_lint.rules.structure import (
    broken_reference,
    duplicate_id,
    empty_part,
    four_questions,
    front_matter,
    missing_field,
    next_steps,
    placeholder,
    schema_violation,
    unknown_field,
)

RULES: tuple[Rule, ...] = (
    front_matter.RULE,
    schema_violation.RULE,
    unknown_field.RULE,
    duplicate_id.RULE,
    four_questions.RULE,
    missing_field.RULE,
    placeholder.RULE,
    empty_part.RULE,
    broken_reference.RULE,
    next_steps.RULE,
    handoff_file_name.RULE,
    asset_file_name.RULE,
    name_mismatch.RULE,
    folder_stage.RULE,
    waiver_invalid.RULE,
    exception_unused.RULE,
)

UNUSED = exception_unused.RULE
"""Found by the engine, which alone knows what was suppressed."""
