import type { Frame, Message, Welcome } from "./messages";

/** As much of a WebSocket as is used, so that tests can pass their own. */
export interface Line {
  onopen: (() => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Heard {
  frame(frame: Frame): void;
  /** The line is up, or lost; losing it ends nothing. */
  line(up: boolean): void;
  /** The seat is gone for good: the room ended, the token was refused, another window took it. */
  over(code: string): void;
}

const PING_MS = 20_000;
const LONGEST_PAUSE_MS = 1_000;
/** For a new socket to be let in, and for the answer to a question whether the old one still lives. */
const WELCOME_MS = 3_000;
const PROBE_MS = 2_500;
/** Codes of the gateway after which coming back is useless. */
const FINAL = new Map([
  [1000, "closed"],
  [4403, "removed"],
  [4409, "elsewhere"],
]);

/**
 * The socket of a seat. It comes back by its resume secret after a lost line or a restarted gateway, soon and for ever;
 * media between peers goes on meanwhile.
 */
export class Signalling {
  private line: Line | null = null;
  private welcome: Welcome | null = null;
  private pause = 250;
  private ended = false;
  private ping: ReturnType<typeof setInterval> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly token: () => Promise<string>,
    private readonly heard: Heard,
    private readonly make: (url: string) => Line = (url) => new WebSocket(url) as unknown as Line,
  ) {}

  /** Ask for a way in and take the seat. */
  async open(): Promise<void> {
    let hello: string;
    try {
      hello = JSON.stringify(
        this.welcome ? { seat: this.welcome.seat, resume: this.welcome.resume } : { token: await this.token() },
      );
    } catch {
      this.later();
      return;
    }
    if (this.ended) return;
    const line = this.make(this.url);
    this.line = line;
    this.within(WELCOME_MS);
    line.onopen = () => line.send(hello);
    line.onmessage = (event) => this.read(JSON.parse(event.data) as Frame);
    line.onclose = (event) => this.lost(line, event.code);
  }

  /** Say something; false when the line is down just now. */
  send(message: Message): boolean {
    if (!this.line || !this.up) return false;
    this.line.send(JSON.stringify(message));
    return true;
  }

  get up(): boolean {
    return this.ping !== undefined;
  }

  /** Media are in trouble: is this line still there? A dead one says nothing for minutes, so it is asked. */
  probe(): void {
    if (!this.up || this.deadline !== undefined) return;
    this.within(PROBE_MS);
    this.send({ kind: "ping" });
  }

  /** Give the line up when nothing comes over it within that time. */
  private within(ms: number): void {
    const line = this.line;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => {
      this.deadline = undefined;
      if (!line || line !== this.line) return;
      line.close();
      this.lost(line, 4000);
    }, ms);
  }

  /** Go for good. */
  leave(): void {
    this.send({ kind: "leave" });
    this.end("left");
  }

  private read(frame: Frame): void {
    clearTimeout(this.deadline);
    this.deadline = undefined;
    if (frame.type === "welcome") {
      this.welcome = frame;
      this.pause = 250;
      clearInterval(this.ping);
      this.ping = setInterval(() => this.send({ kind: "ping" }), PING_MS);
      this.heard.line(true);
    }
    if (frame.type === "refused" && !this.up && frame.code === "resume") this.welcome = null;
    if (frame.type === "refused" && !this.up && frame.code === "room_closed") {
      this.end("closed");
      return;
    }
    this.heard.frame(frame);
    if (frame.type === "closed") this.end("closed");
  }

  private lost(line: Line, code: number): void {
    if (line !== this.line || this.ended) return;
    const was = this.up;
    this.line = null;
    clearTimeout(this.deadline);
    this.deadline = undefined;
    clearInterval(this.ping);
    this.ping = undefined;
    const final = FINAL.get(code);
    if (was && final) {
      this.end(final);
      return;
    }
    if (was) this.heard.line(false);
    this.later();
  }

  private later(): void {
    if (this.ended) return;
    this.again = setTimeout(() => void this.open(), this.pause);
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 2);
  }

  private end(code: string): void {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.ping);
    clearTimeout(this.again);
    clearTimeout(this.deadline);
    this.ping = undefined;
    this.line?.close();
    this.heard.over(code);
  }
}
