import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Frame } from "../room/messages";
import { Signalling, type Line } from "../room/signalling";

class Fake implements Line {
  static all: Fake[] = [];
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  sent: string[] = [];
  constructor() {
    Fake.all.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {}
  hear(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const welcome = { type: "welcome", seat: "s1", resume: "secret", role: "lawyer", ice: [], relay_only: false, room: { seats: [] } };

function make() {
  const heard = { frames: [] as Frame[], lines: [] as boolean[], over: [] as string[] };
  const signalling = new Signalling(
    "ws://x",
    async () => "token",
    { frame: (f) => heard.frames.push(f), line: (up) => heard.lines.push(up), over: (c) => heard.over.push(c) },
    () => new Fake(),
  );
  return { signalling, heard };
}

describe("signalling", () => {
  beforeEach(() => {
    Fake.all = [];
    vi.useFakeTimers();
    vi.clearAllTimers(); // of a line that still comes back from the test before
  });
  it("enters by a token and comes back by its resume secret, soon and for ever", async () => {
    const { signalling, heard } = make();
    await signalling.open();
    Fake.all[0]!.onopen!();
    expect(Fake.all[0]!.sent).toEqual(['{"token":"token"}']);
    Fake.all[0]!.hear(welcome);
    for (let lost = 0; lost < 12; lost += 1) {
      Fake.all.at(-1)!.onclose!({ code: 1006 });
      await vi.advanceTimersByTimeAsync(2_000);
      expect(Fake.all.length).toBe(lost + 2);
      Fake.all.at(-1)!.onopen!();
    }
    expect(Fake.all.at(-1)!.sent).toEqual(['{"seat":"s1","resume":"secret"}']);
    expect(heard.over).toEqual([]);
    expect(heard.lines).toEqual([true, false]);
  });
  it.each([
    [4403, "removed"],
    [4409, "elsewhere"],
    [1000, "closed"],
  ])("stays away after %i", async (code, reason) => {
    const { signalling, heard } = make();
    await signalling.open();
    Fake.all[0]!.hear(welcome);
    Fake.all[0]!.onclose!({ code });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(Fake.all.length).toBe(1);
    expect(heard.over).toEqual([reason]);
  });
  it("asks for a new token when its secret is not taken any more", async () => {
    const { signalling } = make();
    await signalling.open();
    Fake.all[0]!.hear(welcome);
    Fake.all[0]!.onclose!({ code: 1012 });
    await vi.advanceTimersByTimeAsync(300);
    Fake.all[1]!.hear({ type: "refused", code: "resume" });
    Fake.all[1]!.onclose!({ code: 4401 });
    await vi.advanceTimersByTimeAsync(2_000);
    Fake.all[2]!.onopen!();
    expect(Fake.all[2]!.sent).toEqual(['{"token":"token"}']);
  });
  it("gives a silent socket up when it is asked, and a new one that is not let in", async () => {
    const { signalling, heard } = make();
    await signalling.open();
    Fake.all[0]!.hear(welcome);
    signalling.probe();
    Fake.all[0]!.hear({ type: "pong" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(Fake.all.length).toBe(1);
    signalling.probe();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(heard.lines).toEqual([true, false]);
    expect(Fake.all.length).toBe(2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(Fake.all.length).toBe(3);
    Fake.all[0]!.onclose!({ code: 1006 }); // the first is heard of at last: too late to matter
    expect(Fake.all.length).toBe(3);
  });
  it("says nothing while the line is down", async () => {
    const { signalling } = make();
    await signalling.open();
    expect(signalling.send({ kind: "ping" })).toBe(false);
    Fake.all[0]!.hear(welcome);
    expect(signalling.send({ kind: "ping" })).toBe(true);
  });
});
