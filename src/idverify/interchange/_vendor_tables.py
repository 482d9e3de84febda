"""What the reasons of six services have in common with ours, row by row.

Read on 2026-11-23. A code stands here only if it was read in a public source; the
vendors' lists are longer and grow. Each row is ours, theirs, which way, and a remark
where the fit is loose.
"""

from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.citations import Citation, Confidence
from idverify.vocabulary.sources import READ_ON

__all__ = ["TABLES", "Counterpart", "Vendor", "VendorTable", "Way"]


class Vendor(StrEnum):
    """Services that publish machine codes for why an identity document is refused."""

    STRIPE_IDENTITY = "stripe_identity"
    """`last_error.code` of a VerificationSession."""
    ONFIDO = "onfido"
    """Path of a breakdown in a document report; flagged when its result is not `clear`."""
    SUMSUB = "sumsub"
    """`rejectLabels`; whether another try is allowed is said beside them, not by them."""
    VERIFF = "veriff"
    """`verification.reasonCode`."""
    PERSONA = "persona"
    """Name of a government ID check that failed."""
    JUMIO = "jumio"
    """`rejectReasonCode` of the legacy callback, with the `detailsCode` after a dot."""
    STRAITSX = "straitsx"
    """Three-digit code of a request to resubmit."""
    CROSSMINT = "crossmint"
    """`failureReasons[].code`, an open set."""


class Way(StrEnum):
    """In which direction a pair of codes may be used."""

    BOTH = "both"
    """Each says what the other says."""
    TO_VENDOR = "to_vendor"
    """Ours is one of several things theirs says, so coming back leads to another of ours."""
    FROM_VENDOR = "from_vendor"
    """Theirs is one of several things ours says, so going there leads to another of theirs."""


_BOTH: Final = Way.BOTH
_TO: Final = Way.TO_VENDOR
_FROM: Final = Way.FROM_VENDOR


@frozen
class Counterpart:
    """A reason of ours and a code of theirs that say the same, or nearly."""

    ours: str
    """Code of a `RejectionReason`."""
    theirs: str
    way: Way = Way.BOTH
    remark: str = ""
    """Where the fit is loose, and how."""


_pair = Counterpart


@frozen(kw_only=True)
class VendorTable:
    """What was read of one vendor."""

    vendor: Vendor
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...])
    rows: tuple[Counterpart, ...]
    without: frozenset[str]
    """Codes of theirs that were read and have no fair counterpart among ours."""


def _read(
    title: str, place: str, url: str, confidence: Confidence = Confidence.CONFIRMED
) -> Citation:
    return Citation(title, place, url, read_on=READ_ON, confidence=confidence)


_STRIPE: Final = VendorTable(
    vendor=Vendor.STRIPE_IDENTITY,
    citations=[
        _read(
            "stripe-python",
            "stripe/identity/_verification_session.py, LastError.code",
            "https://github.com/stripe/stripe-python",
        )
    ],
    rows=(
        _pair("document.expired", "document_expired"),
        _pair("document.unsupported_kind", "document_type_not_supported"),
        _pair("photo.absent", "selfie_document_missing_photo", _BOTH, "there for a selfie check"),
        _pair("photo.mismatch", "selfie_face_mismatch", _BOTH, "there the photo and a selfie"),
        _pair("applicant.underage", "under_supported_age", _BOTH, "there any age not served"),
        _pair("other", "document_unverified_other", _BOTH, "there for documents only"),
    ),
    without=frozenset(
        {
            "abandoned", "consent_declined", "country_not_supported", "device_not_supported",
            "email_unverified_other", "email_verification_declined",
            "id_number_insufficient_document_data", "id_number_mismatch",
            "id_number_unverified_other", "phone_unverified_other",
            "phone_verification_declined", "selfie_manipulated", "selfie_unverified_other",
        }
    ),
)  # fmt: skip

_QUALITY: Final = "image_integrity.image_quality"
_CONCLUSIVE: Final = "image_integrity.conclusive_document_quality"
_ORIGINAL: Final = "visual_authenticity.original_document_present"

