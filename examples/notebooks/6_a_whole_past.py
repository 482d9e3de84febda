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
# # 6. 過去の全件に当てる / A policy over a whole past
#
# 基準を、過去に受け付けた申請の全件に当てます。ノートパソコンで始め、最後に1行だけ変えてクラスターで動かします。
# ここの申請はすべて作りものです。
#
# A policy is put on everything that was ever submitted. We begin on a laptop and end on a cluster,
# with one line changed. All submissions here are invented.

# %%
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import polars as pl

from idverify import CROWDWORKS_ARTICLE, BusinessCalendar, ReviewClock
from idverify.adapters.frames import DOCUMENT_COLUMNS, SUBMISSION_COLUMNS, assess, check, invented
from idverify.errors import InvalidValueError

clock = ReviewClock(BusinessCalendar.japan())
_ = pl.Config.set_fmt_str_lengths(60).set_tbl_rows(12)

# %% [markdown]
# ## 1行が1回の提出 / One row a submission
#
# 書類は行の中のリストです。nullは「まだ分からない」という意味です。
#
# Its documents are a list in the row. Null means that it is not known yet.

# %%
pl.DataFrame(
    [(c.name, str(c.type)[:24], c.means, c.null) for c in (*SUBMISSION_COLUMNS[:8], *DOCUMENT_COLUMNS[:12])],
    schema=["column", "type", "means", "null means"],
    orient="row",
).to_pandas()

# %%
frame = pl.from_arrow(invented(100_000, seed=20261127))
frame.select("submission_id", "received_on", "entity_kind", pl.col("documents").list.len()).head(5)

# %% [markdown]
# ## 判定する / Judge it
#
# 同じ答えになる行はまとめて1回だけ判定します。結果は1件ずつ `evaluate` した場合と同じです。
# 結果に個人情報は含まれません。
#
# Rows that no rule tells apart are judged once for all. What comes out is what `evaluate` says of
# each row by itself, and holds nothing personal.

# %%
told = assess(frame, CROWDWORKS_ARTICLE, clock)
told.select("submission_id", "verdict", "reasons", "due_on", "provisional").head(8)

# %%
reasons = (
    told.explode("reasons").drop_nulls("reasons").group_by("reasons").len().sort("len").tail(10)
)
verdicts = told.group_by("verdict").len().sort("len")
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.6), width_ratios=[1, 2])
left.barh(verdicts["verdict"], verdicts["len"], color="#4a7fb5")
left.set_title("verdict")
right.barh(reasons["reasons"], reasons["len"], color="#b5654a")
right.set_title("reason, rows")
figure.tight_layout()

# %% [markdown]
# ## 壊れた行 / A row that cannot be read
#
# 1行が壊れていても、ほかの行の判定は止まりません。値は表示されず、列とキーだけが分かります。
#
# One bad row does not stop the others. Column and key are told, never the value.

# %%
poisoned = frame.with_columns(
    pl.when(pl.col("submission_id") == "s-000000007").then(pl.lit("?")).otherwise("entity_kind").alias("entity_kind")
)
assess(poisoned, CROWDWORKS_ARTICLE).drop_nulls("problem").select("submission_id", "problem")

# %%
try:
    check(poisoned)
except InvalidValueError as refused:
    print(refused)

# %% [markdown]
# ## ファイルからファイルへ / From files to files
#
# メモリーに載らない量は、Parquetファイルから読み、Parquetファイルに書きます。
#
# What does not fit into memory is read from Parquet and written to Parquet, part by part.

# %%
from idverify.adapters.frames.files import in_this_process, assess_files, show_progress

place = Path(mkdtemp())
(place / "cases").mkdir()
for month in range(4):
    cases = pl.from_arrow(invented(50_000, seed=1, first=month * 50_000))
    cases.write_parquet(place / "cases" / f"{month}.parquet", row_group_size=25_000)

def over_everything(target, engine):
    return assess_files(
        place / "cases", place / target, CROWDWORKS_ARTICLE, clock,
        engine=engine, rows_a_part=25_000, progress=show_progress,
    )

# %%
engine = in_this_process
laptop = over_everything("laptop", engine)
pl.from_arrow(laptop.table()).head(12)

# %% [markdown]
# ## 1行だけ変える / One line changed
#
# `engine` の行だけが違います。クラスターがあれば `on_ray("ray://…")` です。
#
# Only the line of the `engine` differs. With a cluster it is `on_ray("ray://…")`.

# %%
from idverify.adapters.frames.cluster import on_ray

# %%
engine = on_ray(workers=2)
cluster = over_everything("cluster", engine)

# %% [markdown]
# 数も、1件ごとの判定も同じです。 / The counts are the same, and so is every single assessment.

# %%
files = [pl.read_parquet(place / name / "assessments" / "*.parquet") for name in ("laptop", "cluster")]
cluster == laptop, files[0].equals(files[1])

# %%
assert cluster == laptop
assert files[0].equals(files[1])
