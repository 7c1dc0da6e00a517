// Measures the review page on a long interview with the real binary: how soon it opens, how it
// scrolls, how long a decision takes until it is on disk and shown. Prints figures; exit code 1
// when one is missed. The text is the shipped interview on palms over and over, each sentence
// with a number of its own.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { browser, corpus, file, kill, must, serve, workspace } from "./server.mjs";

const wanted = Number(process.argv[2] ?? 5000);
const deeds = Number(process.argv[3] ?? 40);
const lines = (name) => readFileSync(corpus("basra-palms", name), "utf8").trimEnd().split("\n");
const once = { ar: lines("interview.seg.ar.txt"), en: lines("clean.seg.en.txt") };

function long(lang) {
  const out = [];
  for (let part = 1; out.length < wanted; part += 1) {
    for (const [index, line] of once[lang].entries()) {
      // A doubled word in every eleventh sentence gives an editor something to decide on.
      const slip = lang === "en" && index % 11 === 5 ? line.replace(/ (\w+) /, " $1 $1 ") : line;
      out.push(`${part}. ${slip}`);
    }
  }
  return out.slice(0, wanted).join("\n") + "\n";
}

const folder = workspace();
const started = performance.now();
must(folder, "add", file(folder, "long.ar.txt", long("ar")), file(folder, "long.en.txt", long("en")), "--id", "long");
const imported = performance.now() - started;
const failures = [];

function figure(name, value, limit) {
  const missed = limit !== undefined && value > limit;
  if (missed) failures.push(name);
  console.log(`${name.padEnd(52)} ${value.toFixed(0).padStart(7)} ms${limit === undefined ? "" : `  (limit ${limit})`}${missed ? "  MISSED" : ""}`);
}

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

figure(`import of ${wanted} segments`, imported);
const begun = performance.now();
const server = await serve(folder, "long");
figure("from the command to the address", performance.now() - begun);
const chromium = await browser();
const page = await (await chromium.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
const asked = performance.now();
await page.goto(server.address);
await page.waitForSelector("#row-0[aria-current=true]");
figure("the page opens, first row ready for keys", performance.now() - asked, 1000);

// Scrolls through all of it by pages and takes the longest pause between two frames.
const scrolled = await page.evaluate(async () => {
  const frames = [];
  let last = performance.now();
  const height = document.documentElement.scrollHeight;
  for (let top = 0; top < height; top += 700) {
    scrollTo(0, top);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { frames, drawn: document.querySelectorAll(".row").length };
});
figure("scrolling: 95 of 100 frames within", at(scrolled.frames, 0.95), 50);
figure("scrolling: longest frame", Math.max(...scrolled.frames));
console.log(`rows drawn at the end of ${wanted}: ${scrolled.drawn}`);

// Jumps into the middle: how long until its row is there.
const jumped = await page.evaluate(async () => {
  const then = performance.now();
  location.hash = "";
  const chunk = document.querySelectorAll(".chunk")[60] ?? document.querySelector(".chunk:last-child");
  chunk.scrollIntoView();
  while (!chunk.firstElementChild) await new Promise(requestAnimationFrame);
  return performance.now() - then;
});
figure("a jump into the middle until its rows are drawn", jumped);

// Decisions: confirm rows one after the other, from the key to the row that shows it. The
// answer comes when the decision is on disk.
await page.keyboard.press("j");
const decide = async (key, shown) => {
  const times = [];
  for (let n = 0; n < deeds; n += 1) {
    times.push(await page.evaluate(([key, shown]) => new Promise((resolve) => {
      const row = document.querySelector('.row[aria-current="true"]');
      const then = performance.now();
      const watch = new MutationObserver(() => {
        const now = document.getElementById(row.id);
        if (now?.dataset.status === shown) {
          watch.disconnect();
          resolve(performance.now() - then);
        }
      });
      watch.observe(document.getElementById("rows"), { subtree: true, childList: true, attributes: true });
      document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      row.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }), [key, shown]));
    await page.keyboard.press("j");
    await page.waitForTimeout(60);
  }
  return times;
};
const confirmed = await decide("c", "confirmed");
figure("a confirmation, on disk and shown: median", at(confirmed, 0.5));
figure("a confirmation, on disk and shown: 95 of 100", at(confirmed, 0.95), 50);

// Findings: waits until all are checked, then accepts and fixes.
const waiting = performance.now();
await page.waitForFunction(() => !/checking/.test(document.getElementById("counts").textContent), null, { timeout: 600_000 });
figure("until all of it is checked, while it is read", performance.now() - waiting);
const path = await page.getAttribute("#desk", "data-path");
const facts = await page.evaluate(async (path) => (await fetch(`/api/index/${path}`)).json(), path);
// From a page that draws nothing, so that only the server is timed.
await page.goto(new URL("/terms", server.address).href);
const post = (body) => page.evaluate(async ([path, body]) => {
  const then = performance.now();
  const response = await fetch(`/api/do/${path}`, { method: "POST", headers: { "Content-Type": "application/json", "X-Muqabala": "1" }, body: JSON.stringify(body) });
  await response.json();
  return [response.status, performance.now() - then];
}, [path, body]);
const times = { accept: [], fix: [] };
// Processor time of the server so far, in milliseconds (ticks of 10 ms), where the system tells.
const processor = () => {
  try {
    const fields = readFileSync(`/proc/${server.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
};
const before = processor();
for (const [row, finding] of facts.open.slice(0, deeds)) times.accept.push((await post({ deed: "accept", row, finding }))[1]);
figure("a decision on a finding: processor time of the server", (processor() - before) / times.accept.length);
figure("a decision on a finding, on disk and answered: median", at(times.accept, 0.5));
figure("a decision on a finding, on disk and answered: 95 of 100", at(times.accept, 0.95), 50);
const text = JSON.parse(await page.evaluate(async (path) => (await fetch(`/api/text/${path}?row=2000`)).text(), path)).text;
for (let n = 0; n < 5; n += 1) {
  const was = n === 0 ? text : `${text} ${n - 1}`;
  times.fix.push((await post({ deed: "edit", row: 2000, was, text: `${text} ${n}` }))[1]);
}
figure("an edit of a sentence, on disk and checked: median", at(times.fix, 0.5));
await chromium.close();
await kill(server);
console.log(failures.length ? `\nmissed: ${failures.join(", ")}` : "\nall figures within their limits");
process.exit(failures.length ? 1 : 0);