_ONFIDO: Final = VendorTable(
    vendor=Vendor.ONFIDO,
    citations=[
        _read(
            "Onfido OpenAPI specification",
            "schemas/reports/document_breakdown.yaml and document_{IQ,CDQ,ODP}_reasons.yaml",
            "https://github.com/onfido/onfido-openapi-spec",
        )
    ],
    rows=(
        _pair("image.unclear", f"{_QUALITY}.blurred_photo"),
        _pair("image.unclear", f"{_QUALITY}.dark_photo", _FROM, "one cause of several"),
        _pair("image.glare", f"{_QUALITY}.glare_on_photo"),
        _pair("image.cropped", f"{_QUALITY}.cut_off_document"),
        _pair("image.monochrome", "image_integrity.colour_picture"),
        _pair("image.photo_of_copy", f"{_ORIGINAL}.document_on_printed_paper"),
        _pair("image.photo_of_copy", f"{_ORIGINAL}.scan", _FROM, "a scan shows no original either"),
        _pair("image.screen_capture", f"{_ORIGINAL}.photo_of_screen"),
        _pair("image.screen_capture", f"{_ORIGINAL}.screenshot", _FROM, "ours covers both"),
        _pair("image.edited", "visual_authenticity.digital_tampering", _BOTH, "there as fraud"),
        _pair("image.edited", f"{_CONCLUSIVE}.watermarks_digital_text_overlay", _FROM, "one kind"),
        _pair("masking.excessive", f"{_QUALITY}.covered_photo", _BOTH, "there covered by anything"),
        _pair("document.damaged", f"{_QUALITY}.damaged_document"),
        _pair("document.side_missing", f"{_CONCLUSIVE}.missing_back", _BOTH, "there the back only"),
        _pair("document.side_missing", f"{_QUALITY}.incorrect_side", _FROM, "there the front"),
        _pair("document.unsupported_kind", "image_integrity.supported_document"),
        _pair("document.unsupported_variant", "image_integrity.supported_document", _TO, "finer"),
        _pair("document.expired", "data_validation.document_expiration"),
        _pair("mismatch.name", "data_comparison.last_name", _BOTH, "there in two parts"),
        _pair("mismatch.name", "data_comparison.first_name", _FROM, "ours is the whole name"),
        _pair("mismatch.name_variant", "data_comparison.last_name", _TO, "finer: a kanji variant"),
        _pair("mismatch.name_script", "data_comparison.last_name", _TO, "finer: script or order"),
        _pair("mismatch.alias_or_former_name", "data_comparison.last_name", _TO, "finer: alias"),
        _pair("mismatch.birthdate", "data_comparison.date_of_birth"),
        _pair("mismatch.sex", "data_comparison.gender"),
        _pair("photo.absent", "visual_authenticity.face_detection"),
        _pair("applicant.underage", "age_validation.minimum_accepted_age"),
        _pair(
            "integrity.suspected_forgery", "visual_authenticity.security_features", _BOTH,
            "one of several signs there",
        ),
        _pair("integrity.suspected_forgery", "visual_authenticity.fonts", _FROM, "one sign"),
        _pair("integrity.suspected_forgery", "visual_authenticity.template", _FROM, "one sign"),
        _pair(
            "integrity.suspected_forgery", "visual_authenticity.picture_face_integrity", _FROM,
            "one sign",
        ),
    ),
    without=frozenset(
        {
            f"{_QUALITY}.no_document_in_image", f"{_QUALITY}.other_photo_issue",
            f"{_QUALITY}.two_documents_uploaded", f"{_CONCLUSIVE}.abnormal_document_features",
            f"{_CONCLUSIVE}.corner_removed", f"{_CONCLUSIVE}.digital_document",
            f"{_CONCLUSIVE}.obscured_data_points", f"{_CONCLUSIVE}.obscured_security_features",
            f"{_CONCLUSIVE}.punctured_document", "compromised_document",
            "data_comparison.date_of_expiry", "data_comparison.document_numbers",
            "data_comparison.document_type", "data_comparison.issuing_country",
            "data_validation.barcode", "data_validation.date_of_birth",
            "data_validation.document_numbers", "data_validation.expiry_date",
            "data_validation.gender", "data_validation.mrz", "police_record",
            "visual_authenticity.other",
        }
    ),
)  # fmt: skip

