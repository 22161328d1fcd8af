/** One peer connection by the pattern of "perfect negotiation" (W3C WebRTC, section 10.7). */

export interface PeerEvents {
  signal(data: Record<string, unknown>): void;
  stream(stream: MediaStream): void;
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
    pc.ontrack = ({ streams }) => {
      if (streams[0]) events.stream(streams[0]);
    };
    pc.onconnectionstatechange = () => this.changed();
  }

  /** Send these tracks. */
  add(stream: MediaStream): void {
    for (const track of stream.getTracks()) this.connection.addTrack(track, stream);
  }

  /** Replace or take away the picture without a new negotiation. */
  async setTrack(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
    const sender = this.connection.getSenders().find((one) => one.track?.kind === kind || this.kinds.get(one) === kind);
    if (!sender) return;
    this.kinds.set(sender, kind);
    await sender.replaceTrack(track);
  }

  private readonly kinds = new WeakMap<RTCRtpSender, string>();

  /** Find new ways for the media; goes through the same negotiation. */
  restart(): void {
    this.connection.restartIce();
  }

  /** What the other end said. */
  async hear(data: Record<string, unknown>): Promise<void> {
    const pc = this.connection;
    if (data.description) {
      const description = data.description as RTCSessionDescriptionInit;
      const collision = description.type === "offer" && (this.making || pc.signalingState !== "stable");
      this.ignoring = !this.polite && collision;
      if (this.ignoring) return;
      await pc.setRemoteDescription(description);
      if (description.type === "offer") {
        await pc.setLocalDescription();
        this.events.signal({ description: pc.localDescription?.toJSON() });
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
      this.events.signal({ description: this.connection.localDescription?.toJSON() });
    } finally {
      this.making = false;
    }
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
