"""Troubles of what else is in the cabinet, of the network line and of the clock."""

from __future__ import annotations

from kiosk.dock.fault import Fault, Group, Seen, Words, at, seen, step
from kiosk.dock.reader_and_printer import unplug

TECHNICIAN = Seen(
    Words("居民看不到；看技术员的设备表", "Nothing for residents; the technician's table tells")
)
READY = Words("就绪", "Ready")


def _misbehaves(kind: str, verb: str, name: str, zh: str, en: str) -> Fault:
    return Fault(
        f"{kind}.{name}", Words(zh, en), TECHNICIAN,
        (step(verb, name=name),), (step(verb, name="none"),), at(f"{kind}.fault", name),
    )  # fmt: skip


def _misbehaving(kind: str, verb: str, names: dict[str, tuple[str, str]]) -> tuple[Fault, ...]:
    faults = tuple(_misbehaves(kind, verb, name, zh, en) for name, (zh, en) in names.items())
    return (*faults, unplug(kind, TECHNICIAN))


SCANNER = Group(
    "qr_scanner", Words("扫码器", "Code scanner"), READY, "qr",
    (
        Fault("qr_scanner.code", Words("举一个码", "Show a code"), TECHNICIAN,
              (step("qr.show", text="LAWBOOTH-DEMO"),), (step("qr.hide"),), at("qr_scanner.code", True), hand=True),
        *_misbehaving("qr_scanner", "qr.fault", {
            "silent": ("不回应", "Silent"), "bad_crc": ("校验错", "Wrong CRC"), "garbage": ("错帧", "Wrong frame"),
            "torn": ("残码", "Torn code"), "noise": ("杂讯", "Noise"),
        }),
    ),
)  # fmt: skip

RELAYS = Group(
    "relays", Words("门与灯", "Door, lamp"), READY, "door",
    (
        Fault("relays.door_open", Words("开门", "Door open"), TECHNICIAN, (step("relay.door", open=True),),
              (step("relay.door", open=False),), at("relays.inputs.1", False)),
        Fault("relays.presence", Words("有人来", "Somebody there"), TECHNICIAN, (step("relay.presence", present=True),),
              (step("relay.presence", present=False),), at("relays.inputs.0", True), hand=True),
        Fault("relays.absence", Words("有人走开", "Walks away"), TECHNICIAN, (step("relay.presence", present=False),),
              shows=at("relays.inputs.0", False), hand=True),
        *_misbehaving("relays", "relay.fault", {
            "stuck": ("灯不应", "Lamp stuck"), "silent": ("不回应", "Silent"), "bad_crc": ("校验错", "Wrong CRC"),
            "exception": ("异常码", "Exception"), "busy": ("忙", "Busy"), "echo": ("回声", "Echo"),
            "noise": ("杂讯", "Noise"),
        }),
    ),
)  # fmt: skip

SUPPLY = Group(
    "ups", Words("电源", "Power"), Words("市电", "On mains"), "power",
    (
        Fault("ups.mains_fail", Words("市电断", "Mains fail"), TECHNICIAN, (step("ups.mains", on=False),),
              (step("ups.mains", on=True),), at("ups.mains", False)),
        Fault("ups.battery_low", Words("电量低", "Battery low"), TECHNICIAN, (step("ups.battery", low=True),),
              (step("ups.battery", low=False),), at("ups.battery_low", True)),
        *_misbehaving("ups", "ups.fault", {
            "silent": ("不回应", "Silent"), "torn": ("残行", "Torn line"), "garbage": ("杂讯", "Garbage"),
            "flicker": ("闪断", "Flicker"), "failed": ("自检坏", "Failed"), "overload": ("过载", "Overload"),
        }),
    ),
)  # fmt: skip

PTZ = Group(
    "ptz_camera", Words("云台", "Room camera"), READY, "photo",
    _misbehaving("ptz_camera", "ptz.fault", {
        "silent": ("不回应", "Silent"), "no_completion": ("没有完成", "No completion"),
        "buffer_full": ("缓冲满", "Buffer full"), "not_executable": ("不能执行", "Not executable"),
        "syntax": ("语法错", "Syntax error"), "garbage": ("杂讯", "Garbage"),
    }),
)  # fmt: skip


SAVED = seen(
    "saved",
    "",
    "先存好，打出带查询码的凭条，网好了自动送",
    "Saved; a slip with the code is printed; sent by itself later",
)
SLOWLY = seen("sending", "sending", "进度走得慢", "Progress moves slowly")
ASKS_FIRST = seen(
    "sending", "unknown", "不知道送到没有，先查再发", "Unknown whether it arrived; asks before it sends again"
)

TAKEN_ONCE = seen("receipt", "", "照常办成，平台只收一份", "All is done; the province takes it once")


def _line(name: str, zh: str, en: str, sees: Seen) -> Fault:
    return Fault(
        f"network.{name}", Words(zh, en), sees,
        (step("line.set", mode=name),), (step("line.set", mode="up"),), at("line.mode", name),
    )  # fmt: skip


NETWORK = Group(
    "network", Words("网络", "Network"), Words("通", "Up"), "network",
    (
        _line("down", "断网", "Down", SAVED),
        _line("slow", "慢 300 ms", "Slow 300 ms", SLOWLY),
        _line("lost", "确认丢失", "Lost replies", ASKS_FIRST),
        _line("stalled", "传到一半没声", "Stalls midway", SAVED),
        _line("portal", "上网要登录", "Captive portal", SAVED),
        _line("error", "中间出错 502", "502 in between", ASKS_FIRST),
        _line("twice", "重复送达", "Doubled", TAKEN_ONCE),
    ),
)  # fmt: skip

SAYS_SO = seen(
    "intro",
    "clock",
    "办理前的页面说：时间不准，正在校对；先填不误事",
    "Said before one begins; filling in goes on",
)
BEARABLE = seen("intro", "", "差几十秒照常办理，看不出来", "Half a minute is borne; nothing to see")


def _clock(name: str, seconds: int, label: tuple[str, str], sees: Seen) -> Fault:
    return Fault(
        f"clock.{name}", Words(*label), sees,
        (step("clock.set", seconds=seconds),), (step("clock.set", seconds=0),), at("clock.seconds", float(seconds)),
    )  # fmt: skip


CLOCK = Group(
    "clock", Words("时钟", "Clock"), Words("准", "Right"), "clock",
    (
        _clock("minutes_ahead", 31 * 60, ("快 31 分", "31 min ahead"), SAYS_SO),
        _clock("hour_behind", -3600, ("慢 1 小时", "1 h behind"), SAYS_SO),
        _clock("day_ahead", 86400, ("快 1 天", "1 day ahead"), SAYS_SO),
        _clock("seconds_ahead", 31, ("快 31 秒", "31 s ahead"), BEARABLE),
    ),
)  # fmt: skip
