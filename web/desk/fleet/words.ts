import { language } from "../words";
import { codes } from "./api";

/** Words of the fleet's pages, Chinese first; what a code means comes from the gateway's registry. */
const WORDS = {
  fleet: ["终端", "Terminals"],
  overview: ["终端总览", "Overview"],
  alerts: ["告警", "Alerts"],
  rings: ["更新与发布", "Releases"],
  all: ["全部", "All"],
  s_ok: ["正常", "Well"], s_look: ["注意", "Look"], s_down: ["停用", "Down"], s_silent: ["离线", "Silent"], s_closed: ["计划停机", "Closed"],
  s_in_use: ["使用中", "In use"],
  sums: ["已登记 {0} 台 · 待发 {1} 件", "{0} enrolled · {1} filings wait"],
  districts: ["各区", "Districts"], map: ["区域图", "Map"], list: ["只看列表", "List only"], machines: ["{0} 台", "{0}"],
  lineAway: ["{0}：{1} 台同时离线，同一网络出口。可能是线路问题，不是终端坏了。", "{0}: {1} silent at once, on one line. Probably the line, not the terminals."],
  newCode: ["新终端登记码", "Code for a new terminal"], codeIs: ["登记码 {0}：只显示这一次，一天内有效，用一次。", "Code {0}: shown this once, good for a day and for one terminal."],
  revokeTitle: ["终端拆走或被盗", "Taken away or stolen"], revokeWhy: ["登记从此作废，不能恢复。拆走的，先在机器上清除存储。", "Its enrolment ends for good. One that is taken away: erase its memory first."],
  revokeType: ["照抄终端编号", "Type the terminal's id"], revokeIt: ["吊销", "Revoke"],
  d_line: ["线路", "Line"], onLine: ["这条线路上的终端", "Terminals on it"],
  find: ["编号开头或地点", "Id or place"],
  region: ["区（行政区划代码）", "Region code"],
  device: ["设备不好的", "Device not well"], unit: ["设备", "Device"],
  ring: ["发布圈", "Ring"],
  any: ["不限", "Any"],
  sorted: ["最需要人的在前", "Those that need somebody first"],
  terminal: ["终端", "Terminal"], place: ["地点", "Place"], nowIs: ["现在", "Now"], rtt: ["往返 ms", "ms"], waiting: ["待发", "Wait"],
  version: ["版本", "Version"],
  idle: ["空闲", "Idle"], in_use: ["使用中", "In use"], call: ["通话中", "In a call"], technician: ["维护中", "Maintenance"],
  closedScreen: ["暂停服务", "Out of service"], starting: ["正在启动", "Starting"], dark: ["没有界面", "No screen"],
  silentFor: ["离线 {0}", "silent {0}"],
  nothing: ["没有这样的终端。", "No such terminals."],
  none: ["没有", "None"],
  shown: ["显示 {0}–{1}，共 {2}", "{0}–{1} of {2}"],
  previous: ["上一页", "Previous"], next: ["下一页", "Next"],
  keysList: ["J K 上下 · Enter 打开 · / 查找 · G 区域图 · L 列表", "J K move · Enter open · / find · G map · L list"],
  back: ["回总览", "Back"],
  d_id_reader: ["身份证阅读器", "Card reader"], d_receipt_printer: ["小票打印机", "Receipt printer"], d_page_printer: ["A4 打印机", "A4 printer"],
  d_face_camera: ["摄像头", "Camera"], d_document_camera: ["高拍仪", "Document camera"], d_ptz_camera: ["云台摄像头", "Camera head"],
  d_qr_scanner: ["扫码器", "Code scanner"], d_relays: ["门和灯", "Door and lamp"], d_ups: ["备用电源", "Power supply"],
  d_heartbeat: ["心跳", "Heartbeat"], d_clock: ["时钟", "Clock"], d_outbox: ["待发", "Outbox"], d_store: ["存储", "Store"], d_disk: ["磁盘", "Disk"],
  d_screen: ["界面", "Screen"], d_software: ["软件", "Software"], d_certificate_signing: ["签名证书", "Signing certificate"], d_certificate_tls: ["连接证书", "TLS certificate"],
  v_ok: ["就绪", "Ready"], v_none: ["没有", "Not fitted"], v_unknown: ["还没查", "Not asked"], v_look: ["注意", "Look"], v_down: ["停用", "Down"],
  devices: ["设备", "Devices"], state: ["状态", "State"], counted: ["做成 {0}，没成 {1}，重接 {2}", "{0} done, {1} failed, {2} reopened"],
  readings: ["读数", "Readings"],
  tabNow: ["现在", "Now"], tabHistory: ["历史", "History"], tabAudit: ["操作记录", "Audit"],
  seen: ["心跳 {0}前", "heard {0} ago"],
  actions: ["远程操作", "Remote actions"],
  busy: ["有居民在用：会打断的操作排在访问之后", "Somebody is there: what would disturb waits for the end of the visit"],
  a_status_ticket: ["打印状态单", "Print a status ticket"], a_bundle: ["取诊断包（已去掉个人信息）", "Collect a debug bundle (nothing personal)"],
  a_restart_visit: ["重启界面", "Restart the screen"], a_retest: ["重新检查设备", "Ask a device anew"], a_ring: ["换发布圈", "Move to another ring"],
  a_close: ["暂停对外服务（要两人）", "Out of service (two people)"], a_open: ["恢复对外服务", "Back into service"],
  reason: ["原因（记入操作记录）", "Reason (goes into the audit)"],
  r_fault: ["故障", "Fault"], r_update: ["更新", "Update"], r_complaint: ["居民反映", "Complaint"], r_drill: ["演练", "Drill"], r_site: ["现场要求", "The site asked"],
  doIt: ["办理", "Do it"],
  asked: ["已交办；有结果时这里会显示。", "Asked; its outcome will show here."],
  proposedDone: ["已提出，等另一位同事确认。", "Proposed; a colleague has to confirm."],
  x_proposed: ["等另一人确认", "wants a second person"], x_waiting: ["等终端来取", "waits to be fetched"], x_sent: ["终端已取走", "fetched"],
  x_done: ["办成", "done"], x_not_done: ["没办成", "not done"], x_unknown: ["不知道", "unknown"],
  confirm: ["我来确认", "Confirm"],
  download: ["下载", "Download"],
  getTicket: ["开维护单", "Make a ticket"], ticketIs: ["维护单 {0}，一小时内有效，只用于这一台。", "Ticket {0}, good for an hour at this terminal."],
  outbox: ["待发件箱", "Outbox"], oldest: ["最早 {0}前", "oldest {0} ago"], stuck: ["停住 {0} 件", "{0} laid aside"], notStuck: ["没有卡住", "nothing is stuck"],
  storage: ["存储", "Storage"], free: ["空闲 {0} GB", "{0} GB free"], used: ["终端用了 {0} MB", "{0} MB used"],
  certificates: ["证书", "Certificates"], days: ["还有 {0} 天", "{0} days left"],
  software: ["软件", "Software"], trial: ["试用中，还要 {0} 次正常启动", "on trial, {0} more good starts"], refusedVersion: ["没有接受 {0}", "refused {0}"],
  hours: ["24 小时：每小时最差的一次", "24 hours: the worst of each"], hour: ["时", "Hour"], beats: ["心跳", "Beats"],
  recent: ["最近的告警", "Recent alerts"],
  w_open: ["没恢复的", "Open"], w_unclaimed: ["待认领", "Unclaimed"], w_mine: ["我的", "Mine"], w_muted: ["静音", "Muted"], w_closed: ["已恢复", "Over"],
  alertAt: ["告警 / 终端", "Alert / terminal"], since: ["开始", "Since"], who: ["谁在管", "Who"], todo: ["怎么处理", "What to do"],
  unclaimed: ["待认领", "nobody"], claimIt: ["认领", "Claim"], muteIt: ["静音 2 小时", "Mute for 2 h"], openIt: ["打开终端", "Open the terminal"],
  noAlerts: ["没有告警。", "No alerts."], figure: ["数值", "Figure"],
  keysAlerts: ["J K 上下 · C 认领 · M 静音 · Enter 打开终端", "J K move · C claim · M mute · Enter open"],
  ring_canary: ["先试", "Canary"], ring_early: ["早期", "Early"], ring_broad: ["全部", "Broad"],
  permitted: ["允许的版本", "Permitted"], runs: ["在用的版本", "Running"], taken: ["成功", "Took"], refusedCount: ["拒绝", "Refused"],
  halted: ["已停：{0}", "Halted by {0}"], haltedByRule: ["已停：拒绝超过 {0}%", "Halted: more than {0}% refused"], going: ["在发布", "Going on"], nothingSet: ["没有发布", "Nothing set"],
  newVersion: ["新版本号", "New version"], permitIt: ["允许", "Permit"], halt: ["停", "Halt"], resume: ["看过了，继续", "I looked; go on"],
  limit: ["拒绝超过 {0}% 自动停；终端自己退回旧版，居民照常使用。", "More than {0}% refusals halt a ring; a terminal goes back by itself and serves."],
  whoRefused: ["谁拒绝了", "Who refused"],
  lost: ["连接断了，正在重连；显示的是刚才的。", "The line is down, trying again; this is how it was."],
  seconds: ["{0} 秒", "{0} s"], minutes: ["{0} 分", "{0} min"], hoursAgo: ["{0} 时 {1} 分", "{0} h {1} min"], daysAgo: ["{0} 天", "{0} d"],
} as const satisfies Record<string, readonly [string, string]>;

