/**
 * What somebody writes on a signing pad: strokes of points in shares of the pad, as `legalnet/handwriting.py` takes them.
 * Pure: no canvas, no pointer. The limits are the province's own, so that nobody is refused after they signed.
 */

/** x, y, x, y ... each 0 to 1 of the pad's width and height. */
export type Stroke = number[];

/** Width of the pad over its height. */
export const PAD_ASPECT = 1.75;
const LEAST_INK = 0.25;
const LEAST_EXTENT = 0.06;
const MOST_STROKES = 300;
const MOST_POINTS = 20_000;
/** Movements shorter than that, in shares, are the trembling of a finger. */
const STILL = 0.004;

function share(at: number): number {
  return Math.round(Math.min(1, Math.max(0, at)) * 10_000) / 10_000;
}

/** Begins, goes on and ends one stroke at a time; what is beyond the limits is not taken. */
export class Strokes {
  readonly done: Stroke[] = [];
  private current: Stroke | null = null;
  private points = 0;

  /** The pen touches the pad; false when nothing more fits. */
  begin(x: number, y: number): boolean {
    if (this.done.length >= MOST_STROKES || this.points >= MOST_POINTS) return false;
    this.current = [share(x), share(y)];
    this.points += 1;
    return true;
  }

  /** The pen moves; false when it did not, or no stroke was begun. */
  extend(x: number, y: number): boolean {
    const stroke = this.current;
    if (!stroke || this.points >= MOST_POINTS) return false;
    const [lastX, lastY] = stroke.slice(-2) as [number, number];
    if (Math.hypot(share(x) - lastX, (share(y) - lastY) / PAD_ASPECT) < STILL) return false;
    stroke.push(share(x), share(y));
    this.points += 1;
    return true;
  }

  /** The pen is lifted. */
  end(): void {
    if (this.current) this.done.push(this.current);
    this.current = null;
  }

  wipe(): void {
    this.done.length = 0;
    this.current = null;
    this.points = 0;
  }

  /** All strokes, the one that is being written too. */
  get all(): Stroke[] {
    return this.current ? [...this.done, this.current] : [...this.done];
  }
}

/** Whether that is a signature and no slip: enough line, and large enough. */
export function legible(strokes: readonly Stroke[]): boolean {
  let ink = 0;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const stroke of strokes)
    for (let at = 0; at + 1 < stroke.length; at += 2) {
      const [x, y] = [stroke[at] ?? 0, (stroke[at + 1] ?? 0) / PAD_ASPECT];
      if (at > 0) ink += Math.hypot(x - (xs.at(-1) ?? x), y - (ys.at(-1) ?? y));
      xs.push(x);
      ys.push(y);
    }
  if (!xs.length) return false;
  return ink >= LEAST_INK && Math.max(spread(xs), spread(ys)) >= LEAST_EXTENT;
}

function spread(values: readonly number[]): number {
  let [least, most] = [Infinity, -Infinity];
  for (const one of values) [least, most] = [Math.min(least, one), Math.max(most, one)];
  return most - least;
}

/** A point of a stroke on a surface of that size. */
function point(stroke: Stroke, index: number, width: number, height: number): [number, number] {
  return [(stroke[2 * index] ?? 0) * width, (stroke[2 * index + 1] ?? 0) * height];
}

/** Where lines go: as much of a canvas as is needed. */
export type Pen = Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "quadraticCurveTo" | "stroke">;

/** One stroke as a smooth line, from middle to middle of its pieces; a single point is a dot. */
export function trace(pen: Pen, stroke: Stroke, width: number, height: number): void {
  const count = stroke.length / 2;
  const [x, y] = point(stroke, 0, width, height);
  pen.beginPath();
  pen.moveTo(x, y);
  for (let at = 1; at < count - 1; at += 1) {
    const [bentX, bentY] = point(stroke, at, width, height);
    const [nextX, nextY] = point(stroke, at + 1, width, height);
    pen.quadraticCurveTo(bentX, bentY, (bentX + nextX) / 2, (bentY + nextY) / 2);
  }
  const [endX, endY] = point(stroke, count - 1, width, height);
  pen.lineTo(count === 1 ? endX + 0.1 : endX, endY);
  pen.stroke();
}
