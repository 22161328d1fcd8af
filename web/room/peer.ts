/** One peer connection by the pattern of "perfect negotiation" (W3C WebRTC, section 10.7). */

export interface PeerEvents {
  signal(data: Record<string, unknown>): void;
  /** `document`: of a second camera, close above a paper. */
  stream(stream: MediaStream, document: boolean): void;
  /** The second camera's picture was taken away. */
  documentGone?(): void;
  state(state: RTCPeerConnectionState): void;
}

/** How often a failed connection is tried anew; only `connectionState` says reliably that it failed. */
const RESTART_MS = 5_000;

export class Peer {
  readonly connection: RTCPeerConnection;
  private making = false;
  private ignoring = false;
  private retry: ReturnType<typeof setInterval> | undefined;

  constructor(
    config: RTCConfiguration,
    private readonly polite: boolean,
    private readonly events: PeerEvents,
    make: (config: RTCConfiguration) => RTCPeerConnection = (c) => new RTCPeerConnection(c),
  ) {
    const pc = make(config);
    this.connection = pc;
    pc.onnegotiationneeded = () => void this.offer();
    pc.onicecandidate = ({ candidate }) => {
      if (candidate) events.signal({ candidate: candidate.toJSON() });
    };
    pc.ontrack = ({ streams: [stream] }) => {
      if (!stream) return;
      const document = this.theirs.has(stream.id);
      events.stream(stream, document);
      if (!document) return;
      stream.onremovetrack = () => {
        if (!stream.getTracks().length) events.documentGone?.();
      };
    };
    pc.onconnectionstatechange = () => this.changed();
  }

  /** Send these tracks. */
  add(stream: MediaStream, document = false): void {
    if (document) this.documents.add(stream.id);
    for (const track of stream.getTracks()) this.connection.addTrack(track, stream);
  }

  /** Send them no longer. */
  remove(stream: MediaStream): void {
    this.documents.delete(stream.id);
    for (const sender of this.connection.getSenders())
      if (sender.track && stream.getTracks().includes(sender.track)) this.connection.removeTrack(sender);
  }

  private readonly documents = new Set<string>();
  private theirs = new Set<string>();

  /** Replace or take away the picture without a new negotiation. */
  async setTrack(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
    const sender = this.connection.getSenders().find((one) => one.track?.kind === kind || this.kinds.get(one) === kind);
    if (!sender) return;
    this.kinds.set(sender, kind);
    await sender.replaceTrack(track);
  }

  private readonly kinds = new WeakMap<RTCRtpSender, string>();

  /** Find new ways for the media; an offer that was never answered may have been lost, and is said again. */
  restart(): void {
    if (this.connection.signalingState === "have-local-offer") this.describe();
    else this.connection.restartIce();
  }

  /** The room's socket is back: what was said into the void is said again. */
  resume(config: RTCConfiguration): void {
    this.connection.setConfiguration(config);
    const state = this.connection.connectionState;
    if (state !== "connected" || this.connection.signalingState === "have-local-offer") this.restart();
  }

  /** What the other end said. */
  async hear(data: Record<string, unknown>): Promise<void> {
    const pc = this.connection;
    if (data.description) {
      const description = data.description as RTCSessionDescriptionInit;
      if (description.type === "answer" && pc.signalingState !== "have-local-offer") return;
      this.theirs = new Set(Array.isArray(data.documents) ? data.documents.map(String) : []);
      const collision = description.type === "offer" && (this.making || pc.signalingState !== "stable");
      this.ignoring = !this.polite && collision;
      if (this.ignoring) return;
      await pc.setRemoteDescription(description);
      if (description.type === "offer") {
        await pc.setLocalDescription();
        this.describe();
      }
    } else if (data.candidate) {
      try {
        await pc.addIceCandidate(data.candidate as RTCIceCandidateInit);
      } catch (error) {
        if (!this.ignoring) console.debug("a candidate was of no use", error);
      }
    }
  }

  close(): void {
    clearInterval(this.retry);
    this.connection.close();
  }

  private async offer(): Promise<void> {
    try {
      this.making = true;
      await this.connection.setLocalDescription();
      this.describe();
    } finally {
      this.making = false;
    }
  }

  private describe(): void {
    const description = this.connection.localDescription?.toJSON() as unknown;
    this.events.signal({ description, documents: [...this.documents] });
  }

  private changed(): void {
    const state = this.connection.connectionState;
    clearInterval(this.retry);
    if (state === "failed") {
      this.restart();
      this.retry = setInterval(() => this.restart(), RESTART_MS);
    }
    this.events.state(state);
  }
}
