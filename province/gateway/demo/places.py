"""Five hundred places of help and the people who work there; all of it made up, from a seeded choice."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from legalnet.deadlines import known_calendar
from province.gateway.clock import SHANGHAI, stamp

SEED = 20261130
COUNT = 500
DISTRICTS = (
    ("330199", "江临区", "Jianglin", 30.287, 120.151), ("330198", "湖东区", "Hudong", 30.312, 120.231),
    ("330197", "锦屏区", "Jinping", 30.251, 120.092), ("330196", "青禾区", "Qinghe", 30.401, 120.302),
    ("330195", "云川县", "Yunchuan", 30.118, 119.951),
)  # fmt: skip
KINDS = (
    ("service_point", "法律服务站", "legal service point", 180, ("SQ-01", "TJ-01", "SS-LA-01")),
    ("law_firm", "律师事务所", "law firm", 130, ("ZX-01",)),
    ("mediation", "人民调解委员会", "people's mediation committee", 90, ("TJ-01",)),
    ("justice_office", "司法所", "justice office", 50, ("SQ-01", "TJ-01")),
    ("legal_aid", "法律援助工作站", "legal aid station", 25, ("FY-01",)),
    ("notary", "公证处", "notary office", 12, ("GZ-01",)),
    ("forensic", "司法鉴定所", "appraisal institute", 6, ()),
    ("court", "人民法庭", "people's tribunal", 5, ("SS-LA-01",)),
    ("arbitration", "仲裁委员会办事处", "arbitration commission office", 1, ("ZC-01",)),
    ("procuratorate", "人民检察院服务中心", "procuratorate service centre", 1, ()),
)  # fmt: skip
NAMES = tuple(
    "桂花 清明 和正 钟楼 北山 新河 青石 柳荫 梅岭 西溪 白塔 云栖 南屏 湖滨 文昌 永安 康宁 长乐 吉祥 东林".split()  # noqa: SIM905 - twenty names read better so
)
SURNAMES, GIVEN = "沈陆秦韩林谢许邓田罗马钱孙周吴郑冯褚卫蒋", "宁远航琳婉清若水文博思齐雨晴嘉木子安明远书云"
SPECIALITIES = ("民间借贷", "劳动争议", "婚姻家庭", "房屋租赁", "交通事故", "物业服务", "消费维权", "继承")
OFFICE = {
    "weekly": [
        {"days": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "12:00"},
        {"days": [1, 2, 3, 4, 5], "opens": "13:30", "closes": "17:00"},
    ]
}
SLOT_DAYS = 10
"""Working days ahead for which hours are offered."""


def directory(count: int = COUNT) -> dict[str, Any]:
    """Places as the published directory has them (`legalnet.reference.Provider`), by id."""
    random, found = Random(SEED), {}  # noqa: S311 - made-up places, nothing secret
    wanted = [kind for kind in KINDS for _ in range(kind[3])]
    for number, (kind, zh, en, _, services) in enumerate(wanted[:count]):
        region, district, latin, lat, lon = DISTRICTS[number % len(DISTRICTS)]
        street, house = random.choice(NAMES), random.randint(1, 300)
        found[f"demo-{kind.replace('_', '-')}-{number:03d}"] = {
            "kind": kind,
            "name": {"zh": f"{district}{street}{zh}", "en": f"{latin} {en} no. {number + 1}"},
            "region": region,
            "address": {
                "zh": f"{district}{street}路{house}号",
                "en": f"No. {house}, road {number % 20 + 1}, {latin}",
            },
            "phone": f"0571-0000{number + 2000}",
            "hours": {"zh": "工作日 9:00–12:00、13:30–17:00", "en": "Working days 9:00–12:00, 13:30–17:00"},
            "services": list(services),
            "step_free": number % 3 != 0,
            "spot": {
                "lat": round(lat + random.uniform(-0.06, 0.06), 5),
                "lon": round(lon + random.uniform(-0.07, 0.07), 5),
            },
            "opening": OFFICE,
        }
    return found


def professionals(places: dict[str, Any]) -> list[dict[str, Any]]:
    """Lawyers, mediators and notaries of these places, as rows."""
    random, rows = Random(SEED + 1), []  # noqa: S311 - made-up people, nothing secret
    kinds = {"law_firm": ("lawyer", "13301"), "mediation": ("mediator", "TJ"), "notary": ("notary", "GZ")}
    for place, item in places.items():
        if item["kind"] not in kinds:
            continue
        kind, prefix = kinds[item["kind"]]
        for seat in range(2 if kind == "lawyer" else 1):
            name = random.choice(SURNAMES) + "".join(random.sample(GIVEN, 2))
            card = {
                "name": name, "organisation": item["name"], "licence": f"{prefix}{random.randint(10**11, 10**12 - 1)}",
                "specialities": random.sample(SPECIALITIES, 3), "languages": ["普通话"], "years": random.randint(2, 30),
                "rating": round(random.uniform(4.0, 5.0), 1), "ratings": random.randint(8, 400),
            }  # fmt: skip
            rows.append({"id": f"{place}-{seat}", "provider": place, "kind": kind, "region": item["region"],
                         "card": json.dumps(card, ensure_ascii=False)})  # fmt: skip
    return rows


def slots(people: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Free hours of a fifth of them on the coming working days, as rows."""
    calendar, day = known_calendar(), today
    days: list[date] = []
    while len(days) < SLOT_DAYS:
        day += timedelta(days=1)
        if calendar.is_working(day):
            days.append(day)
    services = {"lawyer": "lawyer", "mediator": "mediation", "notary": "notary"}
    return [
        {
            "id": f"{person['id']}-{on:%m%d}-{hour}", "provider": person["provider"], "person": person["id"],
            "service": services[person["kind"]], "by": "video" if hour == 10 else "there",
            "starts": stamp(datetime.combine(on, time(hour), SHANGHAI)),
            "ends": stamp(datetime.combine(on, time(hour, 40), SHANGHAI)),
        }
        for person in people[::5]
        for on in days
        for hour in (9, 10, 14, 15)
    ]  # fmt: skip
