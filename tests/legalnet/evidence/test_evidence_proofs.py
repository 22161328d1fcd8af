"""Codes, leaves, notes, proofs and slips: what is right is accepted, what is not quite right is refused."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.evidence import slips
from legalnet.evidence.codes import format_code, new_code, parse_code
from legalnet.evidence.leaves import BadLeaf, code_in, digests, leaves_in, parse_leaf, sm3
from legalnet.evidence.notes import COSIGNATURE, BadNote, Note, Signature, parse_head, parse_key, parse_note
from legalnet.evidence.proofs import BadProof, Writer, parse_extra, parse_proof
from legalnet.evidence.trust import BadTrust, Trust, parse_trust
from legalnet.evidence.verdict import judge
from tests.legalnet.evidence.logs import SALT, Memory, contract, deposit, signer


@pytest.fixture(scope="module")
def log() -> Memory:
    """Thirty-seven deposits."""
    made = Memory()
    made.add(37)
    return made


# ------------------------------------------------------------------ codes


def test_check_digits_catch_every_wrong_digit_and_every_swap() -> None:
    chance = random.Random(7)
    for _ in range(200):
        code = new_code(chance.randbytes(16))
        assert parse_code(format_code(code)) == code
        at = chance.randrange(20)
        wrong = code[:at] + str((int(code[at]) + chance.randrange(1, 10)) % 10) + code[at + 1 :]
        assert parse_code(wrong) is None
        at = chance.randrange(19)
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert swapped == code or parse_code(swapped) is None


@pytest.mark.parametrize("text", ["", "1", "１" * 20, "a" * 20, "1" * 20, "9" * 21])
def test_what_is_no_code(text: str) -> None:
    assert parse_code(text) is None


# ------------------------------------------------------------------ leaves


def test_a_leaf_is_written_one_way_and_holds_nothing_personal() -> None:
    leaf = deposit(5)
    assert parse_leaf(leaf.entry) == leaf
    assert leaf.entry == (
        b'{"v":1,"code":"'
        + leaf.code.encode()
        + b'","t":1796025600123,"terminal":"T330199-00000001","kind":"file",'
        b'"c":"' + leaf.commitment.encode() + b'","sm3":"' + leaf.sm3.encode() + b'"}'
    )
    assert digests(b"a contract").sha256.hex() not in leaf.entry.decode()
    assert leaf.commitment not in repr(leaf)


def test_sm3_is_the_standards() -> None:
    """GB/T 32905-2016, A.1."""
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_salt_joins_a_leaf_to_its_file_only() -> None:
    leaf = deposit(5)
    assert leaf.holds(contract(), SALT)
    assert not leaf.holds(digests(b"another"), SALT)
    assert not leaf.holds(contract(), bytes(32))
    assert not leaf.holds(contract(), b"")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'{"v":1', b'{ "v":1'), (b'"v":1', b'"v":2'), (b"1796025600123", b"-1"), (b"1796025600123", b"1e400"),
     (b'"kind":"file"', b'"kind":"name"'), (b"T330199", b"T 330199"), (b'"}', b'","name":"x"}'), (b'{"v"', b'[{"v"'),
     (b"1796025600123", b"999999999999999999"), (b"1796025600123", b"true")],
)  # fmt: skip
def test_other_spellings_of_a_leaf_are_refused(old: bytes, new: bytes) -> None:
    with pytest.raises(BadLeaf):
        parse_leaf(deposit(5).entry.replace(old, new, 1))


# ------------------------------------------------------------------ notes


def test_a_note_of_the_go_library() -> None:
    """The example of golang.org/x/mod/sumdb/note, made by other people's code."""
    key = parse_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZ"
        "b6KE6RyyBwJnAM=\n"
    )
    note = parse_note(text)
    assert note.signed_by(key) == 0
    assert str(note) == text
    assert Note(note.text.replace("answer", "question"), note.signatures).signed_by(key) is None
    assert str(key) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_cosignature_says_when(log: Memory) -> None:
    assert log.checkpoint(9).signed_by(log.witnesses[0].public) == 1_796_025_600
    moved = [
        Signature(one.name, one.key_id, bytes(7) + b"\1" + one.data[8:])
        for one in log.checkpoint(9).signatures[1:]
    ]
    assert Note(log.head(9).text, tuple(moved)).signed_by(log.witnesses[0].public) is None


