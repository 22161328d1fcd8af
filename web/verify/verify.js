// Verifies a deposit of evidence, offline: in a browser from a file, or in node. It shares no code with the program that made
// the proof. SHA-256 and Ed25519 are the browser's (WebCrypto), SM3 is below (GB/T 32905).
"use strict";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const KINDS = ["file", "document", "recording", "consents", "opinion"];

class Refused extends Error {}

function refuse(why) {
    throw new Refused(why);
}

function joined(...parts) {
    const found = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        found.set(part, at);
        at += part.length;
    }
    return found;
}

const bytes = text => new TextEncoder().encode(text);
const hex = data => Array.from(data, one => one.toString(16).padStart(2, "0")).join("");
const same = (one, two) => one.length === two.length && one.every((value, at) => value === two[at]);

function fromHex(text) {
    if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/.test(text)) refuse("hex");  // one spelling only
    return Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16));
}

function toBase64(data) {
    return btoa(String.fromCharCode(...data));
}

function fromBase64(text) {
    let data;
    try {
        data = Uint8Array.from(atob(text), one => one.charCodeAt(0));
    } catch {
        refuse("base64");
    }
    return toBase64(data) === text ? data : refuse("base64");
}

async function sha256(data) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

function sm3(data) {
    const turn = (value, by) => ((value << (by % 32)) | (value >>> (32 - (by % 32 || 32)) % 32)) >>> 0;
    const rotate = (value, by) => (by % 32 === 0 ? value >>> 0 : turn(value, by));
    const length = (((data.length + 8) >> 6) + 1) << 6;
    const padded = new Uint8Array(length);
    padded.set(data);
    padded[data.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(length - 8, Math.floor(data.length / 0x20000000));
    view.setUint32(length - 4, (data.length << 3) >>> 0);
    let state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
    const spread = value => (value ^ rotate(value, 15) ^ rotate(value, 23)) >>> 0;
    for (let block = 0; block < length; block += 64) {
        const words = [];
        for (let at = 0; at < 16; at += 1) words.push(view.getUint32(block + 4 * at));
        for (let at = 16; at < 68; at += 1) {
            const mixed = words[at - 16] ^ words[at - 9] ^ rotate(words[at - 3], 15);
            words.push((spread(mixed >>> 0) ^ rotate(words[at - 13], 7) ^ words[at - 6]) >>> 0);
        }
        let [a, b, c, d, e, f, g, h] = state;
        for (let round = 0; round < 64; round += 1) {
            const early = round < 16;
            const constant = rotate(early ? 0x79cc4519 : 0x7a879d8a, round);
            const one = rotate((rotate(a, 12) + e + constant) >>> 0, 7);
            const two = (one ^ rotate(a, 12)) >>> 0;
            const first = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
            const second = early ? e ^ f ^ g : (e & f) | (~e & g);
            const left = ((first >>> 0) + d + two + ((words[round] ^ words[round + 4]) >>> 0)) >>> 0;
            const right = ((second >>> 0) + h + one + words[round]) >>> 0;
            [d, c, b, a] = [c, rotate(b, 9), a, left];
            [h, g, f, e] = [g, rotate(f, 19), e, (right ^ rotate(right, 9) ^ rotate(right, 17)) >>> 0];
        }
        state = [a, b, c, d, e, f, g, h].map((value, at) => (value ^ state[at]) >>> 0);
    }
    const found = new DataView(new ArrayBuffer(32));
    state.forEach((value, at) => found.setUint32(4 * at, value));
    return new Uint8Array(found.buffer);
}

// ---- trust, notes, proofs

function parseKey(text) {
    const [name, id, encoded] = [text.split("+")[0], text.split("+")[1], text.split("+").slice(2).join("+")];
    const data = fromBase64(encoded || "");
    if (data.length !== 33) refuse("key");
    return {name, id, kind: data[0], raw: data.slice(1)};
}

async function parseTrust(text) {
    const found = JSON.parse(text);
    const keys = [parseKey(found.log), ...(found.witnesses || []).map(parseKey)];
    for (const key of keys) {
        const made = await sha256(joined(bytes(key.name + "\n"), [key.kind], key.raw));
        if (hex(made.slice(0, 4)) !== key.id) refuse("key id");
    }
    return {log: keys[0], witnesses: keys.slice(1), quorum: found.quorum || 0};
}

function parseNote(text) {
    const at = text.lastIndexOf("\n\n");
    if (at < 0 || !text.endsWith("\n")) refuse("note");
    const lines = text.slice(at + 2, -1).split("\n");
    if (new Set(lines).size !== lines.length) refuse("note");
    const signatures = lines.map(line => {
        const found = /^\u2014 (\S+) (\S+)$/u.exec(line) || refuse("signature line");
        const data = fromBase64(found[2]);
        return data.length > 4 ? {name: found[1], id: hex(data.slice(0, 4)), data: data.slice(4)} : refuse("signature line");
    });
    return {text: text.slice(0, at + 1), signatures};
}

function parseHead(text) {
    const found = /^(\S+)\n(0|[1-9][0-9]{0,14})\n(\S+)\n$/.exec(text) || refuse("checkpoint");
    return {origin: found[1], size: Number(found[2]), root: fromBase64(found[3])};
}

function parseProof(text) {
    const at = text.indexOf("\n\n");
    const lines = text.slice(0, at).split("\n");
    if (at < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") refuse("first line");
    const extra = lines[0] && lines[0].startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : new Uint8Array();
    const index = /^index (0|[1-9][0-9]{0,14})$/.exec(lines.shift() || "") || refuse("index");
    const path = lines.map(fromBase64);
    if (path.some(one => one.length !== 32) || path.length > 63) refuse("path");
    const note = parseNote(text.slice(at + 2));
    return {index: Number(index[1]), path, note, head: parseHead(note.text), extra};
}

async function rootFrom(index, size, leaf, path) {
    if (!(index < size)) return null;
    let [node, last, found] = [BigInt(index), BigInt(size - 1), leaf];
    for (const sibling of path) {
        if (last === 0n) return null;
        if ((node & 1n) === 1n || node === last) {
            found = await sha256(joined([1], sibling, found));
            while ((node & 1n) === 0n && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
        } else {
            found = await sha256(joined([1], found, sibling));
        }
        [node, last] = [node >> 1n, last >> 1n];
    }
    return last === 0n ? found : null;
}

async function signedBy(note, key) {
    for (const one of note.signatures) {
        if (one.name !== key.name || one.id !== key.id) continue;
        let [message, signature, at] = [bytes(note.text), one.data, 0];
        if (key.kind === 4) {
            at = Number(new DataView(signature.buffer.slice(signature.byteOffset)).getBigUint64(0));
            message = joined(bytes(`cosignature/v1\ntime ${at}\n`), message);
            signature = signature.slice(8);
        }
        const real = await crypto.subtle.importKey("raw", key.raw, {name: "Ed25519"}, false, ["verify"]);
        if (await crypto.subtle.verify({name: "Ed25519"}, real, signature, message)) return at;
    }
    return null;
}

// ---- slips: two QR codes

function fromBase45(text) {
    const found = [];
    for (let at = 0; at < text.length; at += 3) {
        const group = [...text.slice(at, at + 3)];
        const value = group.reduce((sum, one, place) => sum + ALPHABET.indexOf(one) * 45 ** place, 0);
        if (group.length < 2 || group.some(one => !ALPHABET.includes(one)) || value >= 256 ** (group.length - 1)) refuse("base45");
        if (group.length === 3) found.push(value >> 8);
        found.push(value & 255);
    }
    return Uint8Array.from(found);
}

function checked(digits) {
    return digits + String(98n - (BigInt(digits) * 100n) % 97n).padStart(2, "0");
}

async function fromSlip(texts, trust) {
    const halves = {};
    for (const text of texts) {
        const found = /^LBE1\/([12])\/2\/([0-9A-F]{4}):(.*)$/.exec(text.replace(/[\r\n]+$/, ""));
        if (found) halves[found[1]] = {mark: found[2], data: fromBase45(found[3])};
    }
    if (!halves[1] || !halves[2]) refuse("one of the two codes is missing");
    const data = joined(halves[1].data, halves[2].data);
    const mark = hex((await sha256(data)).slice(0, 2)).toUpperCase();
    if (halves[1].mark !== mark || halves[2].mark !== mark) refuse("the codes belong to two slips");
    let at = 0;
    const take = count => (at + count <= data.length ? data.slice(at, (at += count)) : refuse("cut off"));
    const number = count => take(count).reduce((sum, one) => sum * 256n + BigInt(one), 0n);
    if (number(1) !== 1n) refuse("version");
    const code = checked(String(number(8)).padStart(18, "0"));
    const [time, kind] = [number(6), KINDS[Number(number(1))]];
    const terminal = new TextDecoder().decode(take(Number(number(1))));
    const [c, other, salt] = [hex(take(32)), hex(take(32)), take(32)];
    const [index, size] = [Number(number(6)), Number(number(6))];
    const path = Array.from({length: Number(number(1))}, () => take(32));
    const count = Number(number(1));
    const signatures = [];
    for (let one = 0; one < count; one += 1) {
        const raw = take(one ? 76 : 68);
        const key = [trust.log, ...trust.witnesses].find(known => known.id === hex(raw.slice(0, 4)));
        if (key) signatures.push({name: key.name, id: key.id, data: raw.slice(4)});
    }
    if (at !== data.length) refuse("length");
    const entry = bytes(JSON.stringify({v: 1, code, t: Number(time), terminal, kind, c, sm3: other}));
    const root = await rootFrom(index, size, await sha256(joined([0], entry)), path);
    if (root === null) refuse("path");
    const head = {origin: trust.log.name, size, root};
    const note = {text: `${head.origin}\n${size}\n${toBase64(root)}\n`, signatures};
    return {entry, salt, proof: {index, path, note, head}};
}

// ---- the verdict

async function verify(text, trustText, file) {
    const trust = await parseTrust(trustText);
    let entry, salt, proof;
    if (text.startsWith("LBE1/")) {
        ({entry, salt, proof} = await fromSlip(text.split("\n"), trust));
    } else {
        proof = parseProof(text);
        const extra = JSON.parse(new TextDecoder().decode(proof.extra));
        [entry, salt] = [bytes(extra.leaf), fromHex(extra.salt)];
    }
    const leaf = JSON.parse(new TextDecoder().decode(entry));
    const root = await rootFrom(proof.index, proof.head.size, await sha256(joined([0], entry)), proof.path);
    const times = [];
    for (const key of trust.witnesses) {
        const at = await signedBy(proof.note, key);
        if (at !== null) times.push(at);
    }
    const links = {
        tree: root !== null && same(root, proof.head.root),
        log: proof.head.origin === trust.log.name && (await signedBy(proof.note, trust.log)) !== null,
        witnesses: times.length >= trust.quorum,
        file: null,
    };
    if (file) {
        const whole = hex(await sha256(joined(salt, await sha256(file)))) === leaf.c;
        links.file = salt.length === 32 && whole && hex(sm3(joined(salt, sm3(file)))) === leaf.sm3;
    }
    const values = Object.values(links);
    const standing = values.includes(false) ? "refused" : values.includes(null) ? "partial" : "proven";
    return {standing, links, code: leaf.code, at: leaf.t, terminal: leaf.terminal, size: proof.head.size, witnesses: times.length};
}

if (typeof module !== "undefined") module.exports = {verify, sm3, hex, Refused};
