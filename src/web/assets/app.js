// The review page's script: draws rows as they come into view, moves by keyboard, sends each
// decision at once and says so. No library, no request to any other place.
"use strict";

const desk = document.getElementById("desk");
const said = document.getElementById("said");
let timer = 0;

function say(text) {
  said.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => { said.textContent = ""; }, 6000);
}

async function call(path, body) {
  const options = body === undefined
    ? { headers: { "X-Muqabala": "1" } }
    : { method: "POST", headers: { "Content-Type": "application/json", "X-Muqabala": "1" }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  const text = await response.text();
  if (!response.ok) throw new Error(text || response.statusText);
  return text;
}

if (desk) review(desk);

function review(desk) {
  const path = desk.dataset.path;
  const total = Number(desk.dataset.total);
  const size = Number(desk.dataset.size);
  const rows = document.getElementById("rows");
  const panel = document.getElementById("panel");
  const chunks = [...rows.children];
  const words = {};
  for (const p of document.getElementById("words").content.querySelectorAll("p")) words[p.dataset.key] = p.textContent;
  let current = 0;
  let chosen = null;
  let version = Number(desk.dataset.version);
  let open = [];
  const loading = new Map();
  let sending = 0;

  // Chunks: what is far from the screen is taken out again, its height kept.
  const guess = 72 * size;
  for (const chunk of chunks) if (!chunk.firstElementChild) chunk.style.height = guess + "px";

  async function fill(index, again) {
    const chunk = chunks[index];
    if (!chunk) return;
    if (chunk.firstElementChild && !again) return;
    if (loading.has(index)) return loading.get(index);
    const work = (async () => {
      const html = await call(`/api/rows/${path}?from=${index * size}`);
      chunk.innerHTML = html;
      chunk.style.height = "";
      mark();
    })();
    loading.set(index, work);
    try { await work; } finally { loading.delete(index); }
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const index = Number(entry.target.dataset.chunk);
      if (entry.isIntersecting) {
        fill(index).catch((error) => say(error.message));
      } else if (entry.target.firstElementChild && index !== Math.floor(current / size) && !entry.target.contains(document.activeElement)) {
        entry.target.style.height = entry.boundingClientRect.height + "px";
        entry.target.replaceChildren();
      }
    }
  }, { rootMargin: "1500px 0px" });
  for (const chunk of chunks) watcher.observe(chunk);

  const rowAt = (index) => document.getElementById("row-" + index);

  function mark() {
    for (const row of rows.querySelectorAll('.row[aria-current="true"]')) {
      row.removeAttribute("aria-current");
      row.tabIndex = -1;
    }
    const row = rowAt(current);
    if (!row) return;
    row.setAttribute("aria-current", "true");
    row.tabIndex = 0;
    show(row);
  }

  function show(row) {
    panel.replaceChildren(row.querySelector("template.findings").content.cloneNode(true));
    const cards = [...panel.querySelectorAll(".finding")];
    if (!cards.some((card) => card.dataset.finding === chosen)) chosen = (cards.find((card) => card.dataset.state === "open") || cards[0] || { dataset: {} }).dataset.finding || null;
    for (const card of cards) card.toggleAttribute("aria-current", false);
    const card = cards.find((one) => one.dataset.finding === chosen);
    if (card) card.setAttribute("aria-current", "true");
    for (const spot of rows.querySelectorAll("mark.chosen")) spot.classList.remove("chosen");
    if (chosen) for (const spot of row.querySelectorAll("mark")) spot.classList.toggle("chosen", spot.dataset.finding.split(" ").includes(chosen));
  }

  async function go(index, finding) {
    if (index < 0 || index >= total) return;
    current = index;
    chosen = finding || null;
    await fill(Math.floor(index / size));
    mark();
    const row = rowAt(index);
    row.scrollIntoView({ block: "nearest" });
    row.focus({ preventScroll: true });
    const box = row.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) row.scrollIntoView({ block: "center" });
  }

  async function refresh() {
    take(JSON.parse(await call(`/api/index/${path}`)));
  }

  function take(facts) {
    version = facts.version;
    open = facts.open;
    for (const key of ["state", "progress", "counts"]) document.getElementById(key).textContent = facts[key];
    if (facts.total !== total) {
      history.replaceState(null, "", "#row-" + Math.min(current, facts.total - 1));
      location.reload();
    }
  }

  async function redraw(which) {
    await Promise.all(chunks.map((chunk, index) => (chunk.firstElementChild && (!which || which.has(index)) ? fill(index, true) : null)));
    mark();
  }

  // The chunks of rows whose open findings are others now: equal findings are decided together.
  function touched(before, after) {
    const key = ([row, id]) => row + " " + id;
    const [was, is] = [new Set(before.map(key)), new Set(after.map(key))];
    const rows = [...before.filter((one) => !is.has(key(one))), ...after.filter((one) => !was.has(key(one)))].map(([row]) => row);
    return new Set(rows.filter((row) => row !== current).map((row) => Math.floor(row / size)));
  }

  // One step to the next open finding, by row and then by place in its row.
  async function step(by) {
    if (!open.length) return say(words.none_open);
    const here = open.findIndex(([row, id]) => row === current && id === chosen);
    let next;
    if (here >= 0) {
      next = open[(here + by + open.length) % open.length];
    } else if (by > 0) {
      next = open.find(([row]) => row >= current) || open[0];
    } else {
      next = [...open].reverse().find(([row]) => row < current) || open[open.length - 1];
    }
    await go(next[0], next[1]);
  }

  function ask(title, label, value, context) {
    const dialog = document.getElementById("ask");
    const text = document.getElementById("ask-text");
    document.getElementById("ask-title").textContent = title;
    document.getElementById("ask-label").textContent = label;
    document.getElementById("ask-context").textContent = context || "";
    text.value = value || "";
    dialog.returnValue = "";
    dialog.showModal();
    text.focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? text.value : null), { once: true });
    });
  }

  // The answer brings the row; other rows that may have changed with it are drawn afterwards.
  async function send(deed, more) {
    const before = open;
    sending += 1;
    try {
      const answer = JSON.parse(await call(`/api/do/${path}`, { deed, row: current, ...more }));
      const row = rowAt(answer.row);
      if (row && answer.html && answer.facts.total === total) row.outerHTML = answer.html;
      say(answer.said);
      take(answer.facts);
      mark();
      rowAt(current)?.focus({ preventScroll: true });
    } finally {
      sending -= 1;
    }
    if (!OWN_ROW.has(deed)) await redraw();
    else {
      const others = touched(before, open);
      if (!others.size) return;
      await redraw(others);
    }
    rowAt(current)?.focus({ preventScroll: true });
  }

  // Many findings at once: what was done and what was not is said in the dialog.
  function many(filter) {
    const dialog = document.getElementById("many");
    document.getElementById("many-filter").value = filter;
    document.getElementById("many-said").textContent = "";
    document.getElementById("many-refused").replaceChildren();
    dialog.showModal();
    document.getElementById("many-filter").focus();
  }

  async function apply() {
    const value = (id) => document.getElementById("many-" + id).value;
    const said = document.getElementById("many-said");
    const list = document.getElementById("many-refused");
    list.replaceChildren();
    try {
      const answer = JSON.parse(await call(`/api/many/${path}`, { filter: value("filter"), deed: value("deed"), text: value("text") }));
      said.textContent = answer.said;
      for (const one of answer.refused) {
        const item = document.createElement("li");
        item.dir = "auto";
        item.textContent = `${one.check} ${one.id}: ${one.why}`;
        list.append(item);
      }
    } catch (error) {
      said.textContent = error.message;
    }
    await refresh();
    await redraw();
  }

  async function act(deed, value) {
    const row = rowAt(current);
    const card = chosen && panel.querySelector(`.finding[data-finding="${CSS.escape(chosen)}"]`);
    if (deed === "keys") return document.getElementById("keys").showModal();
    if (PLAIN.has(deed)) return send(deed, {});
    if (deed === "many") return many("");
    if (deed === "null") {
      const why = await ask(words.null, words.null_label, "");
      return why === null ? undefined : send("null", { text: why });
    }
    if (deed === "edit") {
      const text = JSON.parse(await call(`/api/text/${path}?row=${current}`));
      if (!text.text) return say(words.nothing_here);
      const changed = await ask(words.edit, words.edit_label, text.text);
      return changed === null || changed === text.text ? undefined : send("edit", { text: changed, was: text.text });
    }
    if (deed === "split") {
      const text = JSON.parse(await call(`/api/text/${path}?row=${current}`));
      const cut = await ask(words.split, words.split_label, text.text);
      return cut === null ? undefined : send("split", { text: cut, was: text.text });
    }
    if (deed === "xray") {
      document.getElementById("xray-body").innerHTML = await call(`/api/xray/${path}?row=${current}`);
      return document.getElementById("xray").showModal();
    }
    if (!card) return say(words.no_finding);
    if (deed === "accept" || deed === "reopen") return send(deed, { finding: chosen });
    if (deed === "alike") return many(card.dataset.alike);
    if (deed === "fix") {
      const first = value || card.querySelector('[data-deed="fix"]')?.dataset.value;
      return first === undefined ? say(words.no_fix) : send("fix", { finding: chosen, text: first });
    }
    if (deed === "dismiss" || deed === "comment") {
      const text = await ask(words[deed], words[deed + "_label"], "", card.dataset.text);
      return text === null ? undefined : send(deed, { finding: chosen, text });
    }
    return row;
  }

  const guard = (work) => Promise.resolve(work).catch((error) => say(error.message));
  const OWN_ROW = new Set(["confirm", "pin", "release", "accept", "dismiss", "reopen", "comment"]);
  const PLAIN = new Set(["undo", "redo", "confirm", "pin", "release", "merge", "unlink", "source-up", "source-down", "target-up", "target-down"]);
  const KEYS = { l: "pin", b: "many", a: "accept", d: "dismiss", f: "fix", m: "merge", s: "split", u: "undo", r: "redo", c: "confirm", e: "edit", i: "comment", x: "xray", "?": "keys" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    const moves = { j: () => go(current + 1), k: () => go(current - 1), n: () => step(1), p: () => step(-1), "/": () => document.getElementById("q").focus() };
    const move = moves[event.key];
    if (move) { event.preventDefault(); return guard(move()); }
    const deed = KEYS[event.key];
    if (deed) { event.preventDefault(); guard(act(deed)); }
  });

  rows.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    const spot = event.target.closest("mark");
    current = Number(row.dataset.row);
    chosen = spot ? spot.dataset.finding.split(" ")[0] : null;
    mark();
  });

  document.getElementById("sign-off").addEventListener("click", () => guard(send("sign-off", {})));
  document.getElementById("many-apply").addEventListener("click", () => guard(apply()));

  panel.addEventListener("click", (event) => {
    const card = event.target.closest(".finding");
    if (card) chosen = card.dataset.finding;
    const button = event.target.closest("[data-deed]");
    if (button) guard(act(button.dataset.deed, button.dataset.value));
    else if (card) show(rowAt(current));
  });

  const events = new EventSource("/api/events");
  events.addEventListener("change", (event) => {
    if (Number(event.data) > version && !sending) guard(refresh().then(redraw));
  });

  const wanted = /^#row-(\d+)$/.exec(location.hash);
  guard(refresh().then(() => go(wanted ? Number(wanted[1]) : 0)));
}
