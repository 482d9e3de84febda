// Runs the library on this page: Python from the site's own place, no server, nothing sent.
const root = document.getElementById("playground");
const language = root.dataset.language;
const assets = new URL(root.dataset.assets, location.href);
const says = {
  ja: { loading: "Python を読み込んでいます…", failed: "読み込めませんでした。" },
  en: { loading: "Python is loading…", failed: "It could not be loaded." },
}[language];

const status = root.querySelector("[role=status]");
const deadlineForm = document.getElementById("deadline-form");
const findingsForm = document.getElementById("findings-form");
const part = (id) => document.getElementById(id);
const show = (id, html) => { part(id).innerHTML = html; };

async function start() {
  status.textContent = says.loading;
  const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", assets));
  const python = await loadPyodide({ indexURL: new URL("pyodide/", assets).href });
  const fetched = async (name) => (await fetch(new URL(name, assets)));
  const names = (await (await fetched("wheels/wheels.txt")).text()).trim().split("\n");
  const wheels = await Promise.all(names.map(async (name) => (await fetched(`wheels/${name}`)).arrayBuffer()));
  for (const wheel of wheels) python.unpackArchive(wheel, "wheel");
  python.FS.writeFile("playground.py", await (await fetched("playground.py")).text());
  return python.pyimport("playground");
}

function valuesOf(form) {
  return Object.fromEntries(new FormData(form).entries());
}

function wire(page) {
  // Python gets a dictionary of its own, and gives back text.
  const ask = (name, ...args) => page[name](...args, language);
  const answerDeadline = () => show("deadline-answer", ask("deadline_json", JSON.stringify(valuesOf(deadlineForm))));
  const answerFindings = () => show("findings-answer", ask("findings_json", JSON.stringify(valuesOf(findingsForm))));
  const newDocuments = () => {
    show("profile-fields", ask("profile", part("documents").value));
    show("document-fields", ask("fields", part("documents").value, part("received-on").value));
    answerFindings();
  };
  const newPolicy = () => {
    show("documents", ask("choices", part("policy").value));
    newDocuments();
  };
  // What is disabled is no part of a form's data.
  for (const form of [deadlineForm, findingsForm]) form.firstElementChild.disabled = false;
  show("policy", ask("policies"));
  newPolicy();
  answerDeadline();
  deadlineForm.addEventListener("input", answerDeadline);
  part("policy").addEventListener("change", newPolicy);
  part("documents").addEventListener("change", newDocuments);
  findingsForm.addEventListener("input", (event) => {
    if (!["policy", "documents"].includes(event.target.id)) answerFindings();
  });
  for (const form of [deadlineForm, findingsForm]) {
    form.addEventListener("submit", (event) => event.preventDefault());
  }
}

try {
  wire(await start());
  status.textContent = "";
  root.dataset.ready = "yes";
} catch (error) {
  status.textContent = `${says.failed} ${error.message}`;
  throw error;
}
