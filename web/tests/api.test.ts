import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ask, Refusal } from "../desk/api";

/** A line on which nothing comes, as after a route was lost: only giving up ends it. */
function silence(): void {
  const fetch = (_: string, init: RequestInit) =>
    new Promise((_found, refuse) => {
      const give = () => refuse(new Error("aborted"));
      if (init.signal?.aborted) give();
      init.signal?.addEventListener("abort", give);
    });
  vi.stubGlobal("fetch", fetch);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a question to the gateway", () => {
  it("is given up when no answer comes, so that the next one can be asked", async () => {
    silence();
    const refused = expect(ask("GET", "/staff/me")).rejects.toMatchObject({ code: "away" });
    await vi.advanceTimersByTimeAsync(45_000);
    await refused;
  });
  it("may have less time, and ends at once when nobody wants to know any more", async () => {
    silence();
    const short = expect(ask("PUT", "/x", {}, undefined, undefined, {}, 10_000)).rejects.toBeInstanceOf(Refusal);
    await vi.advanceTimersByTimeAsync(10_000);
    await short;
    const leaving = new AbortController();
    const left = expect(ask("GET", "/x", undefined, leaving.signal)).rejects.toMatchObject({ code: "away" });
    leaving.abort();
    await left;
    await expect(ask("GET", "/x", undefined, leaving.signal)).rejects.toMatchObject({ code: "away" });
  });
  it("says what was refused and why, and leaves no clock running", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ code: "not_now", title: "还不行", state: "turn" }), { status: 409 })));
    await expect(ask("POST", "/x")).rejects.toMatchObject({ code: "not_now", title: "还不行", status: 409, state: "turn" });
    expect(vi.getTimerCount()).toBe(0);
  });
});
