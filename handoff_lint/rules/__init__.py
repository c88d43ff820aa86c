"""The rules, one file each, in folders by family; this tuple is the registry."""

from __future__ import annotations

from handoff_lint.rules.base import Rule
from handoff_lint.rules.names import (
    asset_file_name,
    folder_stage,
    handoff_file_name,
    handoff_map,
    link_outside_map,
    name_mismatch,
    tool_overlap,
)
from handoff_lint.rules.people import (
    absence,
    accountable,
    approver_outside_raci,
    quality_owner,
    raci_overlap,
    receiver,
    responsible,
    unknown_person,
)
from handoff_lint.rules.signoffs import (
    checklist_incomplete,
    exception_unused,
    gate_missing,
    gate_unsigned,
    open_gaps,
    receipt_unconfirmed,
    self_approval,
    signoff_stale,
    waiver_invalid,
    wrong_signer,
)
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
from handoff_lint.rules.writing import (
    assumed_knowledge,
    open_assumption,
    summary_too_long,
    unsourced_claim,
    vague_wording,
    verbal_decision,
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
    handoff_map.RULE,
    link_outside_map.RULE,
    tool_overlap.RULE,
    unknown_person.RULE,
    accountable.RULE,
    responsible.RULE,
    quality_owner.RULE,
    receiver.RULE,
    raci_overlap.RULE,
    absence.RULE,
    approver_outside_raci.RULE,
    gate_missing.RULE,
    gate_unsigned.RULE,
    signoff_stale.RULE,
    wrong_signer.RULE,
    self_approval.RULE,
    receipt_unconfirmed.RULE,
    open_gaps.RULE,
    checklist_incomplete.RULE,
    waiver_invalid.RULE,
    exception_unused.RULE,
    summary_too_long.RULE,
    vague_wording.RULE,
    assumed_knowledge.RULE,
    verbal_decision.RULE,
    open_assumption.RULE,
    unsourced_claim.RULE,
)

UNUSED = exception_unused.RULE
"""Found by the engine, which alone knows what was suppressed."""
