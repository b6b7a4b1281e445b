// What pages gain from a script: they move on with the device's clock; print and copy buttons work. Which part stands
// in which phase is in the page (data-in); when each phase begins is in its first element (data-phases).
const page = document.documentElement;
const now = Date.now();

let phase = "before";
for (const entry of (page.dataset.phases ?? "").split(";").filter(Boolean)) {
  const [at, name] = entry.trim().split(" ");
  if (now >= Date.parse(at)) phase = name;
}
if (page.dataset.phases) {
  page.dataset.phase = phase;
  for (const part of document.querySelectorAll("[data-in]")) part.hidden = !part.dataset.in.split(" ").includes(phase);
  if (page.dataset.pastTitle && /^(counting|result)$/.test(phase)) document.title = page.dataset.pastTitle;
}

// The days that are left, beside the deadline.
for (const left of document.querySelectorAll("[data-until]")) {
  const days = Math.ceil((Date.parse(left.dataset.until) - now) / 86400000);
  if (days > 0) left.textContent = days === 1 ? left.dataset.day : left.dataset.days.replace("{days}", days);
}

// Dates that are past fade; an event that is over goes.
for (const row of document.querySelectorAll("[data-at]")) {
  const at = Date.parse(row.dataset.at) + (row.dataset.at.includes("T") ? 0 : 86400000);
  if (now >= at) row.classList.add("gone");
}
for (const event of document.querySelectorAll("[data-ends]")) event.hidden = now >= Date.parse(event.dataset.ends);

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
