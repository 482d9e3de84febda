"""Preset policies (規定の基準) of services and of one Act, each in its own module."""

from typing import Final

from idverify.presets.aptcp import APTCP
from idverify.presets.coconala import COCONALA_2020S
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from idverify.presets.crowdworks_faq import CROWDWORKS_FAQ
from idverify.presets.lancers import LANCERS
from idverify.presets.mercari import MERCARI

__all__ = [
    "APTCP",
    "COCONALA_2020S",
    "CROWDWORKS_ARTICLE",
    "CROWDWORKS_FAQ",
    "LANCERS",
    "MERCARI",
    "PRESETS",
]

#: All presets, in the order in which tables show them.
PRESETS: Final = (CROWDWORKS_ARTICLE, CROWDWORKS_FAQ, COCONALA_2020S, LANCERS, MERCARI, APTCP)
