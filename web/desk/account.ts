import { ask, Refusal, type Me } from "./api";
import { language, t } from "./words";

/** Words of one's own account, Chinese first. */
const WORDS = {
  account: ["我的账号", "My account"],
  firstTitle: ["先换成您自己的密码", "Choose a password of your own first"],
  firstHint: ["现在的密码是发给您的，只能用来换一次。换好以后再开始工作。", "The present one was given to you and is good for changing it once. Work begins after that."],
  password: ["换密码", "Change password"],
  passwordHint: ["换好以后，其他地方的登录都会退出。", "Everywhere else you are signed out afterwards."],
  current: ["现在的密码", "Present password"],
  fresh: ["新密码", "New password"],
  freshHint: ["至少 12 位。可以是一句话，不必混用大小写和符号。", "12 signs at least. A sentence is fine; no mixture of kinds is asked for."],
  again: ["再写一次新密码", "The new one again"],
  change: ["换密码", "Change it"],
  changed: ["密码已换好，其他地方都已退出。", "Changed. Everywhere else is signed out."],
  differ: ["两次写的新密码不一样。", "The two are not the same."],
  why_short: ["新密码至少要 12 位。", "12 signs at least, please."],
  why_same: ["新密码和现在的一样，请换一个。", "That is the present one."],
  why_common: ["新密码太常见，或者用了账号、姓名、单位，请换一个，可以是一句话。", "Too common, or made of your account, name or firm. A sentence is fine."],
  why_lost: ["这个密码在别处泄露过，请换一个。", "This one was lost elsewhere. Please take another."],
  why_password_wrong: ["现在的密码不对，请再试。连错 5 次锁定 15 分钟。", "The present password is not right. 5 failures lock for 15 minutes."],
  why_sign_in_locked: ["试得太多了，请过 15 分钟再试。", "Too many tries. Please wait 15 minutes."],
  sessions: ["登录着的地方", "Where you are signed in"],
  sessionsHint: ["最多同时 {0} 处，再多一处时，最久没用的会退出。不认识的请结束，再换密码。", "{0} at most; one more ends the one unused for the longest. End what you do not know, then change your password."],
  where: ["地址", "Address"],
  program: ["浏览器", "Browser"],
  since: ["登录时间", "Signed in"],
  seen: ["最近使用", "Last used"],
  here: ["就是这里", "this one"],
  vouched: ["统一身份", "by your organisation"],
  unknown: ["不详", "unknown"],
  end: ["结束", "End"],
  endOne: ["结束这一处：{0}", "End this one: {0}"],
  endOthers: ["结束其他全部", "End all others"],
  endAsk: ["请输入现在的密码，再结束。", "Your password, please, before it is ended."],
  confirm: ["确定结束", "End now"],
  ended: ["已结束。", "Ended."],
} as const satisfies Record<string, readonly [string, string]>;

export type AccountWord = keyof typeof WORDS;

/** A word in the language chosen, its gap filled. */
export function a(word: AccountWord, gap: string | number = ""): string {
  return WORDS[word][language.value].replace("{0}", String(gap));
}

export interface Seen {
  id: string;
  opened_at: string;
  seen_at: string;
  address: string;
  program: string;
  vouched: boolean;
  this: boolean;
}

export interface OwnSessions {
  sessions: Seen[];
  most: number;
}

export async function changePassword(current: string, fresh: string): Promise<Me> {
  return ask<Me>("PUT", "/staff/me/password", { current, new: fresh });
}

export async function ownSessions(): Promise<OwnSessions> {
  return ask<OwnSessions>("GET", "/staff/me/sessions");
}

/** End one session, or all but this one. */
export async function endSessions(password: string, session: string | null): Promise<OwnSessions> {
  return ask<OwnSessions>("POST", "/staff/me/sessions/end", { password, session });
}

/** Why it was not done, in words. */
export function whyNot(error: unknown): string {
  if (!(error instanceof Refusal) || error.code === "away") return t("away_now");
  const word = `why_${error.code === "password_weak" ? error.state : error.code}`;
  return word in WORDS ? a(word as AccountWord) : error.title || t("refused", error.code);
}
