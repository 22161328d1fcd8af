import { ask } from "../api";

/** The fleet as the gateway tells it; nothing of it is about a person who uses a terminal. */

interface Sums { down: number; look: number; ok: number; closed: number; silent: number; in_use: number; heard: number }
export interface District extends Sums { region: string; name: string }
export interface Counts extends Sums { enrolled: number; outbox: number; alerts: number; districts: District[]; lines: { place: string; count: number; seen_at: string }[] }
export interface Row {
  terminal_id: string; seen_at: string; silent: number; verdict: string; code: string; screen: string; place: string; region: string;
  version: string; ring: string; outbox: number; rtt_ms: number | null; visit_min: number; devices: Record<string, string>;
}
export interface Page { terminals: Row[]; total: number; after: number; page: number }
export interface Device { kind: string; verdict: string; code: string; done: number; failed: number; reopened: number }
export interface Hour { hour: number; beats: number; worst: number; outbox: number; free_mb: number; rtt_ms: number; visits: number }
export interface Alert {
  id: number; terminal_id: string; what: string; code: string; level: string; value: number; opened_at: string; closed_at: string;
  claimed_by: string; muted_until: string; place: string | null; terminals?: { terminal_id: string; place: string }[];
}
export interface Action {
  id: string; kind: string; device: string | null; ring: string | null; reason: string; asked_by: string; asked_at: string; confirmed_by: string;
  state: string; settled_at: string; outcome_code: string; digest: string;
}
export interface Terminal extends Row {
  now: string; visits: number; skew_ms: number;
  report: {
    devices: Device[]; outbox: { waiting: number; dead: number; oldest_s: number; bytes: number };
    disk: { free_mb: number; used_mb: number; memory: string }; certificates: { name: string; days: number }[];
    software: { version: string; ring: string; trial: number; refused: string | null }; uptime_s: number; closed: boolean;
  };
  hours: Hour[]; alerts: Alert[]; actions: Action[]; audit: { at: string; actor: string; action: string; subject: string }[];
}
export interface Ring {
  ring: string; version: string; halted_at: string; set_by: string; terminals: number; taken: number; refused: number; limit: number;
  running: { version: string; count: number }[]; refusals: { terminal_id: string; at: string }[];
}

const BASE = "/staff/fleet";
type Codes = Record<string, [string, string, string, string, string]>;

export const summary = (signal?: AbortSignal) => ask<Counts>("GET", `${BASE}/summary`, undefined, signal);
export const enrolCode = () => ask<{ code: string }>("POST", `${BASE}/codes`);
export const revoke = (id: string) => ask<void>("POST", `${BASE}/terminals/${encodeURIComponent(id)}/revoke`);
export const codes = () => ask<Codes>("GET", `${BASE}/codes`);
export const terminals = (query: Record<string, string | number>, signal?: AbortSignal) =>
  ask<Page>("GET", `${BASE}/terminals?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`, undefined, signal);
export const terminal = (id: string, signal?: AbortSignal) => ask<Terminal>("GET", `${BASE}/terminals/${encodeURIComponent(id)}`, undefined, signal);
export const alerts = (which: string, after: number, signal?: AbortSignal) =>
  ask<{ alerts: Alert[]; counts: Record<string, number>; page: number; now: string }>("GET", `${BASE}/alerts?which=${which}&after=${after}`, undefined, signal);
export const rings = (signal?: AbortSignal) => ask<{ rings: Ring[] }>("GET", `${BASE}/rings`, undefined, signal);
/** One wish has one key, so that a second press or a second try makes no second action. */
export const act = (id: string, body: { kind: string; reason: string; device?: string; ring?: string }, key: string) =>
  ask<{ action: Action }>("POST", `${BASE}/terminals/${encodeURIComponent(id)}/actions`, body, undefined, key);
export const confirm = (id: string) => ask("POST", `${BASE}/actions/${id}/confirm`);
export const ticket = (id: string) => ask<{ ticket: string }>("POST", `${BASE}/terminals/${encodeURIComponent(id)}/tickets`);
export const claim = (id: number) => ask("POST", `${BASE}/alerts/${id}/claim`);
export const mute = (id: number) => ask("POST", `${BASE}/alerts/${id}/mute`, { hours: 2 });
export const permit = (ring: string, version: string) => ask("PUT", `${BASE}/rings/${ring}`, { version });
export const turnRing = (ring: string, deed: "halt" | "resume") => ask("POST", `${BASE}/rings/${ring}/${deed}`);
export const bundleUrl = (id: string) => `/pln/v1${BASE}/actions/${id}/bundle`;
