// Runs pytest in Pyodide, on Node: the core under the Python of the browser.
// node python314.mjs <folder of packages> <folder of tests> <wheel>... -- <words for pytest>...
import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [packages, tests, ...rest] = process.argv.slice(2);
const wheels = rest.slice(0, rest.indexOf("--"));
const words = rest.slice(rest.indexOf("--") + 1);

// Node would print the minified source around an error; its words are enough.
process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error));
  process.exit(3);
});

const python = await loadPyodide();
python.FS.mkdir("/wheels");
for (const wheel of wheels) python.unpackArchive(new Uint8Array(await readFile(wheel)), "wheel", { extractDir: "/wheels" });
for (const [place, folder] of [["/packages", packages], ["/work", tests]]) {
  python.FS.mkdir(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, place);
}
python.globals.set("words", python.toPy(words));
process.exitCode = python.runPython(`
import os, sys
sys.path += ["/wheels", "/packages"]
sys.dont_write_bytecode = True
os.chdir("/work")
import pytest
print("Python", sys.version.split()[0], "on", sys.platform)
int(pytest.main(list(words)))
`);
