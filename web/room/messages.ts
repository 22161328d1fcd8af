/** What passes over a room's socket: the same messages as `legalnet/rooms.py` and `roommedia.py`, which judge them. */

import type { Offered, Published } from "./server";

export interface Seat {
  id: string;
  role: string;
  admitted: boolean;
  mic: boolean;
  camera: boolean;
  mode: Mode;
  /** Nobody sits there just now; nothing of the place is sent. */
  away: boolean;
  muted: boolean;
  isolated: boolean;
  hand: boolean;
  consents: Record<string, boolean>;
  display: string;
  connected: boolean;
}

export type Mode = "video" | "audio" | "text";

export interface Paper {
  id: string;
  title: string;
  pages: number;
}

export interface Room {
  kind: string;
  /** From peer to peer, or through the media server; the gateway decides. */
  media: "peers" | "server";
  on_record: boolean;
  stage: string;
  caucus: string[];
  documents: Paper[];
  seats: Seat[];
  /** Why nothing goes on just now: interpreter, host, or nothing. */
  halted: string;
  seconds: number;
  /** Grows when the procedure's file changes. */
  file: number;
}

export interface Welcome {
  type: "welcome";
  seat: string;
  role: string;
  resume: string;
  ice: RTCIceServer[];
  relay_only: boolean;
  room: Room;
}

export interface Message {
  kind: string;
  [member: string]: unknown;
}

export type Frame =
  | Welcome
  | { type: "state"; room: Room }
  | { type: "said"; from: string; message: Message }
  | { type: "refused"; code: string }
  | { type: "closed"; outcome: string }
  | Published
  | Offered
  | { type: "trickle"; to: "up" | "down"; candidate: RTCIceCandidateInit | null }
  | { type: "republish" }
  | { type: "still"; id: string; sha256: string }
  | { type: "pong" };

/** Whether two seats share media: both let in, and on the same side of a caucus. */
export function hears(room: Room, one: string, other: string): boolean {
  const find = (id: string) => room.seats.find((seat) => seat.id === id);
  const first = find(one);
  const second = find(other);
  if (!first?.admitted || !second?.admitted || first.isolated || second.isolated) return false;
  return room.caucus.length === 0 || room.caucus.includes(one) === room.caucus.includes(other);
}
