// Writes a dossier (docs/reference/dossier.schema.json) from the form, and sends it with its pictures.
const form = document.querySelector("form");
const caseId = "m-" + crypto.randomUUID();  // of the member, in a real service

function dossier(fields) {
  return {
    case_id: caseId,
    submission_id: "s-" + crypto.randomUUID(),
    received_at: new Date().toISOString(),
    contact: { name: fields.get("kanji_name"), email: fields.get("email") },
    applicant: {
      type: "individual",
      kanji_name: fields.get("kanji_name"),
      kana_name: fields.get("kana_name"),
      birth_date: fields.get("birth_date"),
      address: { text: fields.get("address") },
    },
    documents: [{
      kind: "drivers_license",
      images: [{ side: "front", file: "front" }, { side: "back", file: "back" }],
    }],
  };
}

function tell(answer) {
  const place = document.querySelector("#answer");
  const lines = answer.findings?.length
    ? ["受け付けられませんでした。", ...answer.findings.map((f) => `${f.label}: ${f.remedy}`)]
    : answer.due_on
      ? [`受け付けました。${answer.due_on} までに結果をお知らせします。`, `受付番号 ${answer.case_id}`]
      : ["受け付けられませんでした。", String(answer.detail)];
  place.replaceChildren(...lines.map((line) => {
    const p = document.createElement("p");
    p.textContent = line;
    return p;
  }));
  place.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(form);
  const body = new FormData();
  body.set("dossier", JSON.stringify(dossier(fields)));
  for (const side of ["front", "back"]) body.append("pictures", fields.get(side), side);
  const answer = await fetch("/submissions", { method: "POST", body });
  tell(await answer.json());
  if (answer.ok) form.hidden = true;
});
