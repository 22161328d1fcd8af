"""Troubles of what else is in the cabinet, of the network line and of the clock."""

from __future__ import annotations

from kiosk.dock.fault import Dial, Fault, Group, Seen, Words, at, seen, step, unplug
from kiosk.visit.service_card import DEMO_CARD

TECHNICIAN = Seen(
    Words("居民看不到；看技术员的设备表", "Nothing for residents; the technician's table tells")
)
SERVICE = Seen(
    Words(
        "空闲画面三秒内转到维护密码；别处看不出来",
        "The idle screen asks for the technician's PIN in three seconds",
    )
)
READY = Words("就绪", "Ready")


def _misbehaving(kind: str, verb: str, names: dict[str, tuple[str, str]]) -> tuple[Fault, ...]:
    dial = Dial(kind, verb, "name", "none", f"{kind}.fault")
    faults = (dial.to(name, zh, en, TECHNICIAN) for name, (zh, en) in names.items())
    return (*faults, unplug(kind, TECHNICIAN))


DOOR = Dial("relays", "relay.door", "open", False, "relays.inputs.1")
MAINS = Dial("ups", "ups.mains", "on", True, "ups.mains")
BATTERY = Dial("ups", "ups.battery", "low", False, "ups.battery_low")

SCANNER = Group(
    "qr_scanner", Words("扫码器", "Code scanner"), READY, "qr",
    (
        Fault("qr_scanner.code", Words("举一个码", "Show a code"), TECHNICIAN,
              (step("qr.show", text="LAWBOOTH-DEMO"),), (step("qr.hide"),), at("qr_scanner.code", True), hand=True),
        Fault("qr_scanner.service_card", Words("举服务卡", "Service card"), SERVICE,
              (step("qr.show", text=DEMO_CARD),), (step("qr.hide"),), at("qr_scanner.code", True), hand=True),
        *_misbehaving("qr_scanner", "qr.fault", {
            "silent": ("不回应", "Silent"), "bad_crc": ("校验错", "Wrong CRC"), "garbage": ("错帧", "Wrong frame"),
            "torn": ("残码", "Torn code"), "noise": ("杂讯", "Noise"),
        }),
    ),
)  # fmt: skip

RELAYS = Group(
    "relays", Words("门与灯", "Door, lamp"), READY, "door",
    (
        DOOR.to("door_open", "开门", "Door open", TECHNICIAN, bad=True, stands=at("relays.inputs.1", False)),
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
        MAINS.to("mains_fail", "市电断", "Mains fail", TECHNICIAN, bad=False),
        BATTERY.to("battery_low", "电量低", "Battery low", TECHNICIAN, bad=True),
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
ASKED_FIRST = seen(
    "saved",
    "",
    "先存好；送到没有要先问平台，才会再发",
    "Saved; whether it arrived is asked before it is sent again",
)
TAKEN_ONCE = seen("receipt", "", "照常办成，平台只收一份", "All is done; the province takes it once")
LINE = Dial("network", "line.set", "mode", "up", "line.mode")

NETWORK = Group(
    "network", Words("网络", "Network"), Words("通", "Up"), "network",
    (
        LINE.to("down", "断网", "Down", SAVED),
        LINE.to("slow", "慢 300 ms", "Slow 300 ms", SLOWLY),
        LINE.to("lost", "确认丢失", "Lost replies", ASKED_FIRST),
        LINE.to("stalled", "传到一半没声", "Stalls midway", SAVED),
        LINE.to("portal", "上网要登录", "Captive portal", SAVED),
        LINE.to("error", "中间出错 502", "502 in between", SAVED),
        LINE.to("twice", "重复送达", "Doubled", TAKEN_ONCE),
    ),
)  # fmt: skip

SAYS_SO = seen(
    "intro",
    "clock",
    "办理前的页面说：时间不准，正在校对；先填不误事",
    "Said before one begins; filling in goes on",
)
BEARABLE = seen("intro", "", "差几十秒照常办理，看不出来", "Half a minute is borne; nothing to see")
TURN = Dial("clock", "clock.set", "seconds", 0, "clock.seconds")

CLOCK = Group(
    "clock", Words("时钟", "Clock"), Words("准", "Right"), "clock",
    (
        TURN.to("minutes_ahead", "快 31 分", "31 min ahead", SAYS_SO, bad=31 * 60),
        TURN.to("hour_behind", "慢 1 小时", "1 h behind", SAYS_SO, bad=-3600),
        TURN.to("day_ahead", "快 1 天", "1 day ahead", SAYS_SO, bad=86400),
        TURN.to("seconds_ahead", "快 31 秒", "31 s ahead", BEARABLE, bad=31),
    ),
)  # fmt: skip
