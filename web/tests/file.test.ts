import { afterEach, describe, expect, it, vi } from "vitest";
import { File } from "../desk/meeting/file";

/** Answers of the gateway that come when the test lets them, in the order of the test. */
function gateway(): { answer(index: number, rev: number, title: string): Promise<void> } {
  const waiting: ((found: unknown) => void)[] = [];
  vi.stubGlobal("fetch", () => new Promise((resolve) => waiting.push(resolve)));
  return {
    async answer(index, rev, title) {
      waiting[index]?.(new Response(JSON.stringify({ rev, title }), { status: 200, headers: { "Content-Type": "application/json" } }));
      await new Promise((later) => setTimeout(later));
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe("the file of a procedure", () => {
  it("is the newest revision, also when the answer to an earlier act comes late", async () => {
    const { answer } = gateway();
    const file = new File("r1");
    const act = file.act({ act: "prove" });
    const look = file.look();
    await answer(1, 11, "somebody else was faster");
    await answer(0, 10, "late");
    expect(await act).toBe(true);
    await look;
    expect(file.now.value?.rev).toBe(11);
    expect(file.now.value?.title).toBe("somebody else was faster");
  });
  it("is, of one revision, what was asked for last: the step of the room may have changed meanwhile", async () => {
    const { answer } = gateway();
    const file = new File("r1");
    const [first, second] = [file.look(), file.look()];
    await answer(1, 3, "asked last");
    await answer(0, 3, "asked first");
    await Promise.all([first, second]);
    expect(file.now.value?.title).toBe("asked last");
    const third = file.look();
    await answer(2, 3, "asked later still");
    await third;
    expect(file.now.value?.title).toBe("asked later still");
  });
});
