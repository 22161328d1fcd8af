import { faced, photograph, send } from "./closeup";
import { Ladder, type Rung } from "./ladder";
import { hears, type Frame, type Message, type Mode, type Room, type Welcome } from "./messages";
import { Peer } from "./peer";
import { Server, type Track } from "./server";
import { Signalling } from "./signalling";
import { quality, type Quality } from "./stats";

export interface CallEvents {
  room(room: Room, own: string): void;
  said(from: string, message: Message): void;
  /** Another seat's picture and voice; null when there is none any more. */
  stream(seat: string, stream: MediaStream | null): void;
  /** The close-up that a seat shows beside its face; null when it does not any more. */
  document?(seat: string, stream: MediaStream | null): void;
  /** A still of this seat's own arrived and was sealed; its digest. */
  still?(id: string, sha256: string): void;
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
  /** Part of the face camera's name where there are several; empty: whichever the browser picks. */
  camera?: string;
}

const READ_MS = 2_000;

/** A seat in a room: its socket, its media, and what becomes of them when the line gets worse. */
export class Call {
  room: Room | null = null;
  own = "";
  local: MediaStream | null = null;
  private welcome: Welcome | null = null;
  private readonly peers = new Map<string, Peer>();
  private server: Server | null = null;
  private closeup: MediaStream | null = null;
  private readonly streams = new Map<string, MediaStream>();
  private turn: Promise<void> = Promise.resolve();
  private readonly signalling: Signalling;
  private readonly ladder: Ladder;
  private mode: Mode;
  private mic = true;
  private camera = true;
  private away = false;
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

