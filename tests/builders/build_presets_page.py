"""Write docs/reference/presets.md and presets.ja.md from the data of the library."""

from pathlib import Path

from idverify.i18n import Language
from idverify.render.policies import render_presets_page

HERE = Path(__file__).resolve().parents[2] / "docs" / "reference"
PAGES = {Language.EN: "presets.md", Language.JA: "presets.ja.md"}

if __name__ == "__main__":
    for language, name in PAGES.items():
        (HERE / name).write_text(render_presets_page(language), encoding="utf-8")
