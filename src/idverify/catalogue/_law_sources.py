"""Sources for the law on identity documents, in addition to those in `sources` (出典)."""

from typing import Final

__all__ = ["LAW_SOURCES"]

#: Title and URL of each source, by a short key.
LAW_SOURCES: Final = {
    "SAYAMA": (
        "Osakasayama City: the individual number card since April 2022 (read as an excerpt)",
        "http://www.city.osakasayama.osaka.jp/sosiki/siminseikatsubu/shiminmadoguchigurupu/news/1647393067584.html",
    ),
    "BRAVO": ("A note on licences of people born on 29 February", "https://bravo-note.com/?p=512"),
    "NIKKEI": (
        "Nikkei: Western years on licences since March 2019",
        "https://s.nikkei.com/2CwsRGR",
    ),
    "NOBITA": (
        "A note on the next individual number card, about 2028",
        "https://nobita.navinavi.org/?p=11078",
    ),
    "FF": (
        "Financial Field: the next individual number card",
        "https://financial-field.com/living/entry-478891/2",
    ),
    "JIJI": (
        "Jiji: draft of the next individual number card, March 2024",
        "https://equity.jiji.com/commentaries/2024032300451g",
    ),
    "FINDOUT": (
        "A note on the expiry of the next individual number card",
        "https://wp-dev.findout.love/archives/35888",
    ),
    "KANAZAWA": (
        "Kanazawa City: individual number cards of foreign residents",
        "https://www4.city.kanazawa.lg.jp/kurashi_tetsuzuki/todokede_shomei/mynumber_jukinet/1/26084.html",
    ),
    "IURIS19": (
        "Immigration Control and Refugee Recognition Act, as of 2024-04-01 (read as an excerpt)",
        "https://iuris.jp/出入国管理及び難民認定法-第十九条の五-在留カードの有効期間/jpn/a/29232",
    ),
    "PAPERZ": ("Civil Code, articles 138 to 143, with notes", "https://paperzz.com/doc/6385272/"),
    "TAKKEN": (
        "A course on periods in the Civil Code",
        "https://takken-shikaku.net/takkenshiken/1195",
    ),
    "TORI": (
        "A law office on the calculation of ages",
        "https://www.toridelaw.com/entry/2021/02/02/",
    ),
    "TSUKIJI": (
        "An office on the day from which a period runs",
        "https://office-tsukiji.com/2016-06-09-111915",
    ),
    "PA1": ("paters help: when a review is answered", "https://help.paters.jp/archives/1654"),
    "EXPERT": (
        "A table of identity documents under the rules on criminal proceeds",
        "https://expert-japanese-clone019.mindtouch.us/Content_Import/KIJI750/本人確認書類一覧_1",
    ),
    "IURIS-CH": (
        "Act on Prevention of Transfer of Criminal Proceeds, chapter 2",
        "https://iuris.jp/犯罪による収益の移転防止に関する法律-第二章-特定事業者による措置/jpn/c/1379",
    ),
    "IURIS6": (
        "Act on Prevention of Transfer of Criminal Proceeds, article 6",
        "https://iuris.jp/犯罪による収益の移転防止に関する法律-第六条-確認記録の作成義務等/jpn/a/30386",
    ),
    "NEKO": (
        "Yamato: the end of the insurance card as an identity document",
        "https://www.smartwork.nekonet.co.jp/media/column/shoumei03a",
    ),
    "MHM": (
        "Mori Hamada: stricter identification under the rules on criminal proceeds",
        "https://org-www.morihamada.com/ja/insights/newsletters/129716",
    ),
    "SHIGYO": (
        "An institute on the amended rules on criminal proceeds, July 2025",
        "https://www.shigyo.co.jp/post_topics/20250702",
    ),
    "POCKET": (
        "Pocketsign: remote identification from April 2027",
        "https://pocketsign.co.jp/blog/34",
    ),
    "CYBER": (
        "Cybertrust: identification face to face, draft of December 2025",
        "https://www.cybertrust.co.jp/blog/certificate-authority/business-process-digitalization/2512-aptcp-reform.html",
    ),
    "HOURITSU": (
        "An in-house lawyer's survey of documents, criminal proceeds (read as an excerpt)",
        "https://houritsushoku.com/archives/criminal-proceeds-transfer-prevention-law-identity-verification-documents.html",
    ),
    "OCS": (
        "A card issuer's notice on two documents since 2020-04-01 (read as an excerpt)",
        "https://www.ocsnet.co.jp/important/18413.html",
    ),
    "LAb": (
        "A user's list of documents at Lancers",
        "https://satokoweb.com/lancers-crowdworks-identification/",
    ),
}
