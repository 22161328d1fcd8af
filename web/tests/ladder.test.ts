import { describe, expect, it } from "vitest";
import { judge, Ladder, type Reading } from "../room/ladder";

const good: Reading = { at: 0, connected: true, kbps: 800, loss: 0, line: true };

function after(ladder: Ladder, from: number, seconds: number, reading: Partial<Reading>): string {
  let rung = ladder.rung;
  for (let at = from; at <= from + seconds * 1000; at += 2000) rung = ladder.read({ ...good, ...reading, at });
  return rung;
}

describe("the ladder", () => {
  it("judges what a line is good for", () => {
    expect(judge(good)).toBe("video");
    expect(judge({ ...good, kbps: 60 })).toBe("audio");
    expect(judge({ ...good, loss: 0.3 })).toBe("audio");
    expect(judge({ ...good, kbps: null })).toBe("video");
    expect(judge({ ...good, connected: false })).toBe("none");
  });
  it("gives up the picture before the voice, the voice before the words, and then offers a call back", () => {
    const ladder = new Ladder();
    expect(after(ladder, 0, 4, { kbps: 50 })).toBe("video");
    expect(after(ladder, 6_000, 10, { kbps: 50 })).toBe("audio");
    expect(after(ladder, 18_000, 20, { connected: false })).toBe("text");
    expect(after(ladder, 40_000, 70, { connected: false, line: false })).toBe("callback");
  });
  it("comes back step by step, and only after a while of calm", () => {
    const ladder = new Ladder();
    after(ladder, 0, 90, { connected: false, line: false });
    expect(ladder.rung).toBe("callback");
    expect(after(ladder, 100_000, 2, {})).toBe("audio");
    expect(after(ladder, 104_000, 14, {})).toBe("video");
  });
  it("does not flicker", () => {
    const ladder = new Ladder();
    for (let at = 0; at < 60_000; at += 4000) {
      ladder.read({ ...good, at, kbps: 50 });
      ladder.read({ ...good, at: at + 2000 });
    }
    expect(ladder.rung).toBe("video");
  });
  it("never rises above what was chosen", () => {
    const ladder = new Ladder("audio");
    expect(after(ladder, 0, 40, {})).toBe("audio");
  });
});
