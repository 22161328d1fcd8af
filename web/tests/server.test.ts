import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../room/messages";
import { Server, type Track } from "../room/server";

/** As much of a connection as the client touches; what it is told is kept. */
class Connection {
  static made: Connection[] = [];
  connectionState = "new";
  signalingState = "stable";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  candidates: unknown[] = [];
  lines: { mid: string; sender: { track: unknown }; receiver: { track: unknown }; direction: string }[] = [];
  onicecandidate: ((event: { candidate: { toJSON(): unknown } | null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  closed = false;

  constructor() {
    Connection.made.push(this);
  }

  addTransceiver(track: unknown): void {
    this.lines.push({ mid: String(this.lines.length), sender: { track }, receiver: { track: {} }, direction: "sendonly" });
  }

  getTransceivers(): unknown[] {
    return this.lines;
  }

  async createOffer(): Promise<object> {
    return { type: "offer", sdp: "offer" };
  }

  async setLocalDescription(): Promise<void> {
    const offer = this.signalingState === "stable";
    this.localDescription = { type: offer ? "offer" : "answer", sdp: offer ? "offer" : "answer" };
    this.signalingState = offer ? "have-local-offer" : "stable";
  }

  async setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    this.remoteDescription = description;
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
  }

  async addIceCandidate(candidate: unknown): Promise<void> {
    this.candidates.push(candidate);
  }

  close(): void {
    this.closed = true;
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const track = (kind: string) => ({ kind, contentHint: "" }) as unknown as MediaStreamTrack;

describe("media through the server", () => {
  let said: Message[];
  let tracks: [string, Track, boolean][];
  let server: Server;

  beforeEach(() => {
    Connection.made = [];
    vi.stubGlobal("RTCPeerConnection", Connection);
    said = [];
    tracks = [];
    server = new Server({}, {
      say: (message) => said.push(message) > 0,
      track: (seat, name, media) => tracks.push([seat, name, media !== null]),
    });
  });

  it("names each line it sends, and tells its ways only after the offer", async () => {
    server.publish([["mic", track("audio")], ["document", track("video")]]);
    Connection.made[0]!.onicecandidate?.({ candidate: { toJSON: () => ({ candidate: "c", sdpMid: "0", sdpMLineIndex: 0 }) } });
    await settle();
    expect(said).toEqual([{ kind: "publish", sdp: "offer", tracks: { 0: "mic", 1: "document" }, fresh: true }]);
    await server.trickled("up", { candidate: "early" });
    await server.published({ type: "published", sdp: "answer" });
    expect(said[1]).toMatchObject({ kind: "trickle", to: "up", candidate: { candidate: "c" } });
    expect(Connection.made[0]!.candidates).toEqual([{ candidate: "early" }]);
  });

  it("says an offer again that was lost with its socket", async () => {
    server.publish([["mic", track("audio")]]);
    await settle();
    server.resume();
    await settle();
    expect(said.filter((one) => one.kind === "publish")).toHaveLength(2);
    expect(Connection.made).toHaveLength(1);
  });

  it("begins anew when the server forgot it", async () => {
    server.publish([["mic", track("audio")]]);
    await settle();
    server.republish();
    await settle();
    expect(Connection.made[0]!.closed).toBe(true);
    expect(said.at(-1)).toMatchObject({ kind: "publish", fresh: true });
  });

  it("shows what is offered, and takes away what is not any more", async () => {
    server.offered({ type: "offered", offer: 1, sdp: "offer", lines: {}, fresh: true });
    await settle();
    const down = Connection.made[0]!;
    down.addTransceiver(null);
    await server.offered({ type: "offered", offer: 2, sdp: "offer", lines: { 0: ["sa", "mic"] }, fresh: false });
    await server.offered({ type: "offered", offer: 3, sdp: "offer", lines: {}, fresh: false });
    expect(tracks).toEqual([["sa", "mic", true], ["sa", "mic", false]]);
    expect(said.filter((one) => one.kind === "receive").map((one) => one.offer)).toEqual([1, 2, 3]);
    await server.offered({ type: "offered", offer: 4, sdp: "offer", lines: {}, fresh: true });
    expect(down.closed).toBe(true);
  });
});
