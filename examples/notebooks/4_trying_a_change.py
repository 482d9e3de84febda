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
# # 4. 規則を変えてみる / Trying a change on 200,000 cases
#
# 規則を変える前に、過去の申請に当ててみます。ここでは作りものの20万件を使います。
#
# Before a rule is changed it is tried on past cases: here on 200,000 invented ones, in a frame as
# a warehouse would hand it out. Read once, every question is answered in milliseconds.

# %%
from datetime import date
from timeit import timeit

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
import polars as pl

from idverify.analysis import Population, column_name
from idverify.citations import Citation
from idverify.policy import facts
from idverify.policy.profile_match import ProfileMatch
from idverify.policy.facts import IssueRecency, Expiry
from idverify.matching.strictness import STANDARD
from idverify.policy.rules import Rule
from idverify.model.documents import DocumentKind
from idverify.catalogue.reasons import get_reason
from idverify.model.observations import Medium
from idverify.render.analysis_records import to_records
from plot_style import BLUE, ORANGE, bare, unlabelled

CASES = 200_000
chance = np.random.default_rng(20261123)
NAME = facts.name(STANDARD)
MONTHS = (1, 2, 3, 4, 5, 6)
asked = (facts.MEDIUM, facts.EXPIRY, NAME, *(facts.issued_within(m) for m in MONTHS))

# %%
def drawn(answers: dict[str, float]) -> np.ndarray:
    return chance.choice(list(answers), CASES, p=list(answers.values()))

months_old = chance.gamma(1.6, 1.5, CASES)
frame = pl.DataFrame(
    {
        "kind": drawn({"drivers_license": 0.55, "individual_number_card": 0.3, "resident_record": 0.15}),
        "medium": drawn({"original": 0.9, "photocopy": 0.05, "screen": 0.04, "edited": 0.01}),
        "expiry": drawn({"valid": 0.95, "expired": 0.04, "not_shown": 0.01}),
        column_name(NAME): drawn(
            {"same": 0.8, "variant": 0.12, "judgement": 0.02, "incomplete": 0.02, "different": 0.04}
        ),
        **{
            column_name(facts.issued_within(m)): np.where(months_old <= m, "within", "too_old")
            for m in MONTHS
        },
    }
)
frame.select("kind", "medium", "expiry", column_name(NAME), "issued_within(3)").head()

# %%
past = Population.from_frame(frame, *asked)
print(f"{past.size:,}件 / cases, {len(past.columns)} columns")

# %% [markdown]
# ## いまの規則 / The rules as they are

# %%
source = Citation("An invented service", "notebook 4", read_on=date(2026, 11, 23))


def rule(code, says_ja, says_en, requires, **more):
    return Rule(code=code, statement_ja=says_ja, statement_en=says_en, requires=requires,
                reason=get_reason("other"), citations=[source], **more)


no_copy = rule("no_copy", "コピーではない。", "It is no photocopy.", facts.MEDIUM.other_than(Medium.PHOTOCOPY))
original = rule("original", "原本の撮影である。", "It is the original.", facts.MEDIUM.one_of(Medium.ORIGINAL))
unexpired = rule("unexpired", "有効期限内である。", "It has not expired.", facts.EXPIRY.other_than(Expiry.EXPIRED))
name = rule("name", "氏名が一致する。", "The name agrees.", NAME.other_than(ProfileMatch.DIFFERENT, ProfileMatch.INCOMPLETE))


def recent(months):
    return rule(f"recent_{months}", f"発行から{months}か月以内である。", f"Issued within {months} months.",
                facts.issued_within(months).other_than(IssueRecency.TOO_OLD),
                kinds=frozenset({DocumentKind.RESIDENT_RECORD}))


today = [no_copy, unexpired, name, recent(3)]
past.evaluate(today)

# %% [markdown]
# ## 画面の撮影も断ったら / What if pictures of screens were refused, too?

# %%
stricter = past.compare_rules(today, [original, unexpired, name, recent(3)])
stricter

# %%
seconds = timeit(lambda: past.compare_rules(today, [original, unexpired, name, recent(3)]).contributing_rules, number=20) / 20
print(f"{seconds * 1000:.2f} ms for {past.size:,} cases")

# %% [markdown]
# ## 住民票は何か月以内か / How recent must a resident record be?
#
# しきい値を一つずつ試した結果です。
#
# Each threshold tried in turn: who is refused only because of it?

# %%
only = [no_copy, unexpired, name]
refused = [past.compare_rules(only, [*only, recent(m)]).newly_rejected.bit_count() for m in MONTHS]

figure, axes = plt.subplots(figsize=(7, 2.8))
bars = axes.bar(MONTHS, refused, color=BLUE, width=0.7)
axes.bar_label(bars, labels=[f"{n:,}" for n in refused], padding=2)
axes.set_xlabel("発行から何か月以内 / issued within so many months")
axes.set_title("このしきい値だけで断られる件数 / Cases refused for this threshold alone")
axes.margins(y=0.15)
unlabelled(axes)
bare(axes, "bottom")
plt.show()

# %% [markdown]
# 動かして試すこともできます(実行中のノートブックで)。 / Or move the slider, in a running notebook:

# %%
def try_months(months):
    changed = past.compare_rules(today, [*only, recent(months)])
    refused, passed = changed.newly_rejected.bit_count(), changed.newly_accepted.bit_count()
    figure, axes = plt.subplots(figsize=(7, 1.5))
    bars = axes.barh([1, 0], [refused, passed], color=[ORANGE, BLUE], height=0.6)
    axes.bar_label(bars, labels=[f"{refused:,}", f"{passed:,}"], padding=4)
    axes.set_yticks([1, 0], ["新たに差し戻し / newly refused", "新たに通過 / newly passed"])
    axes.set_xlim(0, 30_000)
    unlabelled(axes, "x")
    axes.set_title(f"3か月 → {months}か月 / months")
    bare(axes, "left")
    plt.show()


try_months(2)

# %%
slider = widgets.IntSlider(value=2, min=1, max=6, description="months")
widgets.interact(try_months, months=slider);

# %% [markdown]
# ## 誰が、なぜ / Who, and why

# %%
pl.DataFrame(to_records(stricter)).head()
