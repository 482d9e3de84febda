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
# # 5. 大型連休の審査待ち / A review queue through Golden Week
#
# 連休のあいだも申請は届き、審査は進みません。担当者が何人いれば、5営業日以内という約束を守れるでしょうか。
#
# Submissions arrive through the holidays and nobody reviews them. How many reviewers keep the
# promise of five business days?

# %%
# %load_ext idverify.render.display

from datetime import date
from random import Random

import altair as alt
import polars as pl

from idverify import BusinessCalendar
from idverify.analysis.queue import arrivals, play

japan = BusinessCalendar.japan()
arriving = arrivals(date(2026, 4, 1), 75, per_day=120, chance=Random(2026), at_weekends=0.7)
print(f"{sum(arriving.values()):,} submissions between 1 April and 14 June 2026")

# %% [markdown]
# ## 四人の場合 / With four reviewers

# %%
play(arriving, reviewers=4, cases_a_day=40, calendar=japan)

# %% [markdown]
# ## 何人いればよいか / How many are enough?

# %%
rows = [
    {"reviewers": k, "share": play(arriving, k, 40, japan).share_within(5)} for k in range(3, 9)
]
share = alt.Chart(pl.DataFrame(rows)).encode(
    x=alt.X("reviewers:O", axis=alt.Axis(labelAngle=0)),
    y=alt.Y("share:Q", axis=alt.Axis(format="%"), title="decided within five business days"),
)
(
    share.mark_bar(color="#3b6ea5")
    + share.mark_text(dy=-7).encode(text=alt.Text("share:Q", format=".0%"))
).properties(width=420, height=220, title="The promise, by the number of reviewers")

# %% [markdown]
# ## 待ちの分布 / How long people wait
#
# 平均ではなく分布を見ます。四人では連休明けの山が約束を越えていきます。
#
# Not the mean but the distribution: too few reviewers never work off what Golden Week piles up.

# %%
waits = pl.DataFrame(
    {"reviewers": f"{k} reviewers", **row}
    for k in (4, 5, 6)
    for row in play(arriving, k, 40, japan).to_records()
)
alt.Chart(waits).mark_bar(color="#3b6ea5").encode(
    x=alt.X("business_days:O", title="business days waited", axis=alt.Axis(labelAngle=0)),
    y=alt.Y("cases:Q", title="cases"),
    row=alt.Row("reviewers:N", title=None, header=alt.Header(labelAngle=0, labelAlign="left")),
).properties(width=420, height=110)

# %% [markdown]
# ## 偶然の幅 / How much of it is chance?
#
# 到着は偶然です。20通りの春を試しても、結論は変わりません。
#
# Arrivals are drawn by chance, so twenty springs are played: the conclusion stands.

# %%
springs = [
    arrivals(date(2026, 4, 1), 75, per_day=120, chance=Random(seed), at_weekends=0.7)
    for seed in range(20)
]
pl.DataFrame(
    {"reviewers": k, "worst": min(s), "best": max(s)}
    for k in range(4, 8)
    for s in [[play(spring, k, 40, japan).share_within(5) for spring in springs]]
)