_SUMSUB: Final = VendorTable(
    vendor=Vendor.SUMSUB,
    citations=[
        _read("Sumsub documentation", "rejection labels (the beginning was readable)",
              "https://docs.sumsub.com/docs/rejection-labels"),
        _read("Sumsub documentation", "temporary rejection: buttons and their labels",
              "https://docs.sumsub.com/reference/temporary-rejection"),
        _read("A copy of Sumsub's labels with their meaning", "labels that allow another try",
              "https://tunex.atlassian.net/wiki/pages/viewpage.action?pageId=81330193",
              Confidence.SINGLE),
        _read("TransFi documentation", "KYC reject labels: DUPLICATE, EXPIRATION_DATE, FORGERY",
              "https://docs.transfi.com/docs/kyc-reject-labels", Confidence.SINGLE),
        _read("sumsub-ruby-sdk", "lib/sumsub/types.rb: the names of all labels",
              "https://github.com/rwehresmann/sumsub-ruby-sdk", Confidence.SINGLE),
    ],
    rows=(
        _pair("image.unclear", "UNSATISFACTORY_PHOTOS", _BOTH, "there for every fault of a photo"),
        _pair("image.unclear", "LOW_QUALITY", _FROM, "there also of documents"),
        _pair("image.glare", "UNSATISFACTORY_PHOTOS", _TO, "finer"),
        _pair("image.cropped", "INCOMPLETE_DOCUMENT"),
        _pair("image.monochrome", "BLACK_AND_WHITE"),
        _pair("image.screen_capture", "SCREENSHOTS"),
        _pair("image.edited", "GRAPHIC_EDITOR"),
        _pair("document.expired", "EXPIRATION_DATE", _BOTH, "there also the month before"),
        _pair("document.validity_remaining_short", "EXPIRATION_DATE", _TO, "finer"),
        _pair("document.unsupported_kind", "NOT_DOCUMENT", _BOTH, "there irrelevant papers"),
        _pair("document.side_missing", "BACK_SIDE_MISSING", _BOTH, "there the back only"),
        _pair("document.side_missing", "FRONT_SIDE_MISSING", _FROM, "there the front only"),
        _pair("document.page_missing", "DOCUMENT_PAGE_MISSING"),
        _pair("document.companion_missing", "ADDITIONAL_DOCUMENT_REQUIRED"),
        _pair("document.damaged", "DOCUMENT_DAMAGED"),
        _pair("mismatch.address", "WRONG_ADDRESS"),
        _pair("profile.typo_or_omission", "PROBLEMATIC_APPLICANT_DATA", _BOTH, "any difference"),
        _pair(
            "profile.typo_or_omission", "REQUESTED_DATA_MISMATCH", _FROM,
            "there a document against what was asked for",
        ),
        _pair("mismatch.name", "PROBLEMATIC_APPLICANT_DATA", _TO, "finer"),
        _pair("mismatch.birthdate", "PROBLEMATIC_APPLICANT_DATA", _TO, "finer"),
        _pair("photo.mismatch", "BAD_FACE_MATCHING", _BOTH, "there the photo and a selfie"),
        _pair("applicant.underage", "AGE_REQUIREMENT_MISMATCH", _BOTH, "there any age rule"),
        _pair("applicant.duplicate_account", "DUPLICATE"),
        _pair("integrity.suspected_forgery", "FORGERY"),
    ),
    without=frozenset(
        {
            "ADDITIONAL_DATA_REQUIRED", "ADVERSE_MEDIA", "APPLICANT_INTERRUPTED_INTERVIEW",
            "BAD_AVATAR", "BAD_PROOF_OF_ADDRESS", "BAD_PROOF_OF_IDENTITY",
            "BAD_PROOF_OF_PAYMENT", "BAD_SELFIE", "BAD_VIDEO_SELFIE", "BLOCKLIST",
            "CHECK_UNAVAILABLE", "COMPANY_NOT_DEFINED_BENEFICIARIES",
            "COMPANY_NOT_DEFINED_REPRESENTATIVES", "COMPANY_NOT_DEFINED_STRUCTURE",
            "COMPANY_NOT_VALIDATED_BENEFICIARIES", "COMPANY_NOT_VALIDATED_REPRESENTATIVES",
            "COMPROMISED_PERSONS", "CONNECTION_INTERRUPTED", "CRIMINAL", "DB_DATA_MISMATCH",
            "DB_DATA_NOT_FOUND", "DIGITAL_DOCUMENT", "DOCUMENT_DEPRIVED", "DOCUMENT_MISSING",
            "DOCUMENT_TEMPLATE", "EXPERIENCE_REQUIREMENT_MISMATCH",
            "EXTERNAL_DECISION_REJECTION", "FRAUDULENT_LIVENESS", "FRAUDULENT_PATTERNS",
            "ID_INVALID", "INCOMPATIBLE_LANGUAGE", "INCONSISTENT_PROFILE",
            "INCORRECT_SOCIAL_NUMBER", "NOT_ALL_CHECKS_COMPLETED", "PEP",
            "REGULATIONS_VIOLATIONS", "SANCTIONS", "SELFIE_MISMATCH", "SELFIE_WITH_PAPER", "SPAM",
            "SUSPICIOUS_PATTERNS", "THIRD_PARTY_INVOLVED", "UNFILLED_ID", "UNSUITABLE_ENV",
            "UNSUPPORTED_LANGUAGE", "WRONG_USER_REGION",
        }
    ),
)  # fmt: skip