@pytest.mark.parametrize("spoil", [
    lambda text: text[:-1], lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("\u2014", "-"),
    lambda text: text.replace("\u2014 ", "\u2014  "), lambda text: text + "\n",
    lambda text: text + text.split("\n")[-2] + "\n",
    lambda text: text.replace("\n\n", "\n"), lambda text: text[:-2] + "\n", lambda text: "\n" + text.partition("\n\n")[2],
])  # fmt: skip
def test_other_spellings_of_a_note_are_refused(log: Memory, spoil) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadNote):
        parse_note(spoil(str(log.checkpoint(9))))


@pytest.mark.parametrize(
    "body", ["a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a b\n1\nAAAA\n", "a\n1\nAAAA\nmore\n"]
)
def test_heads_that_are_none(body: str) -> None:
    with pytest.raises(BadNote):
        parse_head(body)


# ------------------------------------------------------------------ proofs


@given(st.integers(1, 37), st.data())
def test_every_proof_is_accepted_and_comes_back_byte_for_byte(size: int, data: st.DataObject) -> None:
    log = Memory()
    log.add(size)
    index = data.draw(st.integers(0, size - 1))
    proof = log.proof(index, size, extra=True)
    again = parse_proof(str(proof))
    assert str(again) == str(proof)
    verdict = judge(log.entries[index], SALT, again, log.trust, contract())
    assert verdict.standing == "proven"
    assert verdict.seen_by == ("w1.example", "w2.example")
    assert verdict.witnessed_at == datetime.fromtimestamp(1_796_025_600, UTC)
    assert parse_extra(again.extra) is not None


def test_without_the_file_only_code_and_time_are_proven(log: Memory) -> None:
    verdict = judge(log.entries[3], SALT, log.proof(3, 37), log.trust)
    assert (verdict.standing, verdict.link("file").holds) == ("partial", None)


def test_each_link_can_break(log: Memory) -> None:
    proof, entry, trust = log.proof(3, 37), log.entries[3], log.trust
    assert judge(log.entries[4], SALT, proof, trust, contract()).link("tree").holds is False
    assert judge(entry, SALT, proof, trust, digests(b"other")).link("file").holds is False
    assert judge(b"{}", SALT, proof, trust, contract()).link("leaf").holds is False
    other = Trust(signer("log.example/evidence2").public, trust.witnesses, 2)
    assert judge(entry, SALT, proof, other, contract()).link("log").holds is False
    lone = Trust(trust.log, (*trust.witnesses, signer("w3.example", COSIGNATURE).public), 3)
    assert judge(entry, SALT, proof, lone, contract()).link("witnesses").holds is False
    assert judge(entry, SALT, proof, lone, contract()).standing == "refused"


def mutated(text: str, chance: random.Random) -> str:
    """One small change somewhere: a byte, a line, a pair of lines, a cut."""
    kind, at = chance.randrange(7), chance.randrange(len(text))
    lines = text.split("\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    if kind == 0:
        return text[:at] + chr(ord(text[at]) ^ (1 << chance.randrange(7))) + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + chance.choice("\n A=/+0-\u2014\u2013\u00a0\r") + text[at:]
    if kind == 3:
        lines[one], lines[two] = lines[two], lines[one]
    if kind == 4:
        lines.insert(two, lines[one])
    if kind == 5:
        del lines[one]
    return "\n".join(lines) if kind < 6 else text[:at]


def accepted_mutations(count: int, seed: int) -> tuple[int, list[str]]:
    """How many changed proofs there were, and those that were still accepted although more than the order of
    signature lines changed. The issue's figure is 10,000: `make evidence`; the suite takes a sample."""
    chance, log = random.Random(seed), Memory()
    log.add(29)
    tried, wrong = 0, []
    while tried < count:
        index = chance.randrange(29)
        text = str(log.proof(index, 29))
        changed = mutated(text, chance)
        if changed == text:
            continue
        tried += 1
        try:
            proof = parse_proof(changed)
        except BadProof:
            continue
        verdict = judge(log.entries[index], SALT, proof, log.trust, contract())
        if verdict.standing == "proven" and sorted(changed.split("\n")) != sorted(text.split("\n")):
            wrong.append(changed)
    return tried, wrong


def test_changed_proofs_are_refused() -> None:
    count = 10_000 if os.environ.get("LAWBOOTH_EVIDENCE") == "full" else 1500
    assert accepted_mutations(count, 3) == (count, [])


# ------------------------------------------------------------------ trust and slips


def test_a_trust_file_comes_back(log: Memory) -> None:
    assert parse_trust(log.trust.to_json()) == log.trust


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"log": 1}', '{"log": "a+b+c"}'])
def test_what_is_no_trust_file(text: str) -> None:
    with pytest.raises(BadTrust):
        parse_trust(text)


