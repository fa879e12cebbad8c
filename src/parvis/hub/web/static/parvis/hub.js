"use strict";
// The menu is open where there is room for it, and closed where it would hide the page.
const wide = matchMedia("(min-width: 60rem)");
const fit = () => document.querySelectorAll("[data-wide-open]").forEach((menu) => { menu.open = wide.matches; });
wide.addEventListener("change", fit);
fit();

// What a click must be sure of, and what is to be copied.
document.addEventListener("submit", (event) => {
  const asked = event.submitter?.dataset.sure ?? event.target.dataset.sure;
  if (asked && !confirm(asked)) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const held = event.target.closest("[data-copies]");
  if (!held) return;
  const field = document.getElementById(held.dataset.copies);
  field.select();
  navigator.clipboard?.writeText(field.value);
});

// The time zone of whoever comes in is that of their browser.
document.querySelectorAll("input[name=zone][type=hidden]").forEach((field) => {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
});

// Keys, unless they are turned off: ? shows them, / goes to the search, g and a number to a place.
const keys = document.getElementById("keys");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-opens=keys]")) keys?.showModal();
});
const work = document.getElementById("keys-work");
if (work) work.checked = localStorage.getItem("keys") !== "off";
work?.addEventListener("change", () => localStorage.setItem("keys", work.checked ? "on" : "off"));
let gone = false;
const goes = new Map([...document.querySelectorAll(".rail nav a[href]")].map((a, at) => [String(at + 1), a]));
document.addEventListener("keydown", (event) => {
  if (work?.checked === false || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
  const search = document.querySelector("input[type=search]");
  if (event.key === "?" && keys && !keys.open) keys.showModal();
  else if (event.key === "/" && search) { event.preventDefault(); keys?.close(); search.focus(); }
  else if (gone && goes.has(event.key)) goes.get(event.key).click();
  gone = event.key === "g";
});
