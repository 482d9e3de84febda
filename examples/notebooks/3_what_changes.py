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
from datetime import date

from idverify import CROWDWORKS_ARTICLE as policy
from idverify.analysis import compare_policies, build_timeline
from idverify.render.notebook import show

years = build_timeline(policy, date(2024, 1, 1), date(2032, 1, 1))
years

# %% [markdown]
# ## 図にすると / As a picture
#
# JupyterLab は Mermaid の図をそのまま描きます。 / JupyterLab draws a Mermaid diagram by itself.

# %%
show(years).diagram

# %%
import matplotlib.pyplot as plt
from matplotlib.dates import date2num

from idverify import DOCUMENTS, DocumentKind
from plot_style import BLUE, bare

first, beyond = date(2024, 1, 1), date(2032, 1, 1)
ends = {step.kinds: step.day for step in years.changes}
figure, axes = plt.subplots(figsize=(8.5, 3.4))
names = []
for row, line in enumerate(policy.accept_list):
    kinds = tuple(kind for kind in DocumentKind if kind in line.kinds)
    names.append("+".join(DOCUMENTS[kind].name_ja for kind in kinds))
    end = ends.get(kinds, beyond)
    axes.barh(row, date2num(end) - date2num(first), left=date2num(first), color=BLUE, height=0.6)
    if end < beyond:
        axes.text(date2num(end) + 25, row, f"{end} から不可 / ends", va="center", fontsize=9)
axes.set_yticks(range(len(names)), names)
axes.invert_yaxis()
axes.xaxis_date()
axes.set_xlim(first, beyond)
axes.set_title("受け付けられる期間 / Until when each document is taken")
bare(axes, "bottom")
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
change = compare_policies(policy, policy, date(2027, 3, 31), date(2027, 4, 1))
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
step = next(step for step in years.changes if step.day == date(2025, 12, 2))
policy.evaluate(step.example, step.day)
