import type { Message } from "./messages";

/** What passes through the media server: one connection for what this seat sends, one for what it is sent. */
export type Track = "mic" | "camera" | "document";

export interface Published {
  type: "published";
  sdp: string;
}

export interface Offered {
  type: "offered";
  offer: number;
  sdp: string;
  /** By line (mid): whose, and which track. */
  lines: Record<string, [string, Track]>;
  /** A new connection at the server's side: the old one here is of no use any more. */
  fresh: boolean;
}

export interface ServerEvents {
  say(message: Message): boolean;
  /** A track of another seat flows; null: not any more. */
  track(seat: string, track: Track, media: MediaStreamTrack | null): void;
}

const RESTART_MS = 5_000;
const LATER_MS = 2_000;

/** Tells the server about ways for media, those found too early once it may hear of them. */
class Leg {
  readonly connection: RTCPeerConnection;
  private waiting: (RTCIceCandidateInit | null)[] = [];
  private told: (RTCIceCandidateInit | null)[] | null = [];
  private retry: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly way: "up" | "down",
    config: RTCConfiguration,
    private readonly say: (message: Message) => boolean,
    stuck: () => void,
  ) {
    const pc = new RTCPeerConnection(config);
    this.connection = pc;
    pc.onicecandidate = ({ candidate }) => this.found(candidate?.toJSON() ?? null);
    pc.onconnectionstatechange = () => {
      clearInterval(this.retry);
      if (pc.connectionState !== "failed") return;
      stuck();
      this.retry = setInterval(stuck, RESTART_MS);
    };
  }

  get broken(): boolean {
    return ["disconnected", "failed"].includes(this.connection.connectionState);
  }

  /** The server knows of this connection now: candidates may follow. */
  open(): void {
    for (const one of this.told ?? []) this.trickle(one);
    this.told = null;
  }

  /** A candidate of the server's; it may come before its description. */
  async hear(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (!this.connection.remoteDescription) this.waiting.push(candidate);
    else await this.add(candidate);
  }

  async described(description: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(description);
    for (const one of this.waiting.splice(0)) await this.add(one);
  }

  close(): void {
    clearInterval(this.retry);
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  private found(candidate: RTCIceCandidateInit | null): void {
    if (this.told) this.told.push(candidate);
    else this.trickle(candidate);
  }

  private trickle(candidate: RTCIceCandidateInit | null): void {
    const { candidate: text, sdpMid, sdpMLineIndex } = candidate ?? {};
    this.say({ kind: "trickle", to: this.way, candidate: candidate ? { candidate: text, sdpMid, sdpMLineIndex } : null });
  }

  private async add(candidate: RTCIceCandidateInit | null): Promise<void> {
    const end = !candidate || "completed" in candidate;
    try {
      await this.connection.addIceCandidate(end ? undefined : candidate);
    } catch (error) {
      console.debug("a candidate was of no use", error);
    }
  }
}

/** A seat's media through the server. It never asks for anybody: the server offers what this seat may see and hear. */
export class Server {
  private up: Leg | null = null;
  private down: Leg | null = null;
  private sent: [Track, MediaStreamTrack][] = [];
  private readonly shown = new Map<string, [string, Track]>();
  private offering = false;
  private again = false;
  private fresh = true;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly config: RTCConfiguration,
    private readonly events: ServerEvents,
  ) {}

  get connections(): RTCPeerConnection[] {
    return [this.up, this.down].flatMap((leg) => (leg ? [leg.connection] : []));
  }

  get broken(): boolean {
    return !!(this.up?.broken || this.down?.broken);
  }

  /** Send these tracks, and no others. */
  publish(tracks: [Track, MediaStreamTrack][]): void {
    this.sent = tracks;
    if (tracks.length || this.up) void this.offer();
  }

  /** The server forgot what this seat sends, or the connection is past saving. */
  republish(): void {
    this.up?.close();
    this.up = null;
    this.fresh = true;
    this.offering = false;
    if (this.sent.length) void this.offer();
  }

  /** The server could not take it just now: say it again in a while. */
  refused(): void {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.republish(), LATER_MS);
  }

  /** The room's socket is back: what was said into the void is said again. */
  resume(): void {
    if (this.offering || this.up?.broken) {
      this.offering = false;
      void this.offer(true);
    }
    if (this.down?.broken) this.events.say({ kind: "restart", fresh: false });
  }

  async published(frame: Published): Promise<void> {
    if (this.up?.connection.signalingState === "have-local-offer") {
      await this.up.described({ type: "answer", sdp: frame.sdp });
      this.up.open();
    }
    this.offering = false;
    if (this.again) void this.offer();
  }

  async offered(frame: Offered): Promise<void> {
    if (frame.fresh || !this.down) {
      this.down?.close();
      this.shown.clear();
      this.down = new Leg("down", this.config, this.events.say, () => this.events.say({ kind: "restart", fresh: false }));
    }
    const leg = this.down;
    const pc = leg.connection;
    await leg.described({ type: "offer", sdp: frame.sdp });
    await pc.setLocalDescription();
    this.events.say({ kind: "receive", offer: frame.offer, sdp: pc.localDescription?.sdp ?? "" });
    leg.open();
    this.show(pc, frame.lines);
  }

  async trickled(to: "up" | "down", candidate: RTCIceCandidateInit | null): Promise<void> {
    await (to === "up" ? this.up : this.down)?.hear(candidate);
  }

  close(): void {
    clearTimeout(this.later);
    this.up?.close();
    this.down?.close();
    this.up = this.down = null;
  }

  private async offer(restart = false): Promise<void> {
    this.again = this.offering;
    if (this.offering) return;
    this.offering = true;
    this.up ??= new Leg("up", this.config, this.events.say, () => void this.stuck());
    const pc = this.up.connection;
    this.place(pc);
    await pc.setLocalDescription(await pc.createOffer({ iceRestart: restart }));
    const tracks: Record<string, Track> = {};
    for (const line of pc.getTransceivers()) {
      const named = this.sent.find(([, media]) => media === line.sender.track);
      if (line.mid && named) tracks[line.mid] = named[0];
    }
    const said = this.events.say({ kind: "publish", sdp: pc.localDescription?.sdp ?? "", tracks, fresh: this.fresh });
    if (said) this.fresh = false;
  }

  /** One line for each track; a line whose track is gone sends nothing. */
  private place(pc: RTCPeerConnection): void {
    const lines = pc.getTransceivers();
    for (const line of lines) {
      if (line.sender.track && !this.sent.some(([, media]) => media === line.sender.track)) {
        void line.sender.replaceTrack(null);
        line.direction = "inactive";
      }
    }
    for (const [name, media] of this.sent) {
      if (lines.some((line) => line.sender.track === media)) continue;
      if (name === "document") media.contentHint = "detail";
      pc.addTransceiver(media, { direction: "sendonly" });
    }
  }

  private async stuck(): Promise<void> {
    this.offering = false;
    await this.offer(true);
  }

  private show(pc: RTCPeerConnection, lines: Record<string, [string, Track]>): void {
    for (const [mid, [seat, track]] of this.shown) {
      const now = lines[mid];
      if (now && now[0] === seat && now[1] === track) continue;
      this.shown.delete(mid);
      this.events.track(seat, track, null);
    }
    for (const line of pc.getTransceivers()) {
      const whose = line.mid ? lines[line.mid] : undefined;
      if (!whose || !line.mid || this.shown.has(line.mid)) continue;
      this.shown.set(line.mid, whose);
      this.events.track(whose[0], whose[1], line.receiver.track);
    }
  }
}
