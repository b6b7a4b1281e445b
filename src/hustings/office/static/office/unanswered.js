// Says so where the office stops answering while a page waits for a run. htmx goes on asking by itself.
const MANY = 3;
const said = document.getElementById("unanswered");
let failed = 0;
document.getElementById("progress").addEventListener("htmx:afterRequest", (event) => {
  failed = event.detail.successful ? 0 : failed + 1;
  said.hidden = failed < MANY;
});
