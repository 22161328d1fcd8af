import { Ladder, type Rung } from "./ladder";
import { hears, type Frame, type Message, type Mode, type Room, type Welcome } from "./messages";
import { Peer } from "./peer";
import { Signalling } from "./signalling";
import { quality, type Quality } from "./stats";

export interface CallEvents {
  room(room: Room, own: string): void;
  said(from: string, message: Message): void;
  /** Another seat's picture and voice; null when there is none any more. */
  stream(seat: string, stream: MediaStream | null): void;
  local(stream: MediaStream | null): void;
  quality(quality: Quality, rung: Rung): void;
  line(up: boolean): void;
  refused(code: string): void;
  over(code: string, outcome: string): void;
}

export interface CallOptions {
  url: string;
  token: () => Promise<string>;
  width?: number;
  /** The most that this side wants to send. */
  best?: Mode;
}

const READ_MS = 2_000;

/** A seat in a room: its socket, its media, and what becomes of them when the line gets worse. */
export class Call {
  room: Room | null = null;
  own = "";
  local: MediaStream | null = null;
  private welcome: Welcome | null = null;
  private readonly peers = new Map<string, Peer>();
  private readonly signalling: Signalling;
  private readonly ladder: Ladder;
  private mode: Mode;
  private mic = true;
  private camera = true;
  private last: (Quality & { received: number }) | undefined;
  private reading: ReturnType<typeof setInterval> | undefined;
  private outcome = "";
  private pictures: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: CallOptions,
    private readonly events: CallEvents,
  ) {
    this.mode = options.best ?? "video";
    this.ladder = new Ladder(this.mode);
    this.signalling = new Signalling(options.url, options.token, {
      frame: (frame) => void this.read(frame),
      line: (up) => events.line(up),
      over: (code) => this.end(code),
    });
  }

  /** Open camera and microphone as far as there are any, and take the seat. */
  async begin(): Promise<void> {
    this.pictures = this.capture();
    await this.pictures;
    await this.signalling.open();
    this.reading = setInterval(() => void this.measure(), READ_MS);
  }

  /** Say something to the room; false when the line is down just now. */
  say(message: Message): boolean {
    return this.signalling.send(message);
  }

  /** Microphone or camera on or off, told to the others. */
  set(kind: "mic" | "camera", on: boolean): void {
    this[kind] = on;
    this.apply();
  }

  get sending(): { mic: boolean; camera: boolean; mode: Mode } {
    return { mic: this.mic, camera: this.camera, mode: this.mode };
  }

  leave(): void {
    this.signalling.leave();
  }

  /** Every connection's figures, for tests and for the status line. */
  async figures(): Promise<Quality & { received: number }> {
    const entries: never[] = [];
    for (const pc of this.connections()) (await pc.getStats()).forEach((one) => entries.push(one as never));
    return quality(entries, this.last);
  }

  private connections(): RTCPeerConnection[] {
    return [...this.peers.values()].map((peer) => peer.connection);
  }

  private async capture(): Promise<void> {
    const width = this.options.width ?? 640;
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const video = { width: { ideal: width }, height: { ideal: (width * 3) / 4 }, frameRate: { ideal: 24, max: 30 } };
    const wanted = this.mode === "video" ? [{ audio, video }, { audio }, { video }] : this.mode === "audio" ? [{ audio }] : [];
    for (const constraints of wanted) {
      try {
        this.local = await navigator.mediaDevices.getUserMedia(constraints);
        break;
      } catch {
        // Denied (the terminal's web view says AbortError, others NotAllowedError) or not there: try with less.
      }
    }
    this.camera &&= (this.local?.getVideoTracks().length ?? 0) > 0;
    this.mic &&= (this.local?.getAudioTracks().length ?? 0) > 0;
    if (!this.camera && this.mode === "video") this.mode = this.mic ? "audio" : "text";
    this.events.local(this.local);
  }

  private async read(frame: Frame): Promise<void> {
    if (frame.type === "welcome") {
      this.welcome = frame;
      this.own = frame.seat;
      this.see(frame.room);
      this.tellMedia();
    } else if (frame.type === "state") this.see(frame.room);
    else if (frame.type === "said") await this.hear(frame.from, frame.message);
    else if (frame.type === "refused") this.events.refused(frame.code);
    else if (frame.type === "closed") this.outcome = frame.outcome;
  }

  private async hear(from: string, message: Message): Promise<void> {
    if (message.kind !== "signal") {
      this.events.said(from, message);
      return;
    }
    await this.pictures;
    await this.peer(from)?.hear(message.data as Record<string, unknown>);
  }

  private see(room: Room): void {
    this.room = room;
    this.amongPeers(room);
    this.apply();
    this.events.room(room, this.own);
  }

  private amongPeers(room: Room): void {
    const wanted = room.seats.filter((seat) => seat.id !== this.own && hears(room, this.own, seat.id));
    for (const id of [...this.peers.keys()]) if (!wanted.some((seat) => seat.id === id)) this.drop(id);
    // The one with the greater id begins; the other waits for the offer, so that both do not call at once.
    for (const seat of wanted) if (seat.connected && this.own > seat.id) this.peer(seat.id);
  }

  private peer(id: string): Peer | undefined {
    const room = this.room;
    if (!room || !hears(room, this.own, id)) return undefined;
    const known = this.peers.get(id);
    if (known) return known;
    const peer = new Peer(this.config(), this.own < id, {
      signal: (data) => this.say({ kind: "signal", to: id, data }),
      stream: (stream) => this.events.stream(id, stream),
      state: (state) => {
        if (state === "closed") this.drop(id);
      },
    });
    this.peers.set(id, peer);
    if (this.local) peer.add(this.local);
    else peer.connection.createDataChannel("room");
    return peer;
  }

  private drop(id: string): void {
    this.peers.get(id)?.close();
    this.peers.delete(id);
    this.events.stream(id, null);
  }

  private config(): RTCConfiguration {
    return {
      iceServers: this.welcome?.ice ?? [],
      iceTransportPolicy: this.welcome?.relay_only ? "relay" : "all",
      bundlePolicy: "max-bundle",
    };
  }

  /** Let tracks flow or not: what the person chose, what a host muted, what the ladder allows. */
  private apply(): void {
    const muted = this.room?.seats.find((seat) => seat.id === this.own)?.muted ?? false;
    for (const track of this.local?.getAudioTracks() ?? []) track.enabled = this.mic && !muted && this.mode !== "text";
    for (const track of this.local?.getVideoTracks() ?? []) track.enabled = this.camera && this.mode === "video";
    this.tellMedia();
  }

  private told = "";

  private tellMedia(): void {
    const now = JSON.stringify({ kind: "media", mic: this.mic, camera: this.camera && this.mode === "video", mode: this.mode });
    const own = this.room?.seats.find((seat) => seat.id === this.own);
    const shown = own && JSON.stringify({ kind: "media", mic: own.mic, camera: own.camera, mode: own.mode });
    if (!own?.admitted || shown === now || this.told === now) return;
    if (this.say(JSON.parse(now) as Message)) this.told = now;
  }

  private async measure(): Promise<void> {
    if (!this.room) return;
    const figures = await this.figures();
    this.last = figures;
    const alone = !this.room.seats.some((seat) => seat.id !== this.own && seat.connected);
    const connected = alone || this.connections().some((pc) => pc.connectionState === "connected");
    const line = this.signalling.up;
    const rung = this.ladder.read({ at: performance.now(), connected, kbps: figures.kbps, loss: figures.loss, line });
    const mode: Mode = rung === "callback" ? "text" : rung;
    if (mode !== this.mode && !(mode === "video" && !this.local?.getVideoTracks().length)) {
      this.mode = mode;
      this.apply();
    }
    this.events.quality(figures, rung);
  }

  private end(code: string): void {
    clearInterval(this.reading);
    for (const id of [...this.peers.keys()]) this.drop(id);
    for (const track of this.local?.getTracks() ?? []) track.stop();
    this.events.local(null);
    this.events.over(code, this.outcome);
  }
}
