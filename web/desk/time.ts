/** Seconds as minutes and seconds. */
export function length(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = String(Math.floor(whole / 60)).padStart(2, "0");
  return `${minutes}:${String(whole % 60).padStart(2, "0")}`;
}

/** An instant as the clock in China shows it. */
export function clockTime(instant: string, day = false): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false };
  return new Intl.DateTimeFormat("zh-CN", day ? { ...options, month: "numeric", day: "numeric" } : options).format(new Date(instant));
}
