"use strict";
// The query shows in colours behind the field. What was written since the server last read it has
// none: pieces before and after the change keep theirs.
const shared = (one, other, most) => {
  let count = 0;
  while (count < most && one(count) === other(count)) count += 1;
  return count;
};
const cut = (layer, from, to) => {
  const kept = document.createDocumentFragment();
  let start = 0;
  for (const node of layer.childNodes) {
    const text = node.textContent.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += node.textContent.length;
    if (!text) continue;
    const copy = node.cloneNode(false);
    copy.textContent = text;
    kept.append(copy);
  }
  return kept;
};
const keepUp = (field) => {
  const layer = field.querySelector(".colours"), area = field.querySelector("textarea");
  const was = layer.textContent, now = area.value;
  if (was !== now) {
    const most = Math.min(was.length, now.length);
    const before = shared((at) => was[at], (at) => now[at], most);
    const after = shared((at) => was[was.length - 1 - at], (at) => now[now.length - 1 - at], most - before);
    layer.replaceChildren(cut(layer, 0, before), now.slice(before, now.length - after), cut(layer, was.length - after, was.length));
  }
  layer.scrollTop = area.scrollTop;
};
const fields = () => document.querySelectorAll("[data-colours]");
fields().forEach((field) => {
  const area = field.querySelector("textarea");
  field.classList.add("live");
  area.addEventListener("input", () => keepUp(field));
  area.addEventListener("scroll", () => keepUp(field));
  keepUp(field);
});
document.addEventListener("htmx:oobAfterSwap", () => fields().forEach(keepUp));