export type FleetWord = keyof typeof WORDS;

export function f(word: FleetWord, ...gaps: (string | number)[]): string {
  return WORDS[word][language.value].replace(/\{(\d)\}/g, (_, index: string) => String(gaps[Number(index)] ?? ""));
}

/** A word by a prefix and an id of the data; the id where there is none. */
export function fn(prefix: string, id: string): string {
  const word = `${prefix}_${id}`;
  return word in WORDS ? f(word as FleetWord) : id;
}

const SCREENS: Record<string, FleetWord> = {
  idle: "idle", in_use: "in_use", call: "call", technician: "technician", closed: "closedScreen", starting: "starting", dark: "dark",
};
export const screenWord = (id: string): string => (id in SCREENS ? f(SCREENS[id]!) : id);

const registry: Record<string, [string, string, string, string, string]> = {};

export async function learnCodes(): Promise<void> {
  Object.assign(registry, await codes());
}

/** A code in words. */
export function said(code: string): string {
  return registry[code]?.[language.value] ?? code;
}

/** What to do about a code. */
export function remedy(code: string): string {
  return registry[code]?.[2 + language.value] ?? "";
}

/** How long ago, in one or two figures. */
export function ago(from: string, to: number): string {
  return span(Math.max(0, (to - Date.parse(from)) / 1000));
}

export function span(seconds: number): string {
  if (seconds < 90) return f("seconds", Math.round(seconds));
  if (seconds < 5400) return f("minutes", Math.round(seconds / 60));
  if (seconds < 172800) return f("hoursAgo", Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
  return f("daysAgo", Math.round(seconds / 86400));
}
