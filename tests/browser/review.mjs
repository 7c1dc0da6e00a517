// What an editor does on the review page, in a real browser against the real binary.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { browser, corpus, kill, must, run, serve, workspace } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.SCREENSHOTS;
const folder = workspace();
must(folder, "add", corpus("al-ahd-musleh/interview.ar.txt"), corpus("al-ahd-musleh/article.en.txt"), "--id", "musleh", "--policy", "article");

must(folder, "add", corpus("basra-palms/interview.ar.txt"), corpus("basra-palms/translation.en.txt"), "--id", "palms");
must(folder, "add", corpus("library-flood/interview.en.txt"), corpus("library-flood/translation.ar.txt"), "--id", "flood");

let server = await serve(folder, "musleh");
const chromium = await browser();
let passed = 0;
let failed = 0;

async function test(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}

async function accessible(page, name) {
  await page.evaluate(axe);
  const report = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const grave = report.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ").slice(0, 400)}`), [], name);
}

async function open(context, address) {
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await page.goto(address);
  await page.waitForSelector("#row-0[aria-current=true]");
  page.errors = errors;
  return page;
}

// Presses a key that sends something and waits until the page says that it is saved.
async function send(page, deed) {
  await page.evaluate(() => { document.getElementById("said").textContent = ""; });
  await deed();
  await page.waitForFunction(() => document.getElementById("said").textContent !== "");
  await page.waitForLoadState("networkidle").catch(() => {});
  return page.textContent("#said");
}

async function typo(page) {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("n");
    await page.waitForTimeout(30);
    const words = await page.evaluate(() => document.querySelector('.finding[aria-current="true"]')?.dataset.text);
    if (words === "aginas") return;
  }
  assert.fail("the misspelling is not among the findings");
}

const context = await chromium.newContext({ viewport: { width: 1400, height: 900 } });
let page;

await test("the first answer is 200 without a redirect and holds rows", async () => {
  const answer = await fetch(server.address, { redirect: "manual" });
  assert.equal(answer.status, 200);
  const html = await answer.text();
  assert.match(html, /id="row-0"/);
  assert.match(html, /lang="ar" dir="rtl"/);
});

await test("without the token nothing is shown", async () => {
  const bare = new URL(server.address);
  bare.search = "";
  assert.equal((await fetch(bare)).status, 403);
});

await test("a walk by keyboard", async () => {
  page = await open(context, server.address);
  await page.keyboard.press("j");
  await page.waitForSelector("#row-1[aria-current=true]");
  await page.keyboard.press("k");
  await page.waitForSelector("#row-0[aria-current=true]");
  await typo(page);
  const marked = await page.textContent("mark.chosen");
  assert.equal(marked, "aginas");
  if (shots) await page.screenshot({ path: `${shots}/review-en.png` });
});

await test("a fix changes the text and takes the finding away", async () => {
  await send(page, () => page.keyboard.press("f"));
  await page.waitForFunction(() => !document.getElementById("rows").textContent.includes("aginas"));
  assert.match(await page.textContent("#rows"), /in northern Syria against the Syrian government/);
});

await test("undo and redo", async () => {
  await send(page, () => page.keyboard.press("u"));
  await page.waitForFunction(() => document.getElementById("rows").textContent.includes("aginas"));
  await send(page, () => page.keyboard.press("r"));
  await page.waitForFunction(() => !document.getElementById("rows").textContent.includes("aginas"));
});

let dismissed;
await test("a finding is dismissed with a reason", async () => {
  await page.keyboard.press("n");
  await page.waitForSelector('.finding[aria-current="true"]');
  dismissed = await page.getAttribute('.finding[aria-current="true"]', "data-finding");
  await page.keyboard.press("d");
  await page.fill("#ask-text", "house style <b>‮ & \"so\"");
  await send(page, () => page.click('#ask button[value="yes"]'));
  await page.waitForSelector(`.finding[data-finding="${dismissed}"][data-state="dismissed"]`);
});

await test("a row is confirmed", async () => {
  await send(page, () => page.keyboard.press("c"));
  await page.waitForSelector('.row[aria-current="true"][data-status="confirmed"]');
});

await test("a second window sees the change", async () => {
  const second = await open(context, server.address);
  await send(page, () => page.keyboard.press("u"));
  const row = await page.getAttribute('.row[aria-current="true"]', "id");
  await second.waitForFunction((id) => document.getElementById(id)?.dataset.status !== "confirmed", row);
  await send(page, () => page.keyboard.press("r"));
  await second.waitForFunction((id) => document.getElementById(id)?.dataset.status === "confirmed", row);
  await second.close();
});