_VERIFF: Final = VendorTable(
    vendor=Vendor.VERIFF,
    citations=[
        _read("Veriff documentation", "verification session decision codes",
              "https://devdocs.veriff.com/docs/verification-session-decision-codes-table"),
        _read("Veriff documentation", "granular reason codes (up to 539 was readable)",
              "https://devdocs.veriff.com/docs/granular-reason-codes"),
        _read("Veriff help", "what a resubmission means",
              "https://help.veriff.com/en/articles/3250241-resubmitted-session-troubleshooting"),
    ],
    rows=(
        _pair("image.unclear", "204", _BOTH, "there also glare and shadow"),
        _pair("image.glare", "204", _TO, "finer"),
        _pair("image.cropped", "203", _BOTH, "there also covered"),
        _pair("masking.excessive", "203", _TO, "finer"),
        _pair("image.photo_of_copy", "505", _BOTH, "there a deceit, and a decline"),
        _pair("image.photo_of_copy", "101", _FROM, "there no physical document of any sort"),
        _pair("image.screen_capture", "504", _BOTH, "there a deceit, and a decline"),
        _pair("document.side_missing", "201", _BOTH, "there also a missing video or portrait"),
        _pair("document.damaged", "205"),
        _pair("document.unsupported_kind", "206"),
        _pair("document.unsupported_kind", "510", _FROM, "there a decline"),
        _pair("document.expired", "207"),
        _pair("document.expired", "511", _FROM, "there a decline"),
        _pair("document.issued_too_long_ago", "528", _BOTH, "there a proof of address"),
        _pair("mismatch.name", "104"),
        _pair("mismatch.name_variant", "104", _TO, "finer: a kanji variant"),
        _pair("mismatch.name_script", "104", _TO, "finer: script or order"),
        _pair("mismatch.alias_or_former_name", "104", _TO, "finer: 通称・旧姓"),
        _pair("photo.mismatch", "103"),
        _pair("photo.mismatch", "509", _FROM, "there certain"),
        _pair("applicant.underage", "533", _BOTH, "there 18 years"),
        *(
            _pair("applicant.underage", code, _FROM, "there another age")
            for code in ("530", "531", "532", "534", "535", "536")
        ),
        _pair("applicant.duplicate_account", "108"),
        _pair("integrity.suspected_forgery", "102"),
        *(
            _pair("integrity.suspected_forgery", code, _FROM, "there certain")
            for code in ("506", "507", "508")
        ),
        _pair("attempts.exceeded", "539", _BOTH, "there the tenth attempt"),
    ),
    without=frozenset(
        {
            "105", "106", "107", "109", "110", "111", "112", "113", "120", "121", "122", "123",
            "124", "126", "127", "128", "129", "202", "208", "209", "501", "502", "503", "515",
            "526", "527", "537",
        }
    ),
)  # fmt: skip

