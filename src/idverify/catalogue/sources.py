"""Catalogue of sources: title and URL of each cited page, by a short key (出典の一覧).

Titles are our own descriptions of the pages. Most pages were read on `READ_ON`.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from idverify.catalogue._law_sources import LAW_SOURCES
from idverify.catalogue._source_titles_ja import PLACES_JA, TITLES_JA
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValueError

__all__ = ["READ_ON", "SOURCES", "cite"]

#: The day on which the sources were read, unless `_READ_LATER` names another.
READ_ON: Final = date(2026, 11, 23)
_READ_LATER: Final[Mapping[str, date]] = {
    **dict.fromkeys(("YAMANASHI", "SHON"), date(2026, 12, 1)),
    **dict.fromkeys(("PER1", "SPM1", "TAS1", "DMO1"), date(2026, 11, 30)),
}


#: Pages about CrowdWorks, by itself and by its users.
_CROWDWORKS: Final = {
    "CW1": (
        "CrowdWorks FAQ 10018: documents for identity verification",
        "https://crowdworks.my.salesforce-sites.com/faq/articles/FAQ/10018?l=ja&url=10018",
    ),
    "CWb1": (
        "A user's account of a refusal and an approval at CrowdWorks",
        "https://kiina-ad.com/?p=478",
    ),
    "CWb2": (
        "An article on identity verification at CrowdWorks, by one of its freelancers",
        "https://monokakibiyori.com/identification",
    ),
    "CWb5": (
        "A user's guide to identity verification at CrowdWorks",
        "https://umiko-mamawriter.com/?p=2116",
    ),
    "CWb14": (
        "A user's answer on several accounts at CrowdWorks",
        "https://works.awaisora.com/?p=100290",
    ),
}

#: Pages published by other services.
_SERVICES: Final = {
    "LA1": (
        "Lancers FAQ: why identity documents are refused",
        "https://www.lancers.jp/faq/A1023/589",
    ),
    "CO1": (
        "coconala help: identity verification",
        "https://coconala-support.zendesk.com/hc/ja/articles/218832717",
    ),
    "ME1": (
        "Mercari guide: identity verification, documents and refusals",
        "https://help.jp.mercari.com/guide/articles/1961/",
    ),
    "ME2": (
        "Mercari guide: name and address as printed",
        "https://help.jp.mercari.com/guide/articles/922/",
    ),
    "TI1": (
        "Timee help: why identity verification fails",
        "https://help.timee.co.jp/ja/knowledge/本人確認が失敗した理由を知りたい",
    ),
    "KO1": (
        "Konohini help: identity verification",
        "https://konohini.jp/help/identification/verify",
    ),
    "SH1": (
        "SHElikes help: refused identity documents",
        "https://docs.channel.io/shelikes/ja/articles/本人確認書類の審査に落ちてしまった-763fed04",
    ),
    "FR1": ("Fril help: documents in the rights-holder programme", "https://faq.fril.jp/17976/"),
    "UP1": (
        "UltraPay help: identity documents",
        "https://support.ultra-pay.co.jp/hc/ja/articles/360044490773",
    ),
    "P31": ("03plus: identity documents", "https://03plus.net/identification.html"),
    "NX1": (
        "An unnamed service for adults: refused documents",
        "https://shaded-wave-f69.notion.site/110d9d17e36d8165a76ce5081dc43b6f",
    ),
    "IB1": (
        "Instabase help: documents of corporations",
        "https://support.instabase.jp/hc/ja/articles/4408120002969",
    ),
    "SJ1": (
        "ShareJob column: compulsory identity verification",
        "https://sharejob.jp/column/10795",
    ),
    "GU1": (
        "guardup: attaching an identity document",
        "https://user.guardup.jp/identificationtext",
    ),
    "RK1": ("Rakko Market: identity documents", "https://rakkoserver.com/knowledge/3831/"),
    "CD1": ("CloudDesign FAQ", "https://www.clouddesign.co.jp/faq.php"),
    "CS1": (
        "C-ship: upload of documents",
        "https://www.c-ship.jp/content/first/oem/guidance/step0.html",
    ),
    "CRD1": (
        "A card issuer's guide to documents (cardservice)",
        "https://cardservice.co.jp/info/guide/kakuninshorui.html",
    ),
    "TOP": (
        "A card issuer's guide to documents (Topcard)",
        "https://www.topcard.co.jp/card/notice/identification.html",
    ),
    "PER1": (
        "Peraichi help: identity documents",
        "https://support.peraichi.com/hc/ja/articles/900005348286",
    ),
    "SPM1": (
        "Space Market help: when identity verification does not pass",
        "https://faq.spacemarket.com/本人確認審査に通過しない（ゲスト）-620b06f7a1d0020022e8dcb3",
    ),
    "TAS1": (
        "Taskaji help: identity documents",
        "https://support.taskaji.jp/hc/ja/articles/360034739592",
    ),
    "DMO1": (
        "d-mobile help: identity documents",
        "https://help.dmobile.jp/hc/ja/articles/33450350714137",
    ),
    "ONF": ("Onfido OpenAPI specification", "https://github.com/onfido/onfido-openapi-spec"),
    "SUM4": (
        "Sumsub reference: external rejection reasons",
        "https://docs.sumsub.com/lang-zh_CN/reference/external-rejection-reasons-list.md",
    ),
    "VER3": (
        "Veriff documentation: session decisions",
        "https://devdocs.veriff.com/docs/verification-session-decisions",
    ),
    "RB814": (
        "Rebilly API definitions, pull request 814",
        "https://github.com/Rebilly/api-definitions/pull/814",
    ),
    "IDENT": (
        "OpenID eKYC and Identity Assurance: predefined identifiers",
        "https://openid.net/wg/ekyc-ida/identifiers/",
    ),
}

#: Pages on passports, licences and the cards of the resident register.
_CARDS: Final = {
    "MOFA": (
        "Ministry of Foreign Affairs: applying for a passport",
        "https://www.mofa.go.jp/mofaj/toko/passport/pass_4.html",
    ),
    "LUCK": (
        "A column on addresses in passports",
        "https://lucksite.jp/column/2023/06/24/passport-address-change-procedure",
    ),
    "YAMANASHI": (
        "Yamanashi Prefecture: spelling of names in passports",
        "https://www-pref-yamanashi-jp.cache.yimg.jp/passport/88771041769.html",
    ),
    "TBS": (
        "TBS News: licences that expire on days of rest",
        "https://newsdig.tbs.co.jp/articles/-/2348109",
    ),
    "GENMAI": (
        "A note on days of rest in the Road Traffic Act",
        "https://www.genmai-note.com/entry/20170411/1491865994",
    ),
    "SETA": (
        "Setagaya City: licences on the individual number card",
        "https://www.city.setagaya.lg.jp/01045/28284.html",
    ),
    "OSAKA": (
        "Osaka Police: licences on the individual number card",
        "https://www.police.pref.osaka.lg.jp/tetsuduki/untenmenkyo/keireki/21192.html",
    ),
    "KANAGAWA": (
        "Kanagawa Police: driving record certificate",
        "https://www.police.pref.kanagawa.jp/tetsuzuki/menkyo/mes83053.html",
    ),
    "MOTOR": (
        "Motor Magazine: driving record certificate",
        "https://web.motormagazine.co.jp/_ct/17256446",
    ),
    "AUTOM": (
        "Auto Messe: driving record certificate",
        "https://automesseweb.jp/2019/12/27/298076/2",
    ),
    "KSATEI": (
        "A guide to licence certificates with similar names",
        "https://kuruma-sateim.com/driver-license/driving-career-license",
    ),
    "FUKUROI": (
        "Fukuroi City: individual number cards and resident register cards",
        "https://www.city.fukuroi.shizuoka.jp/kurashi/soshiki/08/02/juminkihondaicho/1448451090563.html",
    ),
    "KOUNOSU": (
        "Konosu City: validity of the individual number card",
        "http://www.city.kounosu.saitama.jp/site/mynumbercard/3236.html",
    ),
    "KOBE": (
        "Kobe City: validity of the individual number card",
        "https://help.city.kobe.lg.jp/hc/ja/articles/4488216315151",
    ),
    "MIHAMA": (
        "Mihama Town: expiry of card and electronic certificate",
        "https://www.town.aichi-mihama.lg.jp/kurashi-tetsuzuki/todokede-shomei/mynummber/2023.html",
    ),
    "PPC613": (
        "Personal Information Protection Commission: FAQ 5, Q6-13",
        "https://www.ppc.go.jp/all_faq_index/faq5-q6-13",
    ),
    "IMP1": (
        "Impress Watch: the next individual number card",
        "https://www.watch.impress.co.jp/docs/news/1577363.html",
    ),
    "SOUMU": (
        "Ministry of Internal Affairs: the notification card",
        "http://www.soumu.go.jp/kojinbango_card/02.html",
    ),
    "WAKAYAMA": (
        "Wakayama City: end of the notification card",
        "http://www.city.wakayama.wakayama.jp/kurashi/koseki_jyuminhyo/1001082/1001425.html",
    ),
    "NAGOYA": (
        "Nagoya City FAQ: the notification card",
        "https://faq.city.nagoya.jp/faq/detail.aspx?id=2899",
    ),
    "IZUMO": (
        "Izumo City: Basic Resident Register card",
        "https://www.city.izumo.shimane.jp/www/contents/1149037961104/index.html",
    ),
    "SHIMADA": (
        "Shimada City: Basic Resident Register card",
        "https://www.city.shimada.shizuoka.jp/kurashi-docs/juuki.html",
    ),
    "YACHIYO": (
        "Yachiyo City: Basic Resident Register card",
        "https://www.city.yachiyo.lg.jp/soshiki/14/2278.html",
    ),
    "AMAGA": (
        "Amagasaki City FAQ: identity documents at the counter",
        "https://faq.city.amagasaki.hyogo.jp/faq/detail.aspx?id=2570",
    ),
    "GOONET": (
        "Goo-net: dates printed on licences",
        "https://goo-net.com/magazine/knowhow/carlife/44329",
    ),
}

#: Pages on the cards of foreign residents.
_RESIDENCE: Final = {
    "OYAMA": (
        "Oyama City: residence card and special permanent resident certificate",
        "https://www.city.oyama.tochigi.jp/kurashi/koseki-touroku-shoumei/koseki-juminhyo-inkantoroku/page003981.html",
    ),
    "KASUGAI": (
        "Kasugai City: procedures for foreign residents",
        "https://www.city.kasugai.lg.jp/kurashi/todoke/foreign/index.html",
    ),
    "YONEI": (
        "A scrivener's note on expiry at the 16th birthday",
        "https://www.yonei-office.com/15175",
    ),
    "YSV": (
        "A scrivener's note on expiry of the residence card",
        "https://yokohama-supervisa.net/blog/date-of-expiry",
    ),
    "ATT": (
        "A scrivener's note on reading the residence card",
        "https://attorney-office.com/blog/372",
    ),
    "MARUG": (
        "Marugame: the residence card for families",
        "https://minna-de-wagaya.com/marugame-kodomo-nihongo/custom37.html",
    ),
    "SHON": (
        "A scrivener's note on names in kanji on cards of foreign residents",
        "https://www.shon.jp/blog/1646/",
    ),
    "HOREI": (
        "A publisher's notice on specified residence cards",
        "https://www.horei.co.jp/gis/index.html",
    ),
    "AKIY": (
        "A scrivener's note on specified residence cards",
        "https://akiyama-gyouseishoshi.com/immigration-services-post-150",
    ),
    "SINC": (
        "A visa office's column on specified residence cards, 2025-12-18",
        "https://sincere-smartvisa.com/column/入管関連情報/2025/20251218",
    ),
    "ISA": (
        "Immigration Services Agency: questions on specified residence cards",
        "https://www.moj.go.jp/isa/tokutei.html",
    ),
}

#: Pages on insurance, pension, and certificates on paper.
_INSURANCE_AND_PAPER: Final = {
    "MYNA": (
        "Mynaportal FAQ 3505: the end of the insurance card",
        "https://faq.myna.go.jp/faq/show/3505?category_id=108&site_domain=default",
    ),
    "YONAGO": (
        "Yonago City: insurance card and eligibility certificate",
        "https://www.city.yonago.lg.jp/1148.htm",
    ),
    "KKS": ("A labour consultant's news of August 2025, part 2", "https://kksharoushi.p-kit.com/"),
    "BSK": (
        "Bridgestone Health Insurance Society: eligibility certificate",
        "https://bridgestone-kenpo.or.jp/",
    ),
    "MIE": (
        "Mie Prefecture: documents for a passport",
        "https://www-pref-mie-lg-jp.cache.yimg.jp/PASSPORT/16477018023.htm",
    ),
    "KYOTO": (
        "Kyoto Prefecture: documents for a passport",
        "https://www-pref-kyoto-jp.cache.yimg.jp/passport/10200029.html",
    ),
    "QBEI": ("A note on the notice of insurance data", "https://qbei.isotop.jp/?p=4710"),
    "MHLW": (
        "Ministry of Health, Labour and Welfare: limits on asking for insured numbers",
        "https://www.mhlw.go.jp/stf/newpage_13989.html",
    ),
    "MIYAKE": (
        "Miyake Law Office: insurance cards as identity documents, 2020-10",
        "https://www.miyake.gr.jp/notice/",
    ),
    "CDV": (
        "A medical association's copy of the ministry's notice on insured numbers",
        "http://cdvnet.jp/modules/information/index.php/page102.html",
    ),
    "KENSA": ("An examination centre's guide to masking", "https://www.kensakun.net/masking.html"),
    "TWYSI": ("A guide to masking the insurance card", "https://twysi.com/zx24q83j.html"),
    "MIYAGI": (
        "A copy of the rules on prevention of transfer of criminal proceeds, article 7",
        "https://miyagi-office.info/",
    ),
}

#: Title and URL of each source (出典).
SOURCES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    _CROWDWORKS | _SERVICES | _CARDS | _RESIDENCE | _INSURANCE_AND_PAPER | LAW_SOURCES
)


def cite(key: str, place: str = "", confidence: Confidence = Confidence.CONFIRMED) -> Citation:
    """Return a citation of the source with this key.

    >>> str(cite("MOFA", "valid for ten or five years"))[-39:]
    'five years (read 2026-11-23, confirmed)'

    Args:
        key: A key of `SOURCES`.
        place: The statement that the source supports.
        confidence: How far the statement is confirmed.

    Raises:
        InvalidValueError: If no row of `SOURCES` has the key.
    """
    if key not in SOURCES:
        raise InvalidValueError(f"no source has the key {key!r}: add a row to SOURCES")
    title, url = SOURCES[key]
    return Citation(
        title,
        place,
        url,
        read_on=_READ_LATER.get(key, READ_ON),
        confidence=confidence,
        title_ja=TITLES_JA.get(key, ""),
        place_ja=PLACES_JA.get(place, ""),
    )
