// The chat: sends without leaving the page, draws answers, asks for what is new. Without it the forms still work.
"use strict";
(() => {
  const POLL = 2500, SLOW = 15000;
  const SIGNS = {"▸": "now", "○": "later", "✓": "done", "!": "late", "?": "unknown", "—": "source"};
  const SPAN = /\*\*([^*\n]+)\*\*|\[([^\]\n]+)\]\((https?:\/\/[^)\s]+)\)/g;
  const OFFLINE = "Mất kết nối, đang thử lại. Tin chưa gửi vẫn còn trong ô gõ.";
  const log = document.getElementById("log"), typing = document.getElementById("typing");
  const box = document.getElementById("text"), trouble = document.getElementById("trouble");
  const send = typing.querySelector(".send");
  let after = Number(log.dataset.after), busy = false, failures = 0, lost = false;

  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const spans = (line, into) => {
    let end = 0;
    for (const found of line.matchAll(SPAN)) {
      into.append(line.slice(end, found.index));
      if (found[1]) into.append(make("strong", "", found[1]));
      else {
        const link = make("a", "", found[2]);
        link.href = found[3];
        link.rel = "noopener noreferrer";
        into.append(link);
      }
      end = found.index + found[0].length;
    }
    into.append(line.slice(end));
  };

  const drawText = (text, bubble) => {
    for (const block of text.split("\n\n")) {
      if (!block.trim()) continue;
      const paragraph = make("p");
      for (const words of block.replace(/^\n+|\n+$/g, "").split("\n")) {
        const space = words.indexOf(" ");
        const sign = space > 0 && words.length > space + 1 ? SIGNS[words.slice(0, space)] : "";
        const line = make("span", "line" + (sign ? " " + sign : ""));
        spans(words, line);
        paragraph.append(line);
      }
      bubble.append(paragraph);
    }
  };

  // Reading starts at the first line: a message taller than the screen is shown from its head.
  const reveal = (article) => {
    article?.scrollIntoView({block: article.offsetHeight > log.clientHeight ? "start" : "end"});
  };

  const add = (side, text, buttons = []) => {
    document.querySelector(".log .empty")?.remove();
    const article = make("article", `msg new ${side}`), bubble = make("div", "bubble");
    article.append(make("h2", "hidden", side === "mine" ? "Anh/chị" : "Ban tổ chức"), bubble);
    drawText(text, bubble);
    if (buttons.length) {
      const form = make("form", "choices");
      form.method = "post";
      form.action = "/chat";
      for (const {label, command} of buttons) {
        const button = make("button", "", label);
        button.name = "text";
        button.value = command;
        form.append(button);
      }
      article.append(form);
    }
    log.append(article);
    reveal(article);
    return article;
  };

  // A question is over once something else was said; that a message came can still be said later.
  const retire = (pressed) => {
    const over = [...log.querySelectorAll('.choices button:enabled:not([value^="/nhan "])')];
    for (const button of over.concat([...pressed?.parentElement.children ?? []])) button.disabled = true;
    pressed?.classList.add("chosen");
  };

  const tell = (sentence) => {
    trouble.textContent = sentence || "";
    trouble.hidden = !sentence;
  };

  const post = async (text) => {
    const answer = await fetch("/chat", {
      method: "POST", credentials: "same-origin",
      headers: {"Content-Type": "application/json"}, body: JSON.stringify({text}),
    });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(body.error || OFFLINE);
    return body.replies;
  };

  const say = async (text, shown, pressed) => {
    if (busy || !text.trim()) return;
    busy = true;
    send.disabled = true;
    const mine = add("mine", shown);
    mine.classList.add("waiting");
    log.setAttribute("aria-busy", "true");
    try {
      const replies = await post(text);
      retire(pressed);
      for (const reply of replies) add("theirs", reply.marked ?? reply.text, reply.buttons);
      tell("");
      if (log.dataset.joining) location.reload(); // the page has more to show to somebody who joined
    } catch (error) {
      mine.remove();
      lost = lost || error instanceof TypeError; // perhaps heard and answered, only not by us
      if (!pressed && !box.value) box.value = text;
      tell(error instanceof TypeError ? OFFLINE : error.message);
    } finally {
      mine.classList.remove("waiting");
      log.removeAttribute("aria-busy");
      busy = false;
      send.disabled = false;
      document.dispatchEvent(new Event("talked"));
    }
  };

  // The page as the server knows it; what is in the box stays, unless it turns out to have been heard.
  const DRAFT = "draft";
  const reload = () => {
    sessionStorage.setItem(DRAFT, box.value);
    location.reload();
  };
  const restore = () => {
    const draft = sessionStorage.getItem(DRAFT), heard = [...log.querySelectorAll(".msg.mine .bubble")].at(-1);
    sessionStorage.removeItem(DRAFT);
    const plain = (text) => text.replace(/\s+/g, " ").trim();
    if (draft && plain(heard?.textContent ?? "") !== plain(draft)) box.value = draft;
  };

  const update = async () => {
    try {
      if (!busy && !document.hidden) {
        const answer = await fetch(`/chat/updates?after=${after}`, {credentials: "same-origin"});
        if (answer.status === 401) return tell((await answer.json()).error);
        const news = await answer.json();
        if (lost && answer.ok) return reload();
        for (const message of news.messages) add("theirs unasked", message.marked ?? message.text, message.buttons);
        if (news.messages.length) document.dispatchEvent(new Event("talked"));
        after = news.next;
        if (failures) tell("");
        failures = 0;
      }
    } catch {
      failures += 1;
      if (failures > 1) tell(OFFLINE);
    }
    setTimeout(update, failures ? Math.min(SLOW, POLL * 2 ** failures) : POLL);
  };

  log.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    say(pressed.value, pressed.textContent, pressed);
  });
  typing.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value) return say(event.submitter.value, event.submitter.textContent);
    const text = box.value.trim();
    if (busy || !text) return;
    box.value = "";
    fit();
    say(text, text);
    box.focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    typing.requestSubmit(send);
  });
  const fit = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
  };
  box.addEventListener("input", fit);

  // Some phones lay the keyboard over the page instead of shrinking it.
  const viewport = window.visualViewport;
  const height = () => {
    document.body.style.setProperty("--height", `${viewport.height}px`);
    window.scrollTo(0, 0);
    reveal(log.lastElementChild);
  };
  viewport?.addEventListener("resize", () => { if (viewport.scale === 1) height(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) failures = 0; });
  reveal(log.lastElementChild);
  restore();
  setTimeout(update, POLL);
})();
