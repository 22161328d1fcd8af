import type { Message } from "./messages";

/** A second camera close above a paper or an exhibit: its picture as a track, and stills in full resolution. */

/** Characters of one part of a still; the room's socket takes frames of 64 KiB. */
const PART = 45_000;

/** The camera of that label, else the first that is not the face's; null where there is no other. */
export async function closeup(face: MediaStream | null, label = ""): Promise<MediaStream | null> {
  const used = face?.getVideoTracks()[0]?.getSettings().deviceId;
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
  const others = cameras.filter((one) => one.deviceId !== used);
  const other = others.find((one) => label && one.label.includes(label)) ?? others[0];
  if (!other || cameras.length < 2) return null;
  // A paper is read, not watched: as many points as the camera has, few pictures a second.
  const video = { deviceId: { exact: other.deviceId }, width: { ideal: 2592 }, height: { ideal: 1944 }, frameRate: { ideal: 8, max: 15 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video });
  } catch {
    return null; // denied or taken by somebody else
  }
}

/** The same stream from the camera of that name, where another one was picked; names are told once one is open. */
export async function faced(stream: MediaStream, constraints: MediaStreamConstraints, label = ""): Promise<MediaStream> {
  const track = stream.getVideoTracks()[0];
  if (!label || !track || track.label.includes(label)) return stream;
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
  const other = cameras.find((one) => one.label.includes(label));
  if (!other) return stream;
  for (const one of stream.getTracks()) one.stop();
  const video = { ...(typeof constraints.video === "object" ? constraints.video : {}), deviceId: { exact: other.deviceId } };
  return navigator.mediaDevices.getUserMedia({ ...constraints, video });
}

/** One picture with every point of the camera. */
export async function photograph(stream: MediaStream): Promise<Blob> {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, srcObject: stream });
  await video.play();
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  video.srcObject = null;
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", 0.92);
  });
}

/** Say a picture to the room, a part at a time; its id, or nothing when the line was lost meanwhile. */
export async function send(picture: Blob, say: (message: Message) => boolean): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const text = btoa(binary);
  const id = `p${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const parts = Math.ceil(text.length / PART);
  for (let part = 0; part < parts; part += 1)
    if (!say({ kind: "still", id, part, parts, data: text.slice(part * PART, (part + 1) * PART) })) return "";
  return id;
}
