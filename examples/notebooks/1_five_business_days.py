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
# # 1. 五営業日 / Five business days
#
# 「最大5営業日」とはいつまでか。休みの日には理由があり、期限はそのすべてを挙げます。
#
# A decision is promised within five business days. Which day is that? Every day that is
# skipped has a reason, and the deadline lists them all.

# %%
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import matplotlib.pyplot as plt
from matplotlib.dates import DateFormatter, MonthLocator

from plot_style import BLUE, bare

from idverify import BusinessCalendar, ReviewClock

japan = BusinessCalendar.japan()
clock = ReviewClock(japan, business_days=5)
tokyo = ZoneInfo("Asia/Tokyo")

# %% [markdown]
# ## 一件の期限 / One deadline
#
# 2026年9月17日(木)の提出。敬老の日と秋分の日に挟まれた9月22日も休みです。
#
# Handed in on Thursday, 17 September 2026. The 22nd lies between two holidays, so it rests, too.

# %%
deadline = clock.deadline(datetime(2026, 9, 17, 10, 0, tzinfo=tokyo))
deadline

# %%
print(deadline.due_on)
for closure in deadline.skipped:
    print(closure.day, closure.name_ja, "/", closure.name_en)

# %% [markdown]
# ## 一年のどこで待たされるか / When the wait is longest
#
# 一日ずつ提出してみると、暦の上で何日待つかが分かります。年末年始ではなく、大型連休と9月が山です。
#
# Hand something in on every day of 2026 and count the calendar days until the deadline.

# %%
days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
waits = [(japan.add(day, 5) - day).days for day in days]

figure, axes = plt.subplots(figsize=(8.5, 2.8))
axes.fill_between(days, waits, step="mid", color=BLUE, linewidth=0)
axes.set_ylim(0, max(waits) + 1)
axes.set_ylabel("暦の上で待つ日数\ncalendar days to wait")
axes.set_xlim(days[0], days[-1])
axes.set_title("2026年の受付日ごとに / For each day of receipt in 2026")
axes.xaxis.set_major_locator(MonthLocator())
axes.xaxis.set_major_formatter(DateFormatter("%-m月"))
bare(axes, "left", "bottom")
plt.show()

# %%
longest = max(waits)
first = days[waits.index(longest)]
print(f"{longest}日 / days: {first} → {japan.add(first, 5)}")

# %% [markdown]
# ## まだ官報に載っていない年 / Years not yet gazetted
#
# 来年より先の祝日は法律どおりでも未確定です。期限はそれを隠しません。
#
# Holidays after the last published almanac may still change, and a deadline says so.

# %%
print("官報で確かめられる最後の日 / official through:", japan.official_through)
later = clock.deadline(datetime(2028, 5, 1, 10, 0, tzinfo=tokyo))
print(later.due_on, "未確定 / provisional" if later.is_provisional else "確定 / certain")