await test("the command line works while the page is served", async () => {
  const listed = run(folder, "list", "--format", "jsonl");
  assert.equal(listed.status, 0, listed.stderr);
  const ids = listed.stdout.trim().split("\n").map((line) => JSON.parse(line).id);
  assert.deepEqual(ids, ["flood", "musleh", "palms"]);
});

await test("everything acknowledged survives kill -9", async () => {
  await kill(server, "SIGKILL");
  server = await serve(folder, "musleh");
  await page.close();
  page = await open(context, server.address);
  const text = await page.textContent("#rows");
  assert.ok(!text.includes("aginas") && text.includes("in northern Syria against the Syrian government"));
  const index = await page.evaluate(async (path) => (await fetch(`/api/index/${path}`)).json(), await page.getAttribute("#desk", "data-path"));
  assert.ok(index.settled.includes(dismissed), "the dismissal is gone");
});

await test("no error in the browser's console", () => assert.deepEqual(page.errors, []));

const origin = new URL(server.address).origin;
const path = await page.getAttribute("#desk", "data-path");
const screens = { review: `/r/${path}`, documents: "/", changes: `/diff/${path}`, history: `/history/${path}`, terms: "/terms", search: "/search?q=الحَشد" };
for (const scheme of ["light", "dark"]) {
  for (const [name, where] of Object.entries(screens)) {
    await test(`${name} has no serious accessibility fault (${scheme})`, async () => {
      const view = await context.newPage();
      await view.emulateMedia({ colorScheme: scheme });
      await view.goto(origin + where);
      if (name === "review") await view.waitForSelector("#row-0[aria-current=true]");
      await accessible(view, name);
      if (shots && (scheme === "light" || name === "review")) await view.screenshot({ path: `${shots}/${name}-${scheme}.png` });
      await view.close();
    });
  }
}

// The interview on palms: a full translation with many faults.
const palms = `${origin}/r/palms/translation.en`;

await test("many findings at once, with an honest result", async () => {
  const view = await open(context, palms);
  await view.keyboard.press("b");
  await view.fill("#many-filter", "check=misspelling,omission");
  await view.selectOption("#many-deed", "fix");
  await view.click("#many-apply");
  await view.waitForFunction(() => document.getElementById("many-said").textContent !== "");
  assert.match(await view.textContent("#many-said"), /^Applied to \d+ findings?, not to \d+ findings\.$/);
  assert.match(await view.textContent("#many-refused"), /omission .* has no suggestion/);
  await accessible(view, "many at once");
  await view.fill("#many-filter", "colour=red");
  await view.click("#many-apply");
  await view.waitForFunction(() => document.getElementById("many-said").textContent.includes("no \"colour\""));
  await view.click('#many button[value="no"]');
  await view.close();
});

await test("a row is pinned, released, set apart with a reason and linked again", async () => {
  const view = await open(context, palms);
  await send(view, () => view.keyboard.press("l"));
  await view.waitForSelector('.row[aria-current="true"][data-status="pinned"]');
  await view.click(".hand summary");
  await send(view, () => view.click('[data-deed="release"]'));
  await view.waitForSelector('.row[aria-current="true"][data-status="auto"]');
  const kind = await view.getAttribute("#row-0", "data-kind");
  await view.click(".hand summary");
  await Promise.all([view.waitForEvent("load"), view.click('[data-deed="unlink"]')]);
  await view.waitForSelector('#row-0[aria-current=true]:not([data-kind="1-1"])');
  await view.click(".hand summary");
  await view.click('[data-deed="null"]');
  await view.fill("#ask-text", "said by the channel");
  await send(view, () => view.click('#ask button[value="yes"]'));
  await view.waitForFunction(() => document.getElementById("row-0").textContent.includes("said by the channel"));
  await send(view, () => view.keyboard.press("u"));
  await Promise.all([view.waitForEvent("load"), view.keyboard.press("u")]);
  await view.waitForSelector(`#row-0[aria-current=true][data-kind="${kind}"]`);
  await view.close();
});

