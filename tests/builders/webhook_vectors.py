"""Makes tests/data/webhook_vectors.json: what npm's `standardwebhooks` signs, for ours to match.

    python tests/builders/webhook_vectors.py     needs Node and npm

The same run lets that library verify what ours has signed, and refuse it once changed.
"""

import base64
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from idverify.adapters.webhook import sign

VERSION = "1.1.1"
TARGET = Path(__file__).parents[1] / "data" / "webhook_vectors.json"
SCRIPT = """
const { Webhook } = require("standardwebhooks");
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const now = Math.floor(Date.now() / 1000);
const out = given.map((v) => {
  const hook = new Webhook(v.secret);
  const headers = { "webhook-id": v.id, "webhook-timestamp": String(v.seconds),
                    "webhook-signature": v.ours };
  const check = (body) => { try { hook.verify(body, headers); return true; }
                            catch { return false; } };
  return { ...v, signature: hook.sign(v.id, new Date(v.seconds * 1000), v.body),
           verifies: check(v.body), verifiesChanged: check(v.body + " ") };
});
console.log(JSON.stringify(out));
"""
BODIES = ["{}", '{"text":"髙﨑 〜①㈱ 🎉"}', '{"a": "' + "x" * 5000 + '"}', "[1, 2]"]


LONG_AGO = 1_614_265_330


def cases(seconds: int) -> list[dict[str, Any]]:
    """Return messages of every kind, signed by us at a moment."""
    found = []
    for n, body in enumerate(BODIES):
        secret = "whsec_" + base64.b64encode(bytes(range(n, n + 24 + 8 * n))).decode()
        ours = sign(secret, f"c-{n}/1/0", seconds, body.encode())
        case = {"secret": secret, "id": f"c-{n}/1/0", "seconds": seconds, "body": body}
        found.append({**case, "ours": ours})
    return found


def install(folder: Path) -> None:
    """Have npm fetch the library into a folder."""
    npm = ["npm", "install", "--silent", "--prefix", str(folder), f"standardwebhooks@{VERSION}"]
    subprocess.run(npm, check=True, timeout=120)  # noqa: S603 - our own words


def ask(folder: Path, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let the library sign and verify messages."""
    run = subprocess.run(  # noqa: S603 - our own script
        ["node", "-e", SCRIPT],  # noqa: S607 - wherever it is
        cwd=folder,
        input=json.dumps(messages),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def main() -> None:
    """Sign with both libraries and write down what the other one says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install(folder)
        now, old = ask(folder, cases(int(time.time()))), ask(folder, cases(LONG_AGO))
    if not all(case["verifies"] and not case["verifiesChanged"] for case in now):
        raise SystemExit("npm's library does not verify what we sign")
    kept = ("secret", "id", "seconds", "body", "signature")
    vectors = [{name: case[name] for name in kept} for case in old]
    source = f"npm standardwebhooks {VERSION}, written by tests/builders/webhook_vectors.py"
    content = {"source": source, "vectors": vectors}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write(
        f"{len(now)} of ours verified by npm's library, {len(vectors)} of its written\n"
    )


if __name__ == "__main__":
    main()
