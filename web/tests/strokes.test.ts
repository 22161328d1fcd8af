import { describe, expect, it } from "vitest";
import { legible, Strokes, trace, type Pen } from "../room/strokes";

function name(): Strokes {
  const strokes = new Strokes();
  strokes.begin(0.2, 0.3);
  strokes.extend(0.4, 0.7);
  strokes.extend(0.6, 0.3);
  strokes.end();
  return strokes;
}

describe("what is written on the pad", () => {
  it("is kept in shares of the pad, whatever the finger does outside it", () => {
    const strokes = new Strokes();
    strokes.begin(-0.2, 0.123456);
    strokes.extend(1.7, Number.MIN_VALUE);
    strokes.end();
    expect(strokes.all).toEqual([[0, 0.1235, 1, 0]]);
  });
  it("is one stroke after another; what trembles is no movement, what was not begun is nothing", () => {
    const strokes = name();
    expect(strokes.extend(0.5, 0.5)).toBe(false);
    strokes.begin(0.5, 0.2);
    expect(strokes.extend(0.5005, 0.2005)).toBe(false);
    expect(strokes.extend(0.5, 0.8)).toBe(true);
    expect(strokes.all).toHaveLength(2);
    strokes.end();
    expect(strokes.done[1]).toEqual([0.5, 0.2, 0.5, 0.8]);
  });
  it("is gone when it is wiped", () => {
    const strokes = name();
    strokes.wipe();
    expect(strokes.all).toEqual([]);
    expect(strokes.begin(0.1, 0.1)).toBe(true);
  });
  it("never outgrows what the province takes", () => {
    const many = new Strokes();
    for (let at = 0; at < 400; at += 1) {
      many.begin(0.1, 0.1);
      many.end();
    }
    expect(many.done).toHaveLength(300);
    const long = new Strokes();
    long.begin(0, 0);
    for (let at = 0; at < 30_000; at += 1) long.extend(at % 2 ? 1 : 0, 0.5);
    long.end();
    expect(long.done[0]).toHaveLength(40_000);
    expect(long.begin(0.5, 0.5)).toBe(false);
  });
});

describe("a signature", () => {
  it("is more than a slip of the finger", () => {
    expect(legible([])).toBe(false);
    expect(legible([[0.5, 0.5]])).toBe(false);
    expect(legible([[0.1, 0.1, 0.12, 0.1]])).toBe(false);
    expect(legible(name().done)).toBe(true);
  });
  it("does not count the way between two strokes", () => {
    expect(legible([[0, 0], [1, 1], [0, 1], [1, 0]])).toBe(false);
  });
  it("is large enough, however long the finger rubbed one place", () => {
    expect(legible([Array.from({ length: 200 }, (_, at) => (at % 2 ? 0.5 : at % 4 ? 0.5 : 0.52))])).toBe(false);
  });
});

describe("the line that is seen", () => {
  function drawn(stroke: number[]): string[] {
    const said: string[] = [];
    const tell = (name: string) => (...at: unknown[]) => void said.push(`${name} ${at.join(" ")}`.trim());
    const pen: Pen = { beginPath: tell("begin"), moveTo: tell("move"), lineTo: tell("line"), quadraticCurveTo: tell("bend"), stroke: tell("stroke") };
    trace(pen, stroke, 100, 50);
    return said;
  }
  it("goes through the pad's own points, a single one is a dot", () => {
    expect(drawn([0.5, 0.5])).toEqual(["begin", "move 50 25", "line 50.1 25", "stroke"]);
    expect(drawn([0, 0, 1, 1])).toEqual(["begin", "move 0 0", "line 100 50", "stroke"]);
    expect(drawn([0, 0, 0.5, 1, 1, 0])).toEqual(["begin", "move 0 0", "bend 50 50 75 25", "line 100 0", "stroke"]);
  });
});
