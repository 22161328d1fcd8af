/** What is left when the line gets worse: video, then voice, then text, then a call back. Pure; time is passed in. */

export type Rung = "video" | "audio" | "text" | "callback";

export interface Reading {
  /** Milliseconds. */
  at: number;
  connected: boolean;
  /** Estimate of what can be sent, in kbit/s; null when unknown. */
  kbps: number | null;
  /** Share of packets lost on the way here, 0 to 1. */
  loss: number;
  /** Whether the room's socket is up. */
  line: boolean;
}

const POOR_MS = 10_000;
const GONE_MS = 15_000;
const SILENT_MS = 60_000;
const GOOD_MS = 12_000;

/** How a reading is judged: good enough for a picture, for a voice, or for neither. */
export function judge(reading: Reading): "video" | "audio" | "none" {
  if (!reading.connected) return "none";
  if ((reading.kbps !== null && reading.kbps < 80) || reading.loss > 0.25) return "audio";
  return "video";
}

/** Steps down after a while of trouble and up after a while of calm, so that nothing flickers. */
export class Ladder {
  rung: Rung = "video";
  private since = 0;
  private last: string | null = null;
  private lineLost: number | null = null;

  constructor(private readonly best: "video" | "audio" | "text" = "video") {
    this.rung = best;
  }

  /** The rung after this reading. */
  read(reading: Reading): Rung {
    const verdict = judge(reading);
    if (verdict !== this.last) {
      this.last = verdict;
      this.since = reading.at;
    }
    this.lineLost = reading.line ? null : (this.lineLost ?? reading.at);
    const held = reading.at - this.since;
    if (verdict === "none") this.rung = this.without(reading.at, held);
    else if (verdict === "audio" && this.rung === "video" && held >= POOR_MS) this.rung = "audio";
    else if (verdict === "video" && held >= GOOD_MS) this.rung = this.best;
    else if (this.rung === "text" || this.rung === "callback") this.rung = this.best === "text" ? "text" : "audio";
    return this.rung;
  }

  private without(at: number, held: number): Rung {
    if (this.lineLost !== null && at - this.lineLost >= SILENT_MS) return "callback";
    if (held >= GONE_MS) return this.rung === "callback" && this.lineLost !== null ? "callback" : "text";
    return this.rung;
  }
}
