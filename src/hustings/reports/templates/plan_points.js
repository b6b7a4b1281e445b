"use strict";
(function () {
  const play = document.getElementById("play");
  if (!play) return;
  const points = new Map();
  for (const cell of play.querySelectorAll("[data-at]")) points.set(cell.dataset.at, cell.dataset);
  const sliders = Array.from(play.querySelectorAll("input[type=range]"));
  const middle = (slider) => Number(slider.dataset.middle);
  const moved = [];
  const part = (name) => play.querySelector("[data-part=" + name + "]");
  const place = (slider) => {
    const words = slider.dataset.words.split("|")[Number(slider.value)];
    slider.setAttribute("aria-valuetext", words);
    document.getElementById(slider.id + "-is").textContent = words;
  };
  const bar = (name, seats) => {
    part(name).textContent = seats;
    part(name + "-bar").style.width = (100 * Number(seats)) / Number(play.dataset.most) + "%";
  };
  const show = (again) => {
    sliders.forEach(place);
    const at = ["support", "rival", "adherence"].map((axis) => {
      const slider = document.getElementById("play-" + axis);
      return slider ? slider.value : "0";
    });
    const point = points.get(at.join(" "));
    part("missing").hidden = Boolean(point);
    part("result").hidden = !point;
    part("two").hidden = !again;
    if (!point) return;
    bar("seats", point.seats);
    bar("without", point.without);
    part("said").textContent = point.said;
  };
  const change = (slider) => {
    if (moved.includes(slider)) moved.splice(moved.indexOf(slider), 1);
    if (Number(slider.value) !== middle(slider)) moved.push(slider);
    const first = moved.length > 2 ? moved.shift() : null;
    if (first) first.value = first.dataset.middle;
    show(first);
  };
  for (const slider of sliders) slider.addEventListener("input", () => change(slider));
  part("back").addEventListener("click", () => {
    for (const slider of sliders) slider.value = slider.dataset.middle;
    moved.length = 0;
    show(null);
  });
  play.querySelector("details").open = false;
  part("sliders").hidden = false;
  show(null);
})();
