"use strict";
// One list of a filter is open at a time, and Escape closes it.
const picks = () => document.querySelectorAll(".pick[open]");
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(".pick") || !event.target.open) return;
  picks().forEach((pick) => { if (pick !== event.target) pick.open = false; });
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  picks().forEach((pick) => { pick.open = false; pick.querySelector("summary").focus(); });
});
document.addEventListener("click", (event) => {
  picks().forEach((pick) => { if (!pick.contains(event.target)) pick.open = false; });
});
