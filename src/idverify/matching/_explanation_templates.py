"""Templates of explanations: the sentence of each category of difference, in both languages."""

from attrs import frozen

from idverify.validation import validated

__all__ = [
    "Explanation",
    "explain_absence",
    "explain_dispute",
    "explain_mismatch",
    "explain_notation",
    "explain_open_date",
]


@validated
@frozen
class Explanation:
    """Explanation in Japanese and English, with the fields `{declared}` and `{document}`.

    `for_document` replaces it where the document causes the difference.
    """

    ja: str
    en: str
    for_document: tuple[str, str] | None = None


def explain_notation(ja: str, en: str) -> Explanation:
    """Return an explanation of a difference that requires no action."""
    return Explanation(ja, en)


def explain_absence(what_ja: str, what_en: str) -> Explanation:
    """Return an explanation of an absence: complete the profile or submit another document."""
    return Explanation(
        f"登録情報に{what_ja}がありません（書類：「{{document}}」）。書類のとおりに補ってください。",
        f'The profile lacks {what_en} (document: "{{document}}"). Add it as the document shows it.',
        (
            (
                f"書類に{what_ja}の記載がありません（登録：「{{declared}}」）。"
                "記載のある書類を提出してください。"
            ),
            (
                f'The document lacks {what_en} (profile: "{{declared}}").'
                " Submit a document that shows it."
            ),
        ),
    )


def explain_mismatch(what_ja: str, what_en: str) -> Explanation:
    """Return an explanation of a contradiction, with both ways to resolve it.

    The two texts do not show which is right: the profile may be wrong, or the document may
    show a former name or address.
    """
    return Explanation(
        f"{what_ja}が「{{declared}}」と登録されていますが、書類では「{{document}}」です。"
        "登録に誤りがある場合は訂正してください。住所や氏名を変更された場合は、"
        "先に書類の変更手続きをお済ませください。",
        f'{what_en} is "{{declared}}" in the profile but "{{document}}" on the document.'
        " Correct the profile if it is wrong; if you moved or changed your name, have the"
        " document updated first.",
    )


def explain_dispute(what_ja: str, what_en: str) -> Explanation:
    """Return an explanation of a disputed difference: nothing to correct, a reviewer decides."""
    return Explanation(
        f"{what_ja}が、登録では「{{declared}}」、書類では「{{document}}」です。担当者が確認します。",
        f'{what_en} is "{{declared}}" in the profile and "{{document}}" on the document.'
        " A reviewer will look at it.",
    )


def explain_open_date(why_ja: str, why_en: str) -> Explanation:
    """Return an explanation of a date with several readings; a reviewer decides which it is."""
    return Explanation(
        f"{why_ja}（登録：「{{declared}}」、書類：「{{document}}」）。担当者が確認します。",
        f'{why_en} (profile: "{{declared}}", document: "{{document}}").'
        " A reviewer will look at it.",
    )
