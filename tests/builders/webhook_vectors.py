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


def main() -> None:
    """Sign with both libraries and write down what the other one says."""
    cases = []
    for n, body in enumerate(BODIES):
        secret = "whsec_" + base64.b64encode(bytes(range(n, n + 24 + 8 * n))).decode()
        for seconds in (1_614_265_330, int(time.time())):
            id_ = f"c-{n}/1/0"
            case = {"secret": secret, "id": id_, "seconds": seconds, "body": body}
            cases.append({**case, "ours": sign(secret, id_, seconds, body.encode())})
    with tempfile.TemporaryDirectory() as folder:
        npm = ["npm", "install", "--silent", "--prefix", folder, f"standardwebhooks@{VERSION}"]
        subprocess.run(npm, check=True)  # noqa: S603 - our own words
        run = subprocess.run(  # noqa: S603 - our own script
            ["node", "-e", SCRIPT],  # noqa: S607 - wherever it is
            cwd=folder,
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=True,
        )
    found = json.loads(run.stdout)
    now = [case for case in found if case["seconds"] != 1_614_265_330]
    if not all(case["verifies"] and not case["verifiesChanged"] for case in now):
        raise SystemExit("npm's library does not verify what we sign")
    vectors = [
        {name: case[name] for name in ("secret", "id", "seconds", "body", "signature")}
        for case in found
        if case["seconds"] == 1_614_265_330
    ]
    source = f"npm standardwebhooks {VERSION}, written by tests/builders/webhook_vectors.py"
    content = {"source": source, "vectors": vectors}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    sys.stdout.write(
        f"{len(now)} of ours verified by npm's library, {len(vectors)} of its written\n"
    )


if __name__ == "__main__":
    main()
