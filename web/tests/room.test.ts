import { describe, expect, it } from "vitest";
import { hears, type Room, type Seat } from "../room/messages";
import { quality } from "../room/stats";

const seat = (id: string, admitted = true): Seat => ({
  id, role: "party", admitted, mic: true, camera: true, mode: "video", away: false, muted: false, isolated: false, hand: false, consents: {}, display: "",
  connected: true,
});
const room = (caucus: string[], seats: Seat[]): Room => ({
  kind: "mediation", media: "peers", on_record: false, stage: "", caucus, documents: [], seats, halted: "", seconds: 0, file: 0,
});

describe("who hears whom", () => {
  it("is the same as the gateway's", () => {
    const three = [seat("a"), seat("b"), seat("c")];
    expect(hears(room([], three), "a", "c")).toBe(true);
    expect(hears(room(["a", "b"], three), "a", "b")).toBe(true);
    expect(hears(room(["a", "b"], three), "a", "c")).toBe(false);
    expect(hears(room([], [seat("a"), seat("b", false)]), "a", "b")).toBe(false);
    expect(hears(room([], [seat("a"), { ...seat("b"), isolated: true }]), "a", "b")).toBe(false);
  });
});

describe("figures", () => {
  it("read a report and the loss since the last one", () => {
    const report = [
      { id: "v", type: "inbound-rtp", kind: "video", framesDecoded: 50, framesPerSecond: 20, frameWidth: 320, packetsReceived: 190, packetsLost: 10, bytesReceived: 9000 },
      { id: "p", type: "candidate-pair", nominated: true, state: "succeeded", localCandidateId: "l", availableOutgoingBitrate: 300_000, currentRoundTripTime: 0.03 },
      { id: "l", type: "local-candidate", candidateType: "relay" },
    ];
    const first = quality(report);
    expect(first).toMatchObject({ framesDecoded: 50, width: 320, kbps: 300, roundTripMs: 30, way: "relay", loss: 0.05 });
    expect(quality(report, first).loss).toBe(0);
    expect(quality([])).toMatchObject({ framesDecoded: 0, kbps: null, way: "" });
  });
});
