"""Texts that must be read to their end before a procedure goes on. Reference wording, see docs/legal-review.md."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from legalnet.rooms import RoomKind


class ReadText(BaseModel):
    """One text in both languages; what was agreed to is the Chinese one."""

    model_config = ConfigDict(frozen=True)

    title: tuple[str, str]
    lines: tuple[tuple[str, str], ...]
    basis: str

    @property
    def digest(self) -> str:
        """SHA-256 of the Chinese words, line by line."""
        return hashlib.sha256(
            "\n".join([self.title[0], *(line[0] for line in self.lines)]).encode()
        ).hexdigest()


_CONFIDENTIALITY = ReadText(
    title=("调解保密约定", "Confidentiality of the mediation"),
    basis="人民法院在线调解规则 18、29；人民调解法 15、23；商事调解条例 14",
    lines=(
        ("调解不公开进行。各方、译员和调解员对调解中说的话、看到的材料保密。",
         "The mediation is not public. Parties, interpreter and mediator keep what is said and shown to themselves."),
        ("法律另有规定，或者各方都同意的，可以不保密。", "Unless the law says otherwise, or all agree."),
        ("任何人不得自己录音、录像、截屏或者转播。", "Nobody records, films, captures or relays it."),
        ("为达成调解而作的让步和承认，不得在以后的诉讼中作为对其不利的证据；双方确认无争议的事实除外。",
         "Concessions made to settle are no evidence against anybody later; facts that all confirm are an exception."),
        ("单独谈话中说的话，没有本人同意，调解员不告诉别人。",
         "What is said in private talk stays with the mediator unless the speaker agrees."),
        ("是否录音录像由各方自己选择；有一方不同意就不录，服务不受影响。",
         "Recording needs everybody's consent; without it nothing is recorded and the service is the same."),
        ("违反保密约定造成损失的，依法承担责任。", "Whoever breaks confidence answers for the damage."),
    ),
)  # fmt: skip
_DISCIPLINE = ReadText(
    title=("法庭纪律", "Discipline of the court"),
    basis="民事诉讼法 140；人民法院在线诉讼规则 24、25、28",
    lines=(
        ("在安静、独立、光线充足的地方参加庭审，不得有无关的人在场。",
         "Take part from a quiet, separate, well-lit place, with nobody there who is not part of the case."),
        ("服从法官指挥，发言先举手，不打断别人。", "Follow the judge; raise a hand before speaking; do not interrupt."),
        ("不得录音、录像、截屏、转播庭审，也不得让别人这样做。", "Do not record, film, capture or relay the hearing."),
        ("着装整洁，不吸烟、不进食、不使用手机，不擅自离开镜头。",
         "Dress properly; no smoking, eating or telephone; do not leave the picture without leave."),
        ("除确属网络、设备、电力故障或者不可抗力外，不参加或者中途退出的，按拒不到庭或者中途退庭处理。",
         "Staying away or leaving counts as absence, unless network, device or power failed or force majeure."),
        ("违反纪律的，法庭可以训诫、责令退出、罚款或者拘留。",
         "The court may admonish, exclude, fine or detain whoever breaks these rules."),
    ),
)  # fmt: skip
_RIGHTS = ReadText(
    title=("权利和义务", "Rights and duties"),
    basis="民事诉讼法 45、50-52、68、140",
    lines=(
        ("您可以申请回避，说明理由即可。", "You may ask that a judge or clerk steps back, and say why."),
        ("您可以委托代理人、收集和提供证据、进行辩论、请求调解。",
         "You may have counsel, bring evidence, argue, and ask for mediation."),
        ("原告可以放弃或者变更请求，被告可以承认、反驳或者反诉。",
         "A plaintiff may drop or change claims; a defendant may admit, deny or counterclaim."),
        ("您应当如实陈述，依法行使权利，履行生效的裁判。",
         "You must tell the truth, use your rights lawfully and obey what is decided."),
    ),
)  # fmt: skip
_NOTARY = ReadText(
    title=("公证告知书", "Notice of the notary"),
    basis="公证法 27、28、32、40；电子签名法 3",
    lines=(
        ("公证员要当面（在线视频）核实您的身份、是不是清楚明白、是不是自愿。",
         "The notary checks by video who you are, that you understand, and that it is your own wish."),
        ("您要如实说明情况，提供真实的材料；虚假陈述要承担责任。",
         "Tell the truth and bring true papers; false statements have consequences."),
        ("您可以随时停下来、问清楚，或者不办了。", "You may stop, ask, or withdraw at any time."),
        ("涉及婚姻、收养、继承等人身关系的文书不能用普通电子签名，要打印出来亲笔签。",
         "Papers on marriage, adoption or succession are printed and signed by hand."),
        ("全程录音录像由公证处保存。", "Sound and picture are recorded and kept by the notary's office."),
    ),
)  # fmt: skip

TEXTS: Mapping[str, ReadText] = MappingProxyType(
    {"confidentiality": _CONFIDENTIALITY, "discipline": _DISCIPLINE, "rights": _RIGHTS, "notice": _NOTARY}
)
WANTED: Mapping[RoomKind, tuple[str, ...]] = MappingProxyType(
    {
        RoomKind.CONSULT: (),
        RoomKind.HELP: (),
        RoomKind.MEDIATION: ("confidentiality",),
        RoomKind.NOTARY: ("notice",),
        RoomKind.HEARING: ("discipline", "rights"),
    }
)
"""What is read in a procedure of this kind, in this order."""
