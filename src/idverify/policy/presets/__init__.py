"""Policies ready to use, one file each; every rule says where it was read."""

from typing import Final

from idverify.policy.presets.aptcp import APTCP
from idverify.policy.presets.coconala import COCONALA_2020S
from idverify.policy.presets.crowdworks_article import CROWDWORKS_ARTICLE
from idverify.policy.presets.crowdworks_faq import CROWDWORKS_FAQ
from idverify.policy.presets.lancers import LANCERS
from idverify.policy.presets.mercari import MERCARI

__all__ = [
    "APTCP",
    "COCONALA_2020S",
    "CROWDWORKS_ARTICLE",
    "CROWDWORKS_FAQ",
    "LANCERS",
    "MERCARI",
    "PRESETS",
]

#: All of them, in the order in which a table shows them.
PRESETS: Final = (CROWDWORKS_ARTICLE, CROWDWORKS_FAQ, COCONALA_2020S, LANCERS, MERCARI, APTCP)
