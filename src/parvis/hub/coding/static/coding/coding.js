"use strict";
// Digits answer the first criterion that is not answered, then the next; Enter saves; j and k turn.
const sheet = document.getElementById("coding");
const asked = [...(sheet?.querySelectorAll("[data-criterion]") ?? [])];
const isAnswered = (one) => one.querySelector("input:checked") || one.querySelector("input[type=text]")?.value;
let now = Math.max(0, asked.findIndex((one) => !isAnswered(one)));
const mark = () => asked.forEach((one, at) => one.classList.toggle("now", at === now));
mark();
sheet?.addEventListener("change", (event) => {
  now = Math.min(asked.indexOf(event.target.closest("[data-criterion]")) + 1, asked.length - 1);
  mark();
});
let before = "";
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input[type=text], textarea, select, dialog");
  const isOff = document.getElementById("keys-work")?.checked === false;
  const isOfPlaces = before === "g";
  before = event.key;
  if (isOff || isOfPlaces || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[1-9]$/.test(event.key)) choose(Number(event.key));
  else if (event.key === "Enter" && sheet && !event.target.closest("a, button, summary")) { event.preventDefault(); sheet.requestSubmit(); }
  else if (event.key === "j" || event.key === "k") document.querySelector(`.turn a[rel=${event.key === "j" ? "next" : "prev"}]`)?.click();
});
function choose(number) {
  const value = asked[now]?.querySelectorAll("input[type=radio]")[number - 1];
  if (!value) return;
  value.checked = true;
  value.focus();
  value.dispatchEvent(new Event("change", { bubbles: true }));
}
