/** The gateway's JSON, with the session's own token on everything that changes something. */

export interface Me {
  account: string;
  display: string;
  roles: string[];
  card: { firm?: string; licence?: string };
  csrf: string;
  /** The password is the one that was given out: nothing but changing it is open. */
  must_change: boolean;
}

export interface Waiting {
  ticket: string;
  number: number;
  service: string;
  topic: { title: string; summary: string; needs: string[]; locale: string };
  level: string;
  place: string;
  joined_at: string;
  returned: boolean;
  state: string;
  mine: boolean;
}

export interface Queue {
  version: string;
  waiting: Waiting[];
  bookings: { booking: string; way: string; starts: string; topic: { title: string; needs: string[] }; contact: string }[];
  finished: { number: number; started: string; ended: string; outcome: string; score: number | null }[];
  present: number;
  me: "available" | "writing" | "away";
}

export interface Opinion {
  id: string;
  rev: number;
  draft: Record<string, string>;
  sha256: string;
  signed: boolean;
}

export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly title: string,
    readonly status: number,
    /** What is still open, or why it was refused, where the gateway says so. */
    readonly state = "",
  ) {
    super(code);
  }
}

let csrf = "";
let bearer = "";

/** Ask with somebody's own secret from now on: people without an account, on their own telephone. */
export function actAs(secret: string): void {
  bearer = secret;
}

function credentials(method: string): Record<string, string> {
  if (bearer) return { Authorization: `Bearer ${bearer}` };
  return csrf && method !== "GET" ? { "X-Csrf-Token": csrf } : {};
}

/** Nothing the gateway answers takes longer, its long waits included. After it the line is dead, and nobody else would say so. */
const LONGEST_MS = 45_000;

/** A request and its whole answer. Raises `Refusal` `away` when there was none, or not in time. */
async function answered(path: string, init: RequestInit, signal?: AbortSignal, longest = LONGEST_MS): Promise<{ answer: Response; text: string }> {
  const limit = new AbortController();
  const give = () => limit.abort();
  const timer = setTimeout(give, longest);
  signal?.addEventListener("abort", give, { once: true });
  if (signal?.aborted) give();
  try {
    const answer = await fetch(`/pln/v1${path}`, { ...init, signal: limit.signal });
    return { answer, text: await answer.text() };
  } catch {
    throw new Refusal("away", "", 0);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", give);
  }
}

export async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  key?: string,
  more: Record<string, string> = {},
  longest?: number,
): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...credentials(method), ...more };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const { answer, text } = await answered(path, init, signal, longest);
  const found = (text ? JSON.parse(text) : {}) as Record<string, string>;
  if (!answer.ok) throw new Refusal(found.code ?? "internal", found.title ?? "", answer.status, found.state ?? found.reason ?? "");
  return found as T;
}

export async function me(): Promise<Me> {
  const found = await ask<Me>("GET", "/staff/me");
  csrf = found.csrf;
  return found;
}

export async function signIn(account: string, password: string, code: string): Promise<Me> {
  const found = await ask<Me>("POST", "/staff/sessions", { account, password, code });
  csrf = found.csrf;
  return found;
}

/** Who is signed in by a new session: its token goes with every later request. */
export function took(found: Me): void {
  csrf = found.csrf;
}

export async function signOut(): Promise<void> {
  await ask("DELETE", "/staff/sessions");
  csrf = "";
}

export async function roomToken(room: string): Promise<string> {
  return (await ask<{ token: string }>("POST", `/rooms/${room}/tokens`)).token;
}

export function roomSocket(room: string): string {
  return `${location.origin.replace(/^http/, "ws")}/pln/v1/rooms/${room}/ws`;
}

/** A picture or a file as the caller may see it, with how many pages there are where it says so. */
export async function bytes(path: string): Promise<{ blob: Blob; pages: number }> {
  const answer = await fetch(`/pln/v1${path}`, { headers: credentials("GET") });
  if (!answer.ok) throw new Refusal("not_found", "", answer.status);
  return { blob: await answer.blob(), pages: Number(answer.headers.get("X-Pages") ?? 1) };
}

/** Bytes of a picture to the gateway. */
export async function send(path: string, picture: Blob): Promise<void> {
  const headers = { ...credentials("POST"), "Content-Type": picture.type || "image/jpeg" };
  const answer = await fetch(`/pln/v1${path}`, { method: "POST", headers, body: picture });
  if (!answer.ok) throw new Refusal("media_type", "", answer.status);
}

export function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error("unreadable"));
    reader.readAsDataURL(blob);
  });
}
