import { reactive, ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { ask, Refusal } from "../api";
import { named, t } from "../words";

/** The file of a procedure as `province/gateway/proceedings/view.py` shows it. */
export interface Person {
  id: string;
  role: string;
  name: string;
  side: string;
  way: "desk" | "phone" | "terminal" | "booking";
  level: string;
  proven: string;
  card_name: string;
  starts: string | null;
  declined: boolean;
  reads: string[];
  booth: { camera: boolean; microphone: boolean; quiet: boolean; alone: boolean } | null;
  wish: { said_at: string | null; heard_at: string | null };
  entered: boolean;
  seat: string;
}

export interface ReadText {
  name: string;
  digest: string;
  title: [string, string];
  lines: [string, string][];
  basis: string;
}

export interface Fact {
  id: string;
  text: string;
  answers: Record<string, boolean>;
}

export interface Clause {
  id: string;
  text: string;
  rev: number;
  concerns: string[];
  answers: Record<string, "agree" | "object">;
  proposals: { by: string; text: string; at: string }[];
}

export interface Opinion {
  authenticity: string;
  legality: string;
  relevance: string;
  reason: string;
}

export interface Exhibit {
  id: string;
  title: string;
  by: string;
  document: string;
  purpose: string;
  opinions: Record<string, Opinion>;
}

export interface Line {
  id: string;
  at: string;
  speaker: string;
  text: string;
  machine: boolean;
  disputed: boolean;
  corrections: { id: string; by: string; text: string; state: "asked" | "taken" | "declined" }[];
}

export interface PaperState {
  digest: string;
  way: "esign" | "print";
  signers: string[];
  marks: Record<string, { at: string; refused: string }>;
  next: string;
  complete: boolean;
  mine: boolean;
}

export interface Procedure {
  rev: number;
  me: string;
  host: boolean;
  role: string;
  kind: string;
  stage: string;
  stages: string[];
  title: string;
  case_no: string;
  court: string;
  people: Person[];
  texts: ReadText[];
  facts: Fact[];
  clauses: Clause[];
  exhibits: Exhibit[];
  lines: Line[];
  written: { id: string; by: string; at: string; text: string; written_at: string | null }[];
  papers: Record<string, PaperState>;
  notes: string;
  failed: string;
  personal_status: boolean;
  sham: boolean;
  unmet: Record<string, string>;
  agreed: boolean;
  confirmation: { matter: string; values: Record<string, unknown> } | null;
}

export const PARTIES = ["party", "resident", "counsel"];

/** The file of one room: fetched again when the room says that it changed, changed by acts. */
export class File {
  readonly now: ShallowRef<Procedure | null> = shallowRef(null);
  readonly trouble: Ref<string> = ref("");
  readonly busy = reactive({ on: false });
  private asked = 0;
  private shown = 0;

  constructor(readonly room: string) {}

  /** Who somebody is, by the name that the file gives them. */
  person(id: string): Person | undefined {
    return this.now.value?.people.find((one) => one.id === id);
  }

  name(id: string): string {
    const found = this.person(id);
    return found ? found.name : "–";
  }

  bySeat(seat: string): Person | undefined {
    return this.now.value?.people.find((one) => one.seat === seat);
  }

  get me(): Person | undefined {
    return this.person(this.now.value?.me ?? "");
  }

  get parties(): Person[] {
    return (this.now.value?.people ?? []).filter((one) => PARTIES.includes(one.role));
  }

  async look(): Promise<void> {
    const mine = ++this.asked;
    this.take(await ask<Procedure>("GET", `/rooms/${this.room}/proceeding`), mine);
  }

  /** Answers overtake one another: the newest revision stands, and of one revision what was asked for last. */
  private take(found: Procedure, asked: number): void {
    const now = this.now.value;
    if (now && (found.rev < now.rev || (found.rev === now.rev && asked < this.shown))) return;
    this.shown = asked;
    this.now.value = found;
  }

  async act(act: Record<string, unknown>): Promise<boolean> {
    return await this.post("/acts", { act });
  }

  /** Anything that answers with the file; false, and why, when it was refused. */
  async post(path: string, body: unknown, method = "POST"): Promise<boolean> {
    this.busy.on = true;
    try {
      const mine = ++this.asked;
      this.take(await ask<Procedure>(method, `/rooms/${this.room}/proceeding${path}`, body), mine);
      this.trouble.value = "";
      return true;
    } catch (error) {
      this.trouble.value = why(error);
      return false;
    } finally {
      this.busy.on = false;
    }
  }
}

/** A refusal in words. */
export function why(error: unknown): string {
  if (!(error instanceof Refusal)) return t("away_now");
  const state = error.state ? named("open", error.state) : "";
  return state ? t("refused", state) : error.title || t("away_now");
}
