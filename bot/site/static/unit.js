// The sum of the groups while it is typed; without this the server shows it when the page is saved.
"use strict";
const groups = document.querySelector(".groups"), sum = document.querySelector(".total");
groups?.addEventListener("input", () => {
  const numbers = [...groups.querySelectorAll("[name$='.number']")].map((field) => field.value.trim());
  sum.textContent = numbers.reduce((total, number) => total + (/^\d{1,6}$/.test(number) ? Number(number) : 0), 0);
});
