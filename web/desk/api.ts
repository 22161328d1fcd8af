/** The gateway's JSON, with the session's own token on everything that changes something. */

export interface Me {
  account: string;
  display: string;
  roles: string[];
  card: { firm?: string; licence?: string };
  csrf: string;
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
  finished: { number: number; started: string; ended: string; outcome: string }[];
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
  ) {
    super(code);
  }
}

let csrf = "";

export async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, key?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (csrf && method !== "GET") headers["X-Csrf-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  let answer: Response;
  try {
    answer = await fetch(`/pln/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch {
    throw new Refusal("away", "", 0);
  }
  const text = await answer.text();
  const found = (text ? JSON.parse(text) : {}) as Record<string, string>;
  if (!answer.ok) throw new Refusal(found.code ?? "internal", found.title ?? "", answer.status);
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
