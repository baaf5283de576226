// Calls to the server, and the state that all screens share: which world, and what was said last.
// Every call of the page can be repeated by a curl, which is kept here, too.

export const state = {world: "sk_test_lotusbox", now: 0, now_ist: "", mode: "manual", curl: ""};
const listeners = new Set();
export const on_say = (listener) => listeners.add(listener);
export function say(words, more) {
  for (const listener of listeners) listener(words, more ?? {});
}

export class Refused extends Error {
  constructor(status, error, rule, id) {
    super(error?.message ?? `The server answered ${status}`);
    Object.assign(this, {status, rule, id, param: error?.param ?? null});
  }
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
/** The line for a shell that does the same call. */
export function curl_of(method, path, body) {
  const parts = ["curl", "-u", `${state.world}:`];
  if (method !== "GET") parts.push("-X", method);
  if (body !== undefined) {
    parts.push("-H", quoted("Content-Type: application/json"), "-d", quoted(JSON.stringify(body)));
  }
  parts.push(quoted(location.origin + path));
  return parts.join(" ");
}

/** The JSON, or text, of an answer; a refusal is thrown. */
export async function call(method, path, body) {
  const headers = {Accept: "application/json, text/plain", Authorization: `Bearer ${state.world}`};
  if (method === "GET") headers["Lotusbox-Log"] = "none";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  // Without credentials: a wrong key is to be told here, and not asked for by the browser.
  const answer = await fetch(path, {method, headers, credentials: "omit", cache: "no-store",
                                    body: body === undefined ? undefined : JSON.stringify(body)});
  const text = await answer.text();
  const json = (answer.headers.get("Content-Type") ?? "").includes("json");
  const value = json && text ? JSON.parse(text) : text;
  if (!answer.ok) {
    throw new Refused(answer.status, json ? value.error : null, answer.headers.get("Lotusbox-Rule"),
                      answer.headers.get("Lotusbox-Request-Id"));
  }
  return value;
}

export const get = (path) => call("GET", path);

/** `/path?name=value` without what is empty. */
export function with_query(path, query) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" &&
    value !== null);
  return pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path;
}

const UNDO = "page-undo-";
const UNDO_KEPT = 6;
/** Names this moment, so that what comes next can be taken back. The oldest name is used again. */
async function keep_moment(what) {
  const place = `${UNDO}${1 + (Number(sessionStorage.getItem("undo") ?? 0) % UNDO_KEPT)}`;
  try {
    await call("POST", "/_mock/snapshots", {name: place});
  } catch {
    return null;  // sixteen of other names: then there is no way back, and it is said
  }
  sessionStorage.setItem("undo", String(Number(sessionStorage.getItem("undo") ?? 0) + 1));
  return {name: place, what};
}

/** Does something to the world that can be taken back, and says so. */
export async function act(what, method, path, body) {
  state.curl = curl_of(method, path, body);
  const moment = await keep_moment(what);
  const answer = await call(method, path, body);
  say(`${what}: done`, {curl: state.curl, undo: moment});
  return answer;
}

export async function go_back(name) {
  state.curl = curl_of("POST", `/_mock/snapshots/${name}/restore`);
  await call("POST", `/_mock/snapshots/${encodeURIComponent(name)}/restore`);
  say("The world is as it was", {curl: state.curl});
}

/** Reads the stream of the world until it ends, and again from there. `EventSource` can send no
    key, so the messages are read here. */
export async function listen(world, told, signal) {
  let last = "";
  while (!signal.aborted) {
    try {
      const headers = {Authorization: `Bearer ${world}`, Accept: "text/event-stream"};
      if (last) headers["Last-Event-ID"] = last;
      const answer = await fetch("/_mock/stream", {headers, signal, credentials: "omit",
                                                   cache: "no-store"});
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      told("open");
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const {value, done} = await reader.read();
        if (done) break;
        const messages = (rest + value).split("\n\n");
        rest = messages.pop();
        for (const message of messages) {
          const fields = Object.fromEntries(message.split("\n").map((line) => {
            const colon = line.indexOf(":");
            return [line.slice(0, colon), line.slice(colon + 1).trim()];
          }));
          if (fields.id) last = fields.id;
          if (fields.data) told(fields.event, JSON.parse(fields.data));
        }
      }
    } catch {
      if (signal.aborted) return;
    }
    told("closed");
    await new Promise((wait) => setTimeout(wait, 1000));
  }
}
