// What pages gain from a script: the state moves with the device's clock; print and copy buttons work.
const now = Date.now();

for (const line of document.querySelectorAll("[data-phases]")) {
  let phase = "before";
  for (const entry of line.dataset.phases.split(";").filter(Boolean)) {
    const [at, name] = entry.trim().split(" ");
    if (now >= Date.parse(at)) phase = name;
  }
  if (line.dataset.result && phase === "counting") phase = "result";
  for (const words of line.querySelectorAll("[data-phase]")) words.hidden = words.dataset.phase !== phase;
  for (const part of document.querySelectorAll("[data-show]")) part.hidden = part.dataset.show !== phase;
  document.documentElement.dataset.phase = phase;
}

for (const part of document.querySelectorAll(".script-only")) part.hidden = false;
for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", async () => {
    if (button.dataset.action === "print") return window.print();
    const status = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(location.origin + location.pathname);
      status.textContent = button.dataset.done;
    } catch {
      status.textContent = location.origin + location.pathname;
    }
  });
}
