// What pages gain from a script: the days that are left, past dates that fade, buttons to print and copy. The phase of
// the season is set before the page is drawn (phase.js).
const now = Date.now();

// The days that are left, beside the deadline.
for (const left of document.querySelectorAll("[data-until]")) {
  const days = Math.ceil((Date.parse(left.dataset.until) - now) / 86400000);
  if (days > 0) left.textContent = days === 1 ? left.dataset.day : left.dataset.days.replace("{days}", days);
}

// Dates that are past fade.
for (const row of document.querySelectorAll("[data-at]")) {
  const at = Date.parse(row.dataset.at) + (row.dataset.at.includes("T") ? 0 : 86400000);
  if (now >= at) row.classList.add("gone");
}

for (const part of document.querySelectorAll(".script-only")) part.hidden = "needs" in part.dataset && !navigator.share;
if (navigator.share) for (const part of document.querySelectorAll("[data-else]")) part.hidden = true;

// What a button does; an answer's buttons come later than the page.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-action]");
  if (!button) return;
  const { action, title, text, url, copy, done } = button.dataset;
  const here = location.origin + location.pathname;
  if (action === "print") return window.print();
  if (action === "share") return navigator.share({ title, text, url: url || here }).catch(() => {});
  const status = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(copy ?? here);
    status.textContent = done;
  } catch {
    status.textContent = copy ?? here;
  }
});
