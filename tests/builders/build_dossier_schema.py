"""Write the published JSON Schema of dossiers into the package and into the docs.

Run it after a change to the classes; a test compares the files with the generated schema.
"""

import json
from pathlib import Path

from idverify.interchange.schema import build_dossier_schema

ROOT = Path(__file__).resolve().parents[2]
NAME = "dossier.schema.json"

if __name__ == "__main__":
    text = json.dumps(build_dossier_schema(), indent=2, ensure_ascii=False) + "\n"
    for folder in ("src/idverify/interchange", "docs/reference"):
        (ROOT / folder / NAME).write_text(text, encoding="utf-8")
