"""Sources of the rejection reasons, by short keys for the tables of reasons.

A key without `~` is for a reason that the service states; a key that ends in `~` is for a
reason that follows from the requirements of the service.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.model.reasons import RejectionReason

__all__ = ["REASON_SOURCES", "make_reason"]

#: The service that states the reason (empty for the law) and the citation, by key.
REASON_SOURCES: Final[Mapping[str, tuple[str, Citation]]] = MappingProxyType(
    {
        "CW~": ("CrowdWorks", cite("CW1", "requirements", Confidence.DERIVED)),
        "CW.article": ("CrowdWorks", cite("CWb2", "refusals", Confidence.ARTICLE)),
        "CW.upload": ("CrowdWorks", cite("CWb2", "upload limits", Confidence.ARTICLE)),
        "CW.mail": ("CrowdWorks", cite("CWb1", "mail of refusal", Confidence.SINGLE)),
        "CW.blog": ("CrowdWorks", cite("CWb5", "refusals", Confidence.UNSURE)),
        "CW.accounts": ("CrowdWorks", cite("CWb14", "second accounts", Confidence.SINGLE)),
        "LA": ("Lancers", cite("LA1", "reasons")),
        "LA~": ("Lancers", cite("LA1", "requirements", Confidence.DERIVED)),
        "ME": ("Mercari", cite("ME1", "reasons")),
        "ME.form": ("Mercari", cite("ME2", "as printed, with digits, symbols and order")),
        "TI": ("Timee", cite("TI1", "reasons")),
        "TI~": ("Timee", cite("TI1", "requirements", Confidence.DERIVED)),
        "KO": ("Konohini", cite("KO1", "reasons")),
        "SH": ("SHElikes", cite("SH1", "reasons")),
        "FR": ("Fril", cite("FR1", "reasons")),
        "FR~": ("Fril", cite("FR1", "requirements", Confidence.DERIVED)),
        "UP": ("UltraPay", cite("UP1", "deficiencies")),
        "UP~": ("UltraPay", cite("UP1", "requirements", Confidence.DERIVED)),
        "P3": ("03plus", cite("P31", "refused documents")),
        "P3~": ("03plus", cite("P31", "requirements", Confidence.DERIVED)),
        "NX": ("an unnamed service for adults", cite("NX1", "reasons")),
        "SJ": ("ShareJob", cite("SJ1", "accepted documents")),
        "CO": ("coconala", cite("CO1", "accepted documents")),
        "CS": ("C-ship", cite("CS1", "upload limits")),
        "TOP": ("Topcard", cite("TOP", "issue date and seal")),
        "PE": ("Peraichi", cite("PER1", "scans", Confidence.SINGLE)),
        "SM": ("Space Market", cite("SPM1", "scans", Confidence.SINGLE)),
        "TJ": ("Taskaji", cite("TAS1", "scans", Confidence.SINGLE)),
        "DM": ("d-mobile", cite("DMO1", "scans", Confidence.SINGLE)),
        "RB": ("Rebilly", cite("RB814", "reasons")),
        "ON": ("Onfido", cite("ONF", "image reasons")),
        "SU": ("Sumsub", cite("SUM4", "fraud group")),
        "VE": ("Veriff", cite("VER3", "the tenth attempt is declined")),
        "law.masking": ("", cite("CDV", "masking beyond recovery", Confidence.DERIVED)),
        "law.windows": ("", cite("MYNA", "kinds of document end", Confidence.DERIVED)),
        "law.eras": ("", cite("GOONET", "years of an era that never came")),
    }
)


def make_reason(
    code: str,
    label: tuple[str, str],
    remedy: tuple[str, str],
    sources: str,
    *,
    usually_retryable: bool = True,
) -> RejectionReason:
    """Return the rejection reason for one row of a table of reasons.

    Args:
        code: The code of the reason.
        label: The label in Japanese and English.
        remedy: The remedy in Japanese and English.
        sources: Keys of `REASON_SOURCES`, separated by spaces.
        usually_retryable: Whether the applicant usually tries again.
    """
    cited = [REASON_SOURCES[key] for key in sources.split()]
    services = dict.fromkeys(service for service, _ in cited if service)
    return RejectionReason(
        code,
        *label,
        *remedy,
        usually_retryable=usually_retryable,
        stated_by=tuple(services),
        citations=tuple(citation for _, citation in cited),
    )
