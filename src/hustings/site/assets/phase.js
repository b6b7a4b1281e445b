// Which phase it is, by the device's clock, while the page is still being read: so nothing moves that has been drawn.
// Which part stands in which phase is in the page (data-in); when each phase begins is in its first element.
(() => {
  const page = document.documentElement;
  const now = Date.now();
  let [phase, group] = ["before", "ahead"];
  for (const entry of (page.dataset.phases ?? "").split(";").filter(Boolean)) {
    const [at, name, kind] = entry.trim().split(" ");
    if (now >= Date.parse(at)) [phase, group] = [name, kind];
  }
  if (page.dataset.phases) Object.assign(page.dataset, { phase, group });
  const timed = "[data-in], [data-ends], [data-begins]";
  const fit = (part) => {
    if (page.dataset.phases && "in" in part.dataset) part.hidden = !part.dataset.in.split(" ").includes(phase);
    if ("ends" in part.dataset && now >= Date.parse(part.dataset.ends)) part.hidden = true;
    if ("begins" in part.dataset) part.hidden = now < Date.parse(part.dataset.begins);
  };
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node.nodeType === 1) {
          fit(node);
          node.querySelectorAll(timed).forEach(fit);
        }
  });
  watch.observe(page, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    document.querySelectorAll(timed).forEach(fit);
    if (page.dataset.pastTitle && group === "past") document.title = page.dataset.pastTitle;
  });
})();
