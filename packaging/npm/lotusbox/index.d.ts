/** What `serve` takes, such as `{ seed: 7, at: '2026-01-10T10:00:00+05:30', demo: true }`. */
export interface Options {
  /** The program to start; by default the one that came with this package. */
  binary?: string;
  [option: string]: string | number | boolean | string[] | undefined;
}

/** One event of LotusPay or Juspay, decrypted. */
export interface Event {
  id: string;
  type?: string;
  event_name?: string;
  [key: string]: unknown;
}

/** An answer of 400 or more. */
export class Refused extends Error {
  status: number;
  /** The rule that refused the call, from the header Lotusbox-Rule. */
  rule: string | null;
  /** For `GET /_mock/why/<requestId>`. */
  requestId: string | null;
  body: unknown;
}

/** Takes webhooks on a free port. */
export class Receiver {
  readonly url: string;
  /** Bodies as they came, in order. */
  readonly bodies: unknown[];
  /** What came, decrypted. */
  events(): Event[];
  stop(): void;
}

/** One world on a running server. */
export class World {
  readonly url: string;
  readonly key: string;
  /** Decrypts its webhooks; none only where LOTUSBOX_URL names a server, and LOTUSPAY_WEBHOOK_KEY no key. */
  readonly webhookKey?: string;
  /** A call with the key of this world; the JSON of its answer. Throws Refused. */
  call<T = any>(method: string, path: string, body?: unknown): Promise<T>;
  /** Moves the clock by an ISO duration such as P7D; what fell due. */
  advance<T = any>(by: string): Promise<T>;
  /** Opens a receiver and lets the world deliver to it. */
  receive(): Promise<Receiver>;
}

/**
 * A server on a free port, and the world of the example key. Within `lotusbox exec`, which sets
 * LOTUSBOX_URL, it is that server and the world of LOTUSPAY_API_KEY, whose coverage then counts.
 */
export class Lotusbox extends World {
  /** Any option of `serve` asks for a server of its own, also within `lotusbox exec`. */
  static start(options?: Options): Promise<Lotusbox>;
  /** Another world on the same server; with a fresh key unless one is given. */
  world(key?: string): World;
  /** Ends the receivers, and the server unless it is that of LOTUSBOX_URL. */
  stop(): Promise<void>;
}

/** The event in the body of a webhook: AES-128-CBC under your key. */
export function decrypt(body: { serialized_response: string }, key: string): Event;
