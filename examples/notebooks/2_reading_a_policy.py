# ---
# jupyter:
#   jupytext:
#     formats: py:percent,ipynb
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2. 基準を読む / Reading a policy
#
# 基準はデータです。表として読み、あらゆる状況について正確に問うことができます。
#
# A policy is data: it can be read as a table, and questioned exactly, over every situation.

# %%
from datetime import date

from idverify import CROWDWORKS_ARTICLE as policy
from idverify.analysis import find_accepting_policies, find_accepted_periods, audit_policy, find_remedies, rank_questions
from idverify.calendar.period import Period
from idverify.render.notebook import show
from idverify.i18n import Language

policy

# %% [markdown]
# ## 規則の点検 / Examining the rules
#
# 破られることのない規則、二重に伝わる指摘、何を出しても通らない書類を、例とともに挙げます。
# 抜き取りではなく、ありうる状況のすべてについてです。
#
# Which rules can never be broken? Which document can never be accepted any more? Not a sample:
# every situation was weighed.

# %%
found = audit_policy(policy, date(2026, 6, 3))
found

# %% [markdown]
# 健康保険証と住民基本台帳カードは、2026年には何を出しても通りません。同じことを英語で。
#
# The insurance card and the resident register card are listed and hopeless. The same in English:

# %%
show(found, Language.EN)

# %% [markdown]
# ## 一件の申請 / One submission
#
# コピーを撮影し、期限も切れた運転免許証。指摘はすべて一度に返ります。
#
# A driving licence that has expired, photographed from a copy: all findings come at once.

# %%
from idverify import Address, Document, DocumentKind, Individual, Medium, Observation, Submission

hanako = Individual(
    kanji_name="見本 花子",
    kana_name="ミホン ハナコ",
    birth_date=date(1990, 4, 1),
    address=Address("東京都中野区中野4-8-1"),
)
licence = Document(
    kind=DocumentKind.DRIVERS_LICENSE,
    observation=Observation(
        medium=Medium.PHOTOCOPY,
        name="見本 花子",
        address="東京都中野区中野四丁目8番1号",
        birth_date=date(1990, 4, 1),
        issued_on=date(2021, 4, 10),
        expires_on=date(2026, 5, 1),
    ),
)
submission = Submission(id="s-1", applicant=hanako, documents=[licence])
received = date(2026, 6, 3)
policy.evaluate(submission, received)

# %% [markdown]
# ## いちばん少ない是正 / The least that must change

# %%
[remedy] = find_remedies(policy, submission, received)
remedy

# %% [markdown]
# 原本を撮り直したとして、いつまでに届けば間に合ったでしょうか。
#
# Had the original been photographed, on which days would it have been accepted?

# %%
from attrs import evolve

original = submission.with_observations(evolve(licence.observation, medium=Medium.ORIGINAL))
for days in find_accepted_periods(policy, original, Period(date(2026, 4, 1), date(2026, 7, 1))):
    print(days)

# %% [markdown]
# 同じ申請を、ほかのどの基準なら受け入れたでしょうか。
#
# Which other policies would have accepted the same submission, two months earlier?

# %%
from idverify.presets import PRESETS

for other in find_accepting_policies(PRESETS, original, date(2026, 4, 20)):
    print(other.title_ja, "/", other.title_en)

# %% [markdown]
# ## 何から見るか / What to look at first
#
# まだ誰も見ていない申請で、一つの答えだけで決まってしまう割合の大きい順に。
#
# Of a submission nobody has looked at, which answer decides most by itself?

# %%
import polars as pl

fresh = Submission(
    id="s-2", applicant=hanako, documents=[Document(kind=DocumentKind.DRIVERS_LICENSE)]
)
pl.DataFrame(
    {
        "確認すること": w.question.fact.question_ja,
        "to look at": w.question.fact.question_en,
        "割合 / decides": f"{w.decided_share:.0%}",
    }
    for w in rank_questions(policy, fresh, received)
)
