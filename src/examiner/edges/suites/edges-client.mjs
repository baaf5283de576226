// How the boundary tests call the API. Replace `send` by your own client: it gets one call, and
// answers with its status and its body.
import http from "node:http";

const base = (process.env.LOTUSPAY_BASE_URL ?? "http://127.0.0.1:5688").replace(/\/$/, "");
const control = (process.env.LOTUSBOX_URL ?? base).replace(/\/$/, "");
const boundary = "edges-boundary";

export const send = (world, call) => world.call(call);

export const codeOf = (answer) => answer.body?.error?.code ?? null;

/** The world of one case: a test key of its own, and names for what was made in it. */
export class World {
  names = new Map();

  constructor(edge) {
    this.key = `sk_test_${edge.id.toLowerCase().replace(/[^a-z0-9]/g, "").slice(0, 56)}`;
  }

  static async of(edge) {
    const world = new World(edge);
    const { at, profile, seed } = edge.world;
    const answer = await world.call({
      method: "POST", path: "/_mock/reset", accept: "application/json",
      content_type: "application/json", body: JSON.stringify({ at, profile, seed }),
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return world;
  }

  withNames(text) {
    return text.replace(/\{([a-z]+[0-9]+(?:\.[a-z]+)?)\}/g, (whole, name) => this.names.get(name) ?? whole);
  }

  async call(call) {
    let path = this.withNames(call.path);
    if (path.includes("://")) {  // a whole link: what counts of it is its path
      const link = new URL(path);
      path = link.pathname + link.search;
    }
    const headers = { Accept: call.accept, ...call.headers };
    const key = call.key === undefined ? this.key : call.key;
    if (key !== null) headers.Authorization = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
    let body = call.body === undefined ? undefined : this.withNames(call.body);
    if (body !== undefined) {
      headers["Content-Type"] = call.content_type;
      if (call.content_type === "multipart/form-data") {
        headers["Content-Type"] += `; boundary=${boundary}`;
        body = partsOf(body);
      }
      headers["Content-Length"] = Buffer.byteLength(body);
    }
    const from = path.startsWith("/_mock") ? control : base;
    const answer = await exchange(from + path, call.method, headers, body);
    this.learn(call, answer.body);
    return answer;
  }

  learn(call, body) {
    const set = (name, value) => { if (value) this.names.set(name, value); };
    if (call.as) {
      set(call.as, body?.id || body?.mandate_id || body?.data?.[0]?.id);
      set(`${call.as}.umrn`, body?.umrn);
      set(`${call.as}.short`, body?.redirect?.short_url);
    }
    if (call.link) set(call.link, body?.auth_link || body?.redirect?.url);
  }
}

// Not fetch: that sets headers such as Host and Sec-Fetch-Site itself.
function exchange(url, method, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () => {
        const text = Buffer.concat(pieces).toString("utf8");
        let read = text;
        try { read = JSON.parse(text); } catch { /* a page, or a text */ }
        resolve({ status: response.statusCode, body: read });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

function partsOf(lines) {
  const parts = lines.split("\n").map((line) => {
    const equals = line.indexOf("=");
    const [name, file] = line.slice(0, equals).split("@");
    const of = file === undefined ? "" : `; filename="${file}"`;
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${of}\r\n\r\n${line.slice(equals + 1)}\r\n`;
  });
  return `${parts.join("")}--${boundary}--\r\n`;
}
