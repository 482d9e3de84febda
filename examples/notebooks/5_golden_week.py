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
from datetime import date
from random import Random

import matplotlib.pyplot as plt
import polars as pl

from idverify import BusinessCalendar
from idverify.analysis import draw_arrivals, simulate
from plot_style import BLUE, ORANGE, bare, unlabelled

japan = BusinessCalendar.japan()
arriving = draw_arrivals(date(2026, 4, 1), 75, per_day=120, rng=Random(2026), weekend_factor=0.7)
print(f"{sum(arriving.values()):,}件 / submissions, {min(arriving)} – {max(arriving)}")

# %% [markdown]
# ## 四人の場合 / With four reviewers

# %%
simulate(arriving, reviewers=4, cases_per_day=40, calendar=japan)

# %% [markdown]
# ## 何人いればよいか / How many are enough?

# %%
teams = range(3, 8)
shares = [simulate(arriving, k, 40, japan).share_within(5) for k in teams]

figure, axes = plt.subplots(figsize=(7, 2.6))
bars = axes.bar(list(teams), shares, color=BLUE, width=0.7)
axes.bar_label(bars, labels=[f"{share:.0%}" for share in shares], padding=2)
axes.set_xlabel("担当者(一人1日40件) / reviewers, forty cases a day each")
axes.set_title("5営業日以内に決まる割合 / Decided within five business days")
unlabelled(axes)
axes.set_ylim(0, 1.15)
bare(axes, "bottom")
plt.show()

# %% [markdown]
# ## 待ちの分布 / How long people wait
#
# 平均ではなく分布を見ます。四人では連休明けの山が約束の線(5営業日)まで届き、五人ならその手前で収まります。
#
# Not the mean but the distribution: with four reviewers what Golden Week piles up reaches beyond
# the promise (the dashed line); with five it is worked off in time.

# %%
figure, rows = plt.subplots(3, 1, figsize=(7, 4.6), sharex=True)
for axes, k in zip(rows, (4, 5, 6), strict=True):
    waits = simulate(arriving, k, 40, japan).counts_by_business_days
    axes.bar(list(waits), list(waits.values()), color=BLUE, width=0.7)
    axes.axvline(5.5, color=ORANGE, linestyle="--", linewidth=1.5)
    axes.set_ylabel(f"{k}人\n{k} reviewers", rotation=0, ha="right", va="center")
    unlabelled(axes)
    bare(axes, "bottom")
rows[-1].set_xlabel("待った営業日数 / business days waited")
figure.align_ylabels()
plt.show()

# %% [markdown]
# ## 偶然の幅 / How much of it is chance?
#
# 到着は偶然です。20通りの春を試しても、結論は変わりません。
#
# Arrivals are drawn by chance, so twenty springs are played: the conclusion stands.

# %%
springs = [
    draw_arrivals(date(2026, 4, 1), 75, per_day=120, rng=Random(seed), weekend_factor=0.7)
    for seed in range(20)
]
pl.DataFrame(
    {"担当者 / reviewers": k, "最悪 / worst": f"{min(s):.1%}", "最良 / best": f"{max(s):.1%}"}
    for k in range(4, 8)
    for s in [[simulate(spring, k, 40, japan).share_within(5) for spring in springs]]
)