  /** Microphone or camera on or off, or nobody there any more; told to the others. */
  set(kind: "mic" | "camera" | "away", on: boolean): void {
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

  /** Show a paper or exhibit from close by, with a second camera, or stop; null: stop. */
  showDocument(stream: MediaStream | null): void {
    const before = this.closeup;
    this.closeup = stream;
    for (const peer of this.peers.values()) {
      if (before) peer.remove(before);
      if (stream) peer.add(stream, true);
    }
    if (before && before !== stream) for (const track of before.getTracks()) track.stop();
    this.server?.publish(this.sent());
  }

  /** A picture of what is under the document camera, in full resolution, to the gateway; its id, empty when none. */
  async still(): Promise<string> {
    if (!this.closeup) return "";
    return send(await photograph(this.closeup), (message) => this.say(message));
  }

  private connections(): RTCPeerConnection[] {
    return [...[...this.peers.values()].map((peer) => peer.connection), ...(this.server?.connections ?? [])];
  }

  private sent(): [Track, MediaStreamTrack][] {
    const own = (this.local?.getTracks() ?? []).map((one): [Track, MediaStreamTrack] => [one.kind === "audio" ? "mic" : "camera", one]);
    return [...own, ...(this.closeup?.getVideoTracks() ?? []).map((one): [Track, MediaStreamTrack] => ["document", one])];
  }

  private async capture(): Promise<void> {
    const width = this.options.width ?? 640;
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const video = { width: { ideal: width }, height: { ideal: (width * 3) / 4 }, frameRate: { ideal: 24, max: 30 } };
    const wanted = this.mode === "video" ? [{ audio, video }, { audio }, { video }] : this.mode === "audio" ? [{ audio }] : [];
    for (const constraints of wanted) {
      try {
        this.local = await faced(await navigator.mediaDevices.getUserMedia(constraints), constraints, this.options.camera);
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
      this.told = "";
      this.see(frame.room);
      this.tellMedia();
      for (const peer of this.peers.values()) peer.resume(this.config());
      this.server?.resume();
    } else if (frame.type === "published") this.inTurn(() => this.server?.published(frame));
    else if (frame.type === "offered") this.inTurn(() => this.server?.offered(frame));
    else if (frame.type === "trickle") this.inTurn(() => this.server?.trickled(frame.to, frame.candidate));
    else if (frame.type === "republish") this.server?.republish();
    else if (frame.type === "still") this.events.still?.(frame.id, frame.sha256);
    else if (frame.type === "state") this.see(frame.room);
    else if (frame.type === "said") await this.hear(frame.from, frame.message);
    else if (frame.type === "refused") this.refused(frame.code);
    else if (frame.type === "closed") this.outcome = frame.outcome;
  }

  private refused(code: string): void {
    if (code === "media_server") this.server?.refused();
    // A candidate that was under way when the room moved to the media server; nobody needs to hear of it.
    if (code !== "by_server") this.events.refused(code);
  }

  private async hear(from: string, message: Message): Promise<void> {
    if (message.kind !== "signal") {
      this.events.said(from, message);
      return;
    }
    await this.pictures;
    await this.peer(from)?.hear(message.data as Record<string, unknown>);
  }

  /** Descriptions and candidates of the media server one after another, in the order they came. */
  private inTurn(work: () => Promise<void> | undefined): void {
    this.turn = this.turn.then(work).catch((error: unknown) => console.debug("the media server's word was of no use", error));
  }

  private see(room: Room): void {
    this.room = room;
    const own = room.seats.find((seat) => seat.id === this.own);
    if (room.media === "server" && own?.admitted) this.throughServer();
    this.amongPeers(room);
    this.apply();
    this.events.room(room, this.own);
  }

  private amongPeers(room: Room): void {
    const wanted = room.seats.filter((seat) => seat.id !== this.own && hears(room, this.own, seat.id));
    for (const id of [...this.peers.keys()]) if (!wanted.some((seat) => seat.id === id)) this.drop(id);
    if (room.media === "server") return;
    // The one with the greater id begins; the other waits for the offer, so that both do not call at once.
    for (const seat of wanted) if (seat.connected && this.own > seat.id) this.peer(seat.id);
  }

  /** Begin to send to the media server. Connections between peers go on until its pictures flow. */
  private throughServer(): void {
    if (this.server) return;
    this.server = new Server(this.config(), {
      say: (message) => this.say(message),
      track: (seat, track, media) => this.shown(seat, track, media),
    });
    void this.pictures.then(() => this.server?.publish(this.sent()));
  }

  private shown(seat: string, track: Track, media: MediaStreamTrack | null): void {
    if (track === "document") {
      this.events.document?.(seat, media && new MediaStream([media]));
      return;
    }
    const stream = this.streams.get(seat) ?? new MediaStream();
    for (const old of stream.getTracks()) if (old.kind === (track === "mic" ? "audio" : "video")) stream.removeTrack(old);
    if (media) stream.addTrack(media);
    if (stream.getTracks().length) this.streams.set(seat, stream);
    else this.streams.delete(seat);
    const show = () => {
      this.peers.get(seat)?.close();
      this.peers.delete(seat);
      this.events.stream(seat, this.streams.get(seat) ?? null);
    };
    if (media?.muted && this.peers.has(seat)) media.addEventListener("unmute", show, { once: true });
    else show();
  }

  private peer(id: string): Peer | undefined {
    const room = this.room;
    if (!room || !hears(room, this.own, id)) return undefined;
    const known = this.peers.get(id);
    if (known || room.media === "server") return known;
    const peer = new Peer(this.config(), this.own < id, {
      signal: (data) => this.say({ kind: "signal", to: id, data }),
      stream: (stream, document) => (document ? this.events.document?.(id, stream) : this.events.stream(id, stream)),
      documentGone: () => this.events.document?.(id, null),
      state: (state) => {
        if (state === "closed") this.drop(id);
      },
    });
    this.peers.set(id, peer);
    if (this.local) peer.add(this.local);
    else peer.connection.createDataChannel("room");
    if (this.closeup) peer.add(this.closeup, true);
    return peer;
  }

  private drop(id: string): void {
    this.peers.get(id)?.close();
    this.peers.delete(id);
    this.events.stream(id, null);
    this.events.document?.(id, null);
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
    const now = JSON.stringify({ kind: "media", mic: this.mic, camera: this.camera && this.mode === "video", mode: this.mode, away: this.away });
    const own = this.room?.seats.find((seat) => seat.id === this.own);
    const shown = own && JSON.stringify({ kind: "media", mic: own.mic, camera: own.camera, mode: own.mode, away: own.away });
    if (!own?.admitted || shown === now || this.told === now) return;
    if (this.say(JSON.parse(now) as Message)) this.told = now;
  }

  private async measure(): Promise<void> {
    if (!this.room) return;
    const figures = await this.figures();
    this.last = figures;
    const alone = !this.room.seats.some((seat) => seat.id !== this.own && seat.connected);
    const connected = alone || this.connections().some((pc) => pc.connectionState === "connected");
    if (this.connections().some((pc) => ["disconnected", "failed"].includes(pc.connectionState))) this.signalling.probe();
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
    this.server?.close();
    for (const track of this.closeup?.getTracks() ?? []) track.stop();
    for (const track of this.local?.getTracks() ?? []) track.stop();
    this.events.local(null);
    this.events.over(code, this.outcome);
  }
}
