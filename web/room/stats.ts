/** What getStats says of one connection, as far as people and the ladder need it. */
export interface Quality {
  framesDecoded: number;
  framesPerSecond: number;
  width: number;
  packetsLost: number;
  loss: number;
  kbps: number | null;
  roundTripMs: number | null;
  /** "relay" when the media relay carries it. */
  way: string;
  bytesReceived: number;
  audioBytes: number;
}

interface Entry {
  id: string;
  type: string;
  [member: string]: unknown;
}

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Read a report; `before` is the last reading, for the share of packets that were lost since. */
export function quality(entries: Iterable<Entry>, before?: Quality & { received?: number }): Quality & { received: number } {
  const all = [...entries];
  const inbound = all.filter((one) => one.type === "inbound-rtp");
  const video = inbound.filter((one) => one.kind === "video");
  const pair = all.find((one) => one.type === "candidate-pair" && one.nominated === true && one.state === "succeeded");
  const local = all.find((one) => one.id === pair?.localCandidateId);
  const sum = (rows: Entry[], name: string) => rows.reduce((total, one) => total + number(one[name]), 0);
  const received = sum(inbound, "packetsReceived");
  const lost = sum(inbound, "packetsLost");
  const fresh = received - (before?.received ?? 0) + lost - (before?.packetsLost ?? 0);
  return {
    framesDecoded: sum(video, "framesDecoded"),
    framesPerSecond: sum(video, "framesPerSecond"),
    width: Math.max(0, ...video.map((one) => number(one.frameWidth))),
    packetsLost: lost,
    loss: fresh > 0 ? Math.max(0, lost - (before?.packetsLost ?? 0)) / fresh : 0,
    kbps: pair?.availableOutgoingBitrate === undefined ? null : number(pair.availableOutgoingBitrate) / 1000,
    roundTripMs: pair?.currentRoundTripTime === undefined ? null : number(pair.currentRoundTripTime) * 1000,
    way: String(local?.candidateType ?? ""),
    bytesReceived: sum(inbound, "bytesReceived"),
    audioBytes: sum(
      inbound.filter((one) => one.kind === "audio"),
      "bytesReceived",
    ),
    received,
  };
}
