// Copies an invitation's link; without it the field can be copied by hand.
"use strict";
(() => {
  const field = document.getElementById("link"), button = document.getElementById("copy");
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch { // no secure address: the old way
      if (!document.execCommand("copy")) return;
    }
    button.textContent = button.dataset.done;
  });
})();
