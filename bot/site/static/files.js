// A file field in the page's own words: browsers word theirs in their own language.
"use strict";
for (const field of document.querySelectorAll(".file")) {
  const input = field.querySelector("input"), name = field.querySelector(".name");
  const show = () => { name.textContent = [...input.files].map((file) => file.name).join(", ") || name.dataset.none; };
  input.addEventListener("change", show);
  field.classList.add("named");
  show();
}
