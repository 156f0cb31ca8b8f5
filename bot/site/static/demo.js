// The demo's clock face and the organiser's view beside the chat.
"use strict";
(() => {
  const clock = document.getElementById("clock"), face = document.getElementById("face");
  const year = document.getElementById("year");
  const start = Number(clock.dataset.epoch), speed = Number(clock.dataset.speed), began = performance.now();
  const parts = new Intl.DateTimeFormat("vi-VN", {
    timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
    weekday: "long", day: "2-digit", month: "2-digit", year: "numeric",
  });
  const tick = () => {
    const now = new Date(start + (performance.now() - began) * speed);
    const piece = Object.fromEntries(parts.formatToParts(now).map(({type, value}) => [type, value]));
    const weekday = piece.weekday.replace("Thứ", "thứ").replace("chủ nhật", "Chủ nhật");
    face.textContent = `${piece.hour}:${piece.minute}:${piece.second} ${weekday} ${piece.day}/${piece.month}`;
    year.textContent = `/${piece.year}`;
  };
  tick();
  setInterval(tick, 1000);

  document.querySelector(".personas [aria-current]")?.scrollIntoView({inline: "center", block: "nearest"});

  const side = document.getElementById("side");
  if (!side) return;
  const wide = window.matchMedia("(min-width: 1100px)");
  const look = async () => {
    if (document.hidden || !wide.matches) return;
    try {
      const answer = await fetch(side.dataset.src, {credentials: "same-origin"});
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      side.replaceChildren(...page.body.childNodes);
    } catch { /* the next look may succeed */ }
  };
  look();
  document.addEventListener("talked", look);
  wide.addEventListener("change", look);
  setInterval(look, 5000);
})();