_PERSONA: Final = VendorTable(
    vendor=Vendor.PERSONA,
    citations=[
        _read("Persona documentation", "verification checks: kinds and statuses",
              "https://docs.withpersona.com/verification-checks"),
        _read("Persona dashboard",
              "the table of checks, behind a login; read as names in public client code",
              "https://app.withpersona.com/dashboard/resources/verification-checks/",
              Confidence.SINGLE),
    ],
    rows=(
        _pair("image.unclear", "id_blur_detection"),
        _pair("image.unclear", "id_portrait_clarity_detection", _FROM, "there the photo only"),
        _pair("image.glare", "id_glare_detection"),
        _pair("image.cropped", "id_corner_detection"),
        _pair("image.photo_of_copy", "id_paper_detection"),
        _pair("image.screen_capture", "id_electronic_replica_detection"),
        _pair("image.edited", "id_tamper_detection", _BOTH, "there a sign of fraud"),
        _pair("file.unreadable", "id_unprocessable_submission_detection"),
        _pair("document.unsupported_kind", "id_disallowed_type_detection"),
        _pair("document.expired", "id_expired_detection"),
        _pair("document.side_missing", "id_double_side_detection", _BOTH, "one side sent twice"),
        _pair("document.handwritten_change", "id_handwriting_detection", _BOTH, "any handwriting"),
        _pair("profile.typo_or_omission", "id_attribute_comparison", _BOTH, "any difference"),
        _pair("profile.typo_or_omission", "id_account_comparison", _FROM, "there with the account"),
        _pair("mismatch.name", "id_attribute_comparison", _TO, "finer"),
        _pair("mismatch.birthdate", "id_attribute_comparison", _TO, "finer"),
        _pair("photo.absent", "id_portrait_detection"),
        _pair("photo.mismatch", "id_selfie_comparison", _BOTH, "there the photo and a selfie"),
        _pair("applicant.underage", "id_age_comparison"),
        _pair("applicant.duplicate_account", "id_repeat_detection", _BOTH, "the same ID again"),
        _pair("integrity.suspected_forgery", "id_fabrication_detection"),
        _pair("integrity.suspected_forgery", "id_physical_tamper_detection", _FROM, "one sign"),
    ),
    without=frozenset(
        {
            "id_age_inconsistency_detection", "id_barcode_detection",
            "id_barcode_inconsistency_detection", "id_color_inconsistency_detection",
            "id_compromised_detection", "id_disallowed_country_detection", "id_entity_detection",
            "id_extracted_properties_detection", "id_extraction_inconsistency_detection",
            "id_inconsistent_repeat_detection", "id_inquiry_comparison", "id_mrz_detection",
            "id_mrz_inconsistency_detection", "id_number_format_inconsistency_detection",
            "id_po_box_detection", "id_public_figure_detection", "id_real_id_detection",
            "id_valid_dates_detection", "id_video_quality_detection",
        }
    ),
)  # fmt: skip

_JUMIO: Final = VendorTable(
    vendor=Vendor.JUMIO,
    citations=[
        _read("Jumio implementation guides", "netverify/callback.md: reject reason and details",
              "https://github.com/Jumio/implementation-guides/blob/master/netverify/callback.md")
    ],
    rows=(
        _pair("image.unclear", "200.2001"),
        _pair("image.unclear", "200", _FROM, "there unreadable for whatever cause"),
        _pair("image.unclear", "200.2002", _FROM, "bad quality, no cause said"),
        _pair("image.glare", "200.2006"),
        _pair("image.cropped", "200.2003"),
        _pair("masking.excessive", "200.2004", _BOTH, "there hidden by anything"),
        _pair("document.damaged", "200.2005"),
        _pair("image.photo_of_copy", "103"),
        _pair("image.photo_of_copy", "102", _FROM, "there a black-and-white copy"),
        _pair("image.screen_capture", "104"),
        _pair("image.monochrome", "210"),
        _pair("document.side_missing", "206", _BOTH, "there the back only"),
        _pair("document.page_missing", "207", _BOTH, "there another page than the one needed"),
        _pair(
            "document.unsupported_kind", "DENIED_UNSUPPORTED_ID_TYPE", _BOTH,
            "a verificationStatus, not a reason",
        ),
        _pair("photo.mismatch", "107", _BOTH, "there a sign of fraud"),
        _pair("integrity.suspected_forgery", "106"),
        _pair("integrity.suspected_forgery", "100", _FROM, "manipulated; the details say where"),
        _pair("other", "300", _BOTH, "rejected by hand, no cause said"),
    ),
    without=frozenset(
        {
            "100.1001", "100.1002", "100.1003", "100.1004", "100.1005", "100.1006", "100.1007",
            "100.1008", "100.1009", "100.10011", "105", "108", "109", "110", "111", "201", "202",
            "209", "211", "DENIED_UNSUPPORTED_ID_COUNTRY", "NO_ID_UPLOADED",
        }
    ),
)  # fmt: skip

TABLES: Final = (_STRIPE, _ONFIDO, _SUMSUB, _VERIFF, _PERSONA, _JUMIO)
