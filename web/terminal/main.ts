import { Call } from "../room/call";
import { closeup } from "../room/closeup";
import type { Message, Room } from "../room/messages";

/**
 * The terminal's page: pictures and voices, nothing else. Buttons, words and papers are the terminal's own; it says what
 * to do and hears what happened through a thin object, control only.
 */
interface Bridge {
  command: { connect(slot: (text: string) => void): void };
  told(text: string): void;
}

declare const QWebChannel: new (transport: unknown, ready: (channel: { objects: { bridge: Bridge } }) => void) => void;
declare const qt: { webChannelTransport: unknown };

interface Command {
  do: "enter" | "token" | "say" | "set" | "leave" | "private" | "hush" | "volume" | "figures" | "document" | "still";
  [member: string]: unknown;
}

const remote = document.getElementById("remote") as HTMLVideoElement;
const own = document.getElementById("own") as HTMLVideoElement;
const tiles = document.getElementById("tiles") as HTMLElement;
let call: Call | null = null;
let room: Room | null = null;
let volume = 1;
/** Nobody stands here: what the others say is not for whoever passes by. */
let hushed = false;
/** What was chosen before there is a call holds for it too. */
const chosen = new Map<"mic" | "camera" | "away", boolean>();
let mine: MediaStream | null = null;
const tokens: ((token: string) => void)[] = [];
const shown = new Map<string, MediaStream>();
const papers = new Map<string, MediaStream>();

new QWebChannel(qt.webChannelTransport, ({ objects: { bridge } }) => {
  const tell = (event: string, more: Record<string, unknown> = {}) => bridge.told(JSON.stringify({ event, ...more }));

  function enter(command: Command): void {
    let first: string | null = String(command.token);
    const token = (): Promise<string> => {
      if (first !== null) {
        const given = first;
        first = null;
        return Promise.resolve(given);
      }
      tell("token_wanted");
      return new Promise((resolve) => tokens.push(resolve));
    };
    const best = command.best === "audio" || command.best === "text" ? command.best : "video";
    call = new Call({ url: String(command.url), token, width: Number(command.width) || 640, best, camera: String(command.camera ?? "") }, {
      room: (found, seat) => {
        room = found;
        tell("room", { room: found, own: seat });
        paint();
      },
      said: (from, message) => tell("said", { from, message }),
      stream: (seat, stream) => {
        if (stream) shown.set(seat, stream);
        else shown.delete(seat);
        paint();
      },
      document: (seat, stream) => {
        if (stream) papers.set(seat, stream);
        else papers.delete(seat);
        tell("document", { seat, on: !!stream });
        paint();
      },
      still: (id, sha256) => tell("still", { id, sha256 }),
      local: (stream) => {
        own.srcObject = stream;
        document.body.classList.toggle("blind", !stream?.getVideoTracks().length);
        tell("local", { camera: !!stream?.getVideoTracks().length, mic: !!stream?.getAudioTracks().length });
      },
      quality: (figures, rung) => tell("quality", { figures, rung }),
      line: (up) => tell("line", { up }),
      refused: (code) => tell("refused", { code }),
      over: (code, outcome) => tell("over", { code, outcome }),
    });
    for (const [what, on] of chosen) call.set(what, on);
    void call.begin();
  }

  /** The host large, an interpreter at a third of the width, others small. */
  function paint(): void {
    const role = (seat: string) => room?.seats.find((one) => one.id === seat)?.role ?? "";
    const HOSTS = ["lawyer", "mediator", "judge", "notary", "clerk", "helper"];
    const ids = [...shown.keys()].sort((a, b) => rank(HOSTS, role(a)) - rank(HOSTS, role(b)));
    const first = ids.shift();
    const stream = first ? (shown.get(first) ?? null) : null;
    if (remote.srcObject !== stream) remote.srcObject = stream;
    remote.volume = hushed ? 0 : volume;
    tiles.replaceChildren(
      ...(mine ? [tile(mine, "document mine")] : []),
      ...[...papers].map(([, one]) => tile(one, "document")),
      ...ids.map((id) => tile(shown.get(id) ?? null, role(id))),
    );
  }

  function tile(stream: MediaStream | null, kind: string): HTMLVideoElement {
    const video = document.createElement("video");
    Object.assign(video, { autoplay: true, playsInline: true, srcObject: stream, volume: hushed ? 0 : volume });
    video.className = kind;
    return video;
  }

  let asked = 0;

  /** The document camera beside the face's, or not any more; of two wishes the later one counts. */
  async function show(on: boolean, label: string, ask: number): Promise<void> {
    asked = ask;
    const stream = on ? await closeup(call?.local ?? null, label) : null;
    if (ask !== asked) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      return;
    }
    call?.showDocument(stream);
    mine = stream;
    // Pulled out or taken away: nobody sees anything any more, and the terminal says so.
    stream?.getVideoTracks()[0]?.addEventListener("ended", () => void show(false, "", ask));
    paint();
    tell("closeup", { on: !!stream, ask });
  }

  function obey(text: string): void {
    const command = JSON.parse(text) as Command;
    if (command.do === "enter") enter(command);
    else if (command.do === "token") tokens.shift()?.(String(command.token));
    else if (command.do === "say") call?.say(command.message as Message);
    else if (command.do === "set") {
      const what = command.what === "camera" || command.what === "away" ? command.what : "mic";
      chosen.set(what, command.on === true);
      call?.set(what, command.on === true);
      if (what === "camera") document.body.classList.toggle("blind", command.on !== true);
    } else if (command.do === "leave") call?.leave();
    else if (command.do === "document") void show(command.on === true, String(command.label ?? ""), Number(command.ask) || 0);
    else if (command.do === "still") void call?.still().then((id) => tell("still_taken", { id }));
    else if (command.do === "private") document.body.classList.toggle("private", command.on === true);
    else if (command.do === "hush") {
      hushed = command.on === true;
      paint();
    } else if (command.do === "volume") {
      volume = Math.min(1, Math.max(0, Number(command.value)));
      paint();
    } else if (command.do === "figures") void call?.figures().then((figures) => tell("figures", { figures }));
  }

  bridge.command.connect(obey);
  tell("ready");
});

function rank(hosts: string[], role: string): number {
  const found = hosts.indexOf(role);
  return found < 0 ? hosts.length : found;
}
