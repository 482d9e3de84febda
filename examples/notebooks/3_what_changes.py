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
# # 3. 2027年4月1日に何が変わるか / What changes on 2027-04-01
#
# 基準は日付とともに変わります。どの日に、どの規則によって、何が使えなくなるのか。
#
# Rules begin and end. On which day, by which rule and on whose word, does what is accepted change?

# %%
# %load_ext idverify.render.display

from datetime import date

from idverify import CROWDWORKS_ARTICLE as policy
from idverify.analysis.comparison import compare
from idverify.analysis.timelines import timeline
from idverify.calendar.period import Period

years = timeline(policy, date(2024, 1, 1), date(2032, 1, 1))
years

# %% [markdown]
# ## 図にすると / As a picture

# %%
import matplotlib.pyplot as plt
from matplotlib.dates import date2num

from idverify import DOCUMENTS

ends = {step.kinds[0]: step.day for step in years.steps}
names = [DOCUMENTS[min(line.kinds)].name_en for line in policy.accepts]
figure, axes = plt.subplots(figsize=(9, 3.2))
for row, line in enumerate(policy.accepts):
    last = min((ends[kind] for kind in line.kinds if kind in ends), default=date(2032, 1, 1))
    start = date2num(date(2024, 1, 1))
    axes.barh(row, date2num(last) - start, left=start, color="#3b6ea5", height=0.6)
    if last.year < 2032:
        axes.text(date2num(last) + 25, row, f"until {last}", va="center", fontsize=8)
axes.set_yticks(range(len(names)), names, fontsize=8)
axes.invert_yaxis()
axes.xaxis_date()
axes.set_xlim(date(2024, 1, 1), date(2032, 1, 1))
axes.set_title("What the article's list still takes, by year")
axes.spines[["top", "right", "left"]].set_visible(False)
plt.show()

# %% [markdown]
# ## 法律の改正日に / On the day the law changes
#
# 犯罪収益移転防止法の施行規則は2027年4月1日に改まります。この基準はその方式を使っていないので、
# 受け入れる範囲は変わりません。「変わらない」ことも、すべての状況について証明されます。
# 違いとして残るのは、一日のうちに期限が切れる書類だけです。
#
# The rules on prevention of transfer of criminal proceeds change on 2027-04-01. This policy does
# not rest on the methods that end, and that is proved rather than hoped: all that differs
# between the two days is what expires, or is issued, between them.

# %%
change = compare(policy, policy, date(2027, 3, 31), date(2027, 4, 1))
change

# %%
assert all("expire" in d.rule.code or "issue" in d.rule.code for d in change.differences)

# %% [markdown]
# ## ある日をまたぐ申請 / A submission across the line
#
# 2025年12月2日に健康保険証が使えなくなったときの、いちばん簡単な例を見ます。
#
# The plainest submission that was accepted on 1 December 2025 and refused the day after:

# %%
step = next(step for step in years.steps if step.day == date(2025, 12, 2))
policy.evaluate(step.witness, step.day)