await test("a row is split by a line break and the cut taken back", async () => {
  const view = await open(context, palms);
  for (let step = 0; step < 4; step += 1) await view.keyboard.press("j");
  await view.waitForSelector("#row-4[aria-current=true]");
  await view.keyboard.press("s");
  await view.waitForSelector("#ask[open]");
  const text = await view.inputValue("#ask-text");
  await view.fill("#ask-text", text.replace(/^(\S+ \S+ \S+) /, "$1\n"));
  await send(view, () => view.click('#ask button[value="yes"]'));
  await view.waitForSelector("#row-4 .edge");
  await send(view, () => view.keyboard.press("u"));
  await view.waitForFunction(() => !document.querySelector("#row-4 .edge"));
  await view.close();
});

await test("sign-off shows, and a change after it shows with its words", async () => {
  const view = await open(context, palms);
  await send(view, () => view.keyboard.press("c"));
  await send(view, () => view.click("#sign-off"));
  assert.equal(await view.textContent("#state"), "signed off");
  await view.keyboard.press("e");
  await view.waitForSelector("#ask[open]");
  await view.fill("#ask-text", (await view.inputValue("#ask-text")).replace("evening", "morning"));
  await send(view, () => view.click('#ask button[value="yes"]'));
  await view.waitForSelector('#row-0[data-status="stale"]');
  assert.equal(await view.textContent("#state"), "changed since sign-off");
  await view.waitForSelector("#panel .since");
  assert.equal(await view.textContent("#panel .since del"), "evening");
  assert.equal(await view.textContent("#panel .since ins"), "morning");
  await accessible(view, "stale row");
  await view.goto(`${origin}/diff/palms/translation.en?since=sign-off`);
  assert.equal(await view.locator("section.change").count(), 1);
  if (shots) await view.screenshot({ path: `${shots}/changes-since.png` });
  await view.close();
});

await test("tabs go from the text to the panel", async () => {
  const view = await open(context, palms);
  const order = [];
  for (let step = 0; step < 3; step += 1) {
    order.push(await view.evaluate(() => document.activeElement.className || document.activeElement.tagName));
    await view.keyboard.press("Tab");
  }
  assert.deepEqual(order.slice(0, 2), ["row", "panel"]);
  await view.close();
});

await test("the bidi X-ray names code points", async () => {
  const view = await open(context, `${origin}/r/flood/translation.ar`);
  await view.keyboard.press("x");
  await view.waitForSelector("#xray[open] table");
  assert.match(await view.textContent("#xray-body"), /U\+06/);
  await accessible(view, "X-ray");
  if (shots) await view.screenshot({ path: `${shots}/xray.png` });
  await view.close();
});

if (shots) {
  for (const [name, ui, scheme] of [["doc-review", "en", "light"], ["doc-review-ar", "ar", "light"], ["doc-review-dark", "en", "dark"]]) {
    const view = await context.newPage();
    await view.emulateMedia({ colorScheme: scheme });
    await view.goto(`${palms}?ui=${ui}`);
    await view.waitForSelector("#row-0[aria-current=true]");
    for (let step = 0; step < 4; step += 1) { await view.keyboard.press("n"); await view.waitForTimeout(150); }
    await view.screenshot({ path: `${shots}/${name}.png` });
    await view.goto(`${origin}/?ui=en`);
    await view.close();
  }
  const view = await context.newPage();
  await view.goto(`${origin}/diff/palms/translation.en`);
  await view.screenshot({ path: `${shots}/doc-changes.png` });
  await view.close();
}

await test("a search without marks finds the word with marks", async () => {
  const view = await context.newPage();
  await view.goto(`${origin}/search?q=${encodeURIComponent("الحشد")}`);
  assert.ok((await view.locator("mark").count()) > 0);
  await view.close();
});

await test("the Arabic interface is mirrored and the columns stay", async () => {
  const view = await context.newPage();
  await view.goto(`${origin}/r/${path}?ui=ar`);
  await view.waitForSelector("#row-0[aria-current=true]");
  assert.equal(await view.getAttribute("html", "dir"), "rtl");
  const cells = await view.$$eval("#row-0 .cell", (list) => list.map((cell) => cell.getBoundingClientRect().left));
  assert.ok(cells[0] < cells[1], "English is not left of Arabic");
  await accessible(view, "Arabic review");
  if (shots) await view.screenshot({ path: `${shots}/review-ar.png` });
  await view.goto(`${origin}/?ui=en`);
  await view.close();
});

await test("at 200 % zoom nothing is cut off sideways", async () => {
  const narrow = await chromium.newContext({ viewport: { width: 700, height: 450 } });
  const view = await open(narrow, server.address);
  const wider = await view.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 1, `the page is ${wider} px wider than the window`);
  await narrow.close();
});

await chromium.close();
await kill(server);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
