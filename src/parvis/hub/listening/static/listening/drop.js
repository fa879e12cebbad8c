"use strict";
// A file that is dropped on the form is the one that is chosen; either way it goes at once.
document.querySelectorAll("[data-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]"), fault = form.querySelector("[data-fault]");
  const go = () => {
    const [file] = input.files;
    const large = file && file.size > Number(input.dataset.most);
    fault.textContent = large ? form.dataset.large : "";
    if (file && !large) form.requestSubmit();
  };
  const over = (is) => (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("over", is);
  };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    go();
  });
  input.addEventListener("change", go);
  form.classList.add("live");
});
