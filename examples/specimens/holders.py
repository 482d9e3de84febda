"""The people and companies on the specimens. All are invented.

The names are made of common family and given names; towns, lot numbers and
buildings do not exist, only the municipalities around them do. The company
numbers have a true check digit on top of a registry office (9999) that there is
not, so that none can belong to a company.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import frozen

__all__ = ["COMPANIES", "PEOPLE", "Company", "Person", "corporate_number"]


@frozen(kw_only=True)
class Person:
    """An invented person, as official papers would write of them."""

    name: str
    kana: str
    latin: str
    born: date
    sex: str
    prefecture: str
    city: str
    street: str
    building: str = ""
    nationality: str = "日本"

    @property
    def address(self) -> str:
        """The whole address in one line, the building set off by a full-width space."""
        line = f"{self.prefecture}{self.city}{self.street}"
        return f"{line}\u3000{self.building}" if self.building else line

    @property
    def municipality(self) -> str:
        """The city, special ward, town or village; without the ward of a larger city."""
        city, mark, ward = self.city.partition("市")
        return city + mark if ward else self.city


@frozen(kw_only=True)
class Company:
    """An invented company, as its registry certificate would write of it."""

    name: str
    kana: str
    registry_number: str
    head_office: str
    founded: date
    capital: str
    purposes: tuple[str, ...]
    representative: str
    title: str = "代表取締役"
    representative_address: str

    @property
    def corporate_number(self) -> str:
        """The 13 digits (法人番号): check digit and registry number."""
        return corporate_number(self.registry_number)


def corporate_number(registry_number: str) -> str:
    """Put the check digit (検査用数字) before twelve digits.

    法人番号の指定等に関する省令 2条: 9 less the remainder by 9 of the sum of the
    digits, every second one from the right counted twice.

    >>> corporate_number("999901000123")
    '9999901000123'
    """
    digits = [int(digit) for digit in reversed(registry_number)]
    total = sum(digit * (1 + place % 2) for place, digit in enumerate(digits))
    return f"{9 - total % 9}{registry_number}"


def _person(
    names: str, born: str, sex: str, where: str, street: str, building: str = "", **more: str
) -> Person:
    name, kana, latin = names.split("/")
    prefecture, city = where.split("/")
    return Person(
        name=name,
        kana=kana,
        latin=latin,
        born=date.fromisoformat(born),
        sex=sex,
        prefecture=prefecture,
        city=city,
        street=street,
        building=building,
        **more,
    )


PEOPLE: Final[Mapping[str, Person]] = {
    "takahashi": _person(
        "髙橋 一郎/タカハシ イチロウ/TAKAHASHI ICHIRO",
        "1984-05-03",
        "男",
        "東京都/杉並区",
        "北見本三丁目14番7号",
        "コーポ例示202",
    ),
    "yamazaki": _person(
        "山﨑 美穂/ヤマザキ ミホ/YAMAZAKI MIHO",
        "1991-11-20",
        "女",
        "神奈川県/横浜市港北区",
        "見本台二丁目5番18号",
    ),
    "watanabe": _person(
        "渡邉 健/ワタナベ ケン/WATANABE KEN",
        "1978-02-28",
        "男",
        "大阪府/大阪市北区",
        "例示橋一丁目9番3号",
        "みほんタワー1504",
    ),
    "watabe": _person(
        "渡邊 千尋/ワタベ チヒロ/WATABE CHIHIRO",
        "1996-02-29",
        "女",
        "愛知県/名古屋市千種区",
        "見本山通四丁目21番地",
    ),
    "saito": _person(
        "齋藤 陽菜/サイトウ ハルナ/SAITO HARUNA",
        "2001-07-07",
        "女",
        "宮城県/仙台市青葉区",
        "例示町六丁目2番10号",
        "ハイツ見本105",
    ),
    "sato": _person(
        "佐藤 凜/サトウ リン/SATO RIN",
        "1999-01-08",
        "女",
        "北海道/札幌市中央区",
        "南三十条西四十丁目2番1号",
    ),
    "suzuki": _person(
        "鈴木 大輔/スズキ ダイスケ/SUZUKI DAISUKE",
        "1988-12-31",
        "男",
        "静岡県/浜松市中央区",
        "見本島町1234番地の5",
    ),
    "tanaka": _person(
        "田中 結衣/タナカ ユイ/TANAKA YUI",
        "1993-04-01",
        "女",
        "京都府/京都市中京区",
        "見本通例示上る雛形町345番地",
    ),
    "ito": _person(
        "伊藤 誠/イトウ マコト/ITO MAKOTO",
        "1969-10-10",
        "男",
        "三重県/津市",
        "例示之町八丁目6番地",
    ),
    "nakamura": _person(
        "中村 さくら/ナカムラ サクラ/NAKAMURA SAKURA",
        "2004-03-25",
        "女",
        "福岡県/福岡市早良区",
        "見本浜五丁目11番2号",
        "グランドール例示308",
    ),
    "kobayashi": _person(
        "小林 蓮/コバヤシ レン/KOBAYASHI REN",
        "1997-08-15",
        "男",
        "長野県/松本市",
        "大字雛形567番地8",
    ),
    "yoshida": _person(
        "吉田 由美子/ヨシダ ユミコ/YOSHIDA YUMIKO",
        "1955-09-23",
        "女",
        "広島県/広島市西区",
        "見本が丘七丁目3番15号",
    ),
    "hamasaki": _person(
        "濵﨑 翔太/ハマサキ ショウタ/HAMASAKI SHOTA",
        "1990-06-18",
        "男",
        "鹿児島県/鹿児島市",
        "例示台九丁目20番6号",
    ),
    "kato": _person(
        "加藤 実/カトウ ミノル/KATO MINORU",
        "1943-04-29",
        "男",
        "岐阜県/岐阜市",
        "見本寺町十丁目4番地",
    ),
    "matsumoto": _person(
        "松本 真由美/マツモト マユミ/MATSUMOTO MAYUMI",
        "1974-01-17",
        "女",
        "兵庫県/神戸市灘区",
        "雛形坂通八丁目1番12号",
        "メゾン見本401",
    ),
    "shimizu": _person(
        "清水 航/シミズ ワタル/SHIMIZU WATARU",
        "1986-07-20",
        "男",
        "千葉県/船橋市",
        "例示原六丁目33番9号",
    ),
    "inoue": _person(
        "井上 久美子/イノウエ クミコ/INOUE KUMIKO",
        "1981-05-05",
        "女",
        "埼玉県/さいたま市浦和区",
        "見本盤十丁目8番20号",
    ),
    "kimura": _person(
        "木村 悠斗/キムラ ユウト/KIMURA YUTO",
        "2006-11-03",
        "男",
        "沖縄県/那覇市",
        "雛形九丁目15番22号",
    ),
    "hayashi": _person(
        "林 麻衣/ハヤシ マイ/HAYASHI MAI",
        "1995-12-24",
        "女",
        "石川県/金沢市",
        "例示野町12番30号",
        "見本荘203",
    ),
    "abe": _person(
        "阿部 慶子/アベ ケイコ/ABE KEIKO",
        "1989-01-07",
        "女",
        "新潟県/新潟市中央区",
        "見本端通九番町2045番地",
    ),
    "lee": _person(
        "李 恵子/リ ケイコ/LEE KEIKO",
        "1987-03-14",
        "女",
        "大阪府/東大阪市",
        "雛形橋七丁目6番4号",
        nationality="韓国",
    ),
    "park": _person(
        "朴 英樹/パク ヒデキ/PARK HIDEKI",
        "1962-08-30",
        "男",
        "東京都/荒川区",
        "例示河島九丁目2番13号",
        nationality="韓国",
    ),
}

COMPANIES: Final[Mapping[str, Company]] = {
    "mihon": Company(
        name="株式会社見本製作所",
        kana="カブシキガイシャミホンセイサクショ",
        registry_number="999901000123",
        head_office="東京都大田区例示谷八丁目3番1号",
        founded=date(2009, 4, 1),
        capital="金1000万円",
        purposes=(
            "精密部品の設計及び製造",
            "製造工程に関するコンサルティング",
            "前各号に附帯する一切の業務",
        ),
        representative="髙田 繁",
        representative_address="東京都大田区見本馬込九丁目14番2号",
    ),
    "reiji": Company(
        name="合同会社例示デザイン",
        kana="ゴウドウガイシャレイジデザイン",
        registry_number="999903004567",
        head_office="京都府京都市左京区雛形川通見本下る例示町89番地",
        founded=date(2018, 10, 15),
        capital="金300万円",
        purposes=("ウェブサイトの企画及び制作", "印刷物の意匠制作", "前各号に附帯する一切の業務"),
        representative="岡﨑 遥",
        title="代表社員",
        representative_address="京都府京都市左京区雛形川通見本下る例示町89番地",
    ),
    "hinagata": Company(
        name="有限会社雛形商店",
        kana="ユウゲンガイシャヒナガタショウテン",
        registry_number="999902000890",
        head_office="香川県高松市見本町七丁目5番地12",
        founded=date(1994, 6, 20),
        capital="金300万円",
        purposes=("食料品の卸売及び小売", "うどんの製造及び販売", "前各号に附帯する一切の業務"),
        representative="森 邦夫",
        representative_address="香川県高松市例示塚町九丁目1番地",
    ),
}
