// Starts the real binary on a fresh workspace and opens its page in headless Chromium.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
export const binary = process.env.MUQABALA ?? join(root, "target/debug/muqabala");
export const corpus = (...parts) => join(root, "corpora", ...parts);

export function run(folder, ...args) {
  const done = spawnSync(binary, ["-C", folder, ...args], { encoding: "utf8" });
  if (done.error) throw done.error;
  return done;
}

export function must(folder, ...args) {
  const done = run(folder, ...args);
  if (done.status !== 0) throw new Error(`muqabala ${args.join(" ")}: exit ${done.status}\n${done.stderr}`);
  return done.stdout;
}

export function workspace() {
  const folder = mkdtempSync(join(tmpdir(), "muqabala-browser-"));
  must(folder, "init");
  return folder;
}

export function file(folder, name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

// The server's first line is its address; it comes through a pipe at once.
export function serve(folder, id) {
  const child = spawn(binary, ["-C", folder, "review", id, "--no-open"], { stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (data) => { err += data; });
  return new Promise((resolve, reject) => {
    let out = "";
    child.stdout.on("data", (data) => {
      out += data;
      const line = out.split("\n")[0];
      if (out.includes("\n")) resolve({ child, address: line.trim() });
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${err}`)));
  });
}

export function kill(server, signal = "SIGTERM") {
  return new Promise((resolve) => {
    server.child.removeAllListeners("exit");
    server.child.on("exit", resolve);
    server.child.kill(signal);
  });
}

export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