def test_a_quorum_that_cannot_be_reached_is_refused(log: Memory) -> None:
    with pytest.raises(BadTrust):
        parse_trust(log.trust.to_json().replace('"quorum": 2', '"quorum": 3'))


def test_two_codes_carry_the_whole_proof(log: Memory) -> None:
    slip = slips.slip_of(deposit(3), SALT, log.proof(3, 37), log.trust)
    first, second = slips.texts(slip)
    assert slips.from_texts([second, "https://example.com", first, first]) == slip
    assert str(slips.from_texts([first, second]).proof(log.trust)) == str(log.proof(3, 37))
    with pytest.raises(slips.BadSlip):
        slips.from_texts([first])


def test_a_slip_of_ten_million_deposits_fits_two_codes_of_version_17(log: Memory) -> None:
    """24 hashes, one log, two witnesses: 938 alphanumeric characters fit a code of version 17-L."""
    slip = slips.Slip(
        deposit(3), SALT, 5_000_000, 10_500_000, (bytes(32),) * 24, (bytes(68), bytes(76), bytes(76))
    )
    assert max(len(text) for text in slips.texts(slip)) <= 938
    assert slips.unpack(slips.pack(slip)) == slip


def test_halves_of_two_slips_do_not_join(log: Memory) -> None:
    one = slips.texts(slips.slip_of(deposit(3), SALT, log.proof(3, 37), log.trust))
    two = slips.texts(slips.slip_of(deposit(4), SALT, log.proof(4, 37), log.trust))
    with pytest.raises(slips.BadSlip):
        slips.from_texts([one[0], two[1]])


@given(st.binary(max_size=300))
def test_base45_and_hostile_slips(data: bytes) -> None:
    assert slips.from_base45(slips.base45(data)) == data
    with pytest.raises(slips.BadSlip):
        slips.unpack(data)


@given(st.text(max_size=60))
def test_hostile_texts_are_told_apart(text: str) -> None:
    for parse in (parse_proof, parse_note, parse_key, parse_trust):
        with pytest.raises((BadProof, BadNote, BadTrust)):
            parse(text)


# ------------------------------------------------------------------ leaves by the million


@given(st.data())
def test_the_fast_reader_says_yes_to_exactly_what_the_thorough_one_does(data: st.DataObject) -> None:
    """A leaf with a few bytes changed, taken out or put in."""
    entry = bytearray(deposit(data.draw(st.integers(0, 50))).entry)
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(entry) - 1))
        deed = data.draw(st.sampled_from(["set", "drop", "add"]))
        sign = data.draw(st.sampled_from(b'0123456789abcdefT-,":{} \x80'))
        if deed == "set":
            entry[at] = sign
        elif deed == "drop":
            del entry[at]
        else:
            entry.insert(at, sign)
    try:
        thorough = int(parse_leaf(bytes(entry)).code)
    except BadLeaf:
        thorough = -1
    try:
        fast = code_in(bytes(entry))
    except BadLeaf:
        fast = -1
    assert fast == thorough
    bundle = len(entry).to_bytes(2, "big") + bytes(entry)
    try:
        assert leaves_in(bundle * 3) == ([bytes(entry)] * 3, [thorough] * 3)
    except BadLeaf:
        assert thorough == -1
    else:
        assert thorough != -1


def test_the_last_instant_there_is() -> None:
    entry = deposit(1).entry
    at = b'"t":1796025600123'
    assert entry.replace(at, b'"t":253402300799999') != entry
    assert code_in(entry.replace(at, b'"t":253402300799999'))
    for wrong in (b'"t":253402300800000', b'"t":0123', b'"t":-1'):
        with pytest.raises(BadLeaf):
            code_in(entry.replace(at, wrong))


def test_many_proofs_under_one_head_are_written_like_each_alone(log: Memory) -> None:
    proofs = [log.proof(index, 20, extra=True) for index in range(20)]
    writer = Writer(proofs[0].checkpoint)
    assert [writer.text(one.index, one.path, one.extra) for one in proofs] == [str(one) for one in proofs]
    assert all(parse_proof(str(one)) == one for one in proofs)
