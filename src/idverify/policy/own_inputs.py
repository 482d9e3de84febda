"""Inputs that a policy declares of its own, noted by reviewers beside those of the library."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import Attribute, field, frozen

from idverify._refusals import near_matches
from idverify.errors import InvalidValueError
from idverify.model.observations import Observation
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import UNKNOWN, Unknown
from idverify.model.validators import is_snake_case
from idverify.policy.rules import Fact
from idverify.validation import has_text, validated

__all__ = ["OwnInput", "require_known_notes"]


def _is_code(_: object, attribute: "Attribute[Any]", value: str) -> None:
    if not is_snake_case(value):
        raise InvalidValueError(
            f"OwnInput.{attribute.name} must be lower-case letters, digits and underscores, as in"
            " has_seal"
        )


@validated
@frozen(kw_only=True)
class OwnInput:
    """A question of one service that reviewers answer for each document (独自の確認項目).

    The answer is kept in `Observation.notes`. A rule on `fact` makes it required: while it is
    not noted, it is one of the open questions.

    >>> seals = OwnInput(code="has_two_seals", question_ja="印影は二つありますか",
    ...                  question_en="Are there two seals?")
    >>> seals.fact.name, seals.fact.values
    ('notes.has_two_seals', (True, False))
    >>> OwnInput(code="nationality", question_ja="国籍", question_en="Nationality?",
    ...          values=("JP", "other")).fact.one_of("JP").values
    frozenset({'JP'})
    """

    code: str = field(validator=_is_code)
    """Stable name, as in `has_two_seals`."""
    question_ja: str = field(validator=has_text)
    question_en: str = field(validator=has_text)
    values: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The codes that may be noted; without any, the answer is True or False."""

    @property
    def answers(self) -> tuple[bool | str, ...]:
        """Every answer that may be noted."""
        return self.values or (True, False)

    @property
    def fact(self) -> Fact:
        """The fact of a document that this input answers, for the conditions of rules."""
        return Fact(
            name=f"notes.{self.code}",
            question_ja=self.question_ja,
            question_en=self.question_en,
            values=self.answers,
            read=self._read,
            parameter=self,
            observation_field=f"notes.{self.code}",
        )

    def _read(self, document: Document, _: Submission, __: date) -> bool | str | Unknown:
        return document.observation.notes.get(self.code, UNKNOWN)


def require_known_notes(
    own_inputs: Iterable[OwnInput], observations: Iterable[Observation]
) -> None:
    """Raise unless every note answers one of the inputs with one of its answers.

    Raises:
        InvalidValueError: A note has a code that is not declared, or another answer; the text
            names the document, the code and what is expected, not the answer.
    """
    declared = {each.code: each for each in own_inputs}
    for index, seen in enumerate(observations):
        for code, answer in seen.notes.items():
            _require_answer(f"observations[{index}].notes", code, answer, declared)


def _require_answer(
    place: str, code: str, answer: bool | str, declared: Mapping[str, OwnInput]
) -> None:
    own_input = declared.get(code)
    if own_input is None:
        advice = near_matches(code, declared) if declared else "it declares no inputs"
        raise InvalidValueError(
            f"{place}: no input of this code is declared in Policy.own_inputs: {advice}"
        )
    if (type(answer), answer) not in [(type(each), each) for each in own_input.answers]:
        raise InvalidValueError(
            f"{place}[{code!r}] must be one of {', '.join(map(repr, own_input.answers))}"
        )
