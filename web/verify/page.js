// The page around `verify.js`: three files or texts in, plain Chinese out. Nothing leaves the computer.
"use strict";

const WORDS = {
    proven: "属实：这个文件在下面的时间已经存证，存证以后没有改动。",
    partial: "存证属实，还没有比对文件：请在第三步选原来的文件。",
    refused: "不能采信：下面至少有一环对不上。",
};
const LINKS = {
    file: ["文件的两种摘要都和存证记录一致", "文件和存证记录不一致：不是同一个文件，或者改动过", "没有选文件，没有比对"],
    tree: ["存证记录在总账里", "存证记录不在总账里", ""],
    log: ["总账由可信的存证平台签署", "总账不是可信的存证平台签署的", ""],
    witnesses: ["见证方联署够数", "见证方联署不够", ""],
};

const at = id => document.getElementById(id);

async function proofText() {
    const typed = at("codes").value.trim();
    if (typed) return typed;
    const file = at("proof").files[0];
    if (!file) throw new Error("请先选证明，或者贴上两个码的文字。");
    const data = new Uint8Array(await file.arrayBuffer());
    if (file.type.startsWith("image/")) return (await codesIn(file)).join("\n");
    return new TextDecoder().decode(data);
}

async function codesIn(file) {
    if (typeof BarcodeDetector === "undefined") throw new Error("这个浏览器不会读二维码：请用手机扫两个码，把文字贴到上面。");
    const found = await new BarcodeDetector({formats: ["qr_code"]}).detect(await createImageBitmap(file));
    return found.map(one => one.rawValue);
}

function line(parent, text, kind) {
    const item = document.createElement("li");
    item.textContent = text;
    item.className = kind;
    parent.append(item);
}

async function check() {
    const answer = at("answer");
    answer.replaceChildren();
    try {
        const trust = at("trust").files[0];
        if (!trust) throw new Error("请先选信任文件：从法院、公证处或存证平台取得的 trust.json。");
        const file = at("file").files[0];
        const data = file ? new Uint8Array(await file.arrayBuffer()) : null;
        const found = await verify(await proofText(), await trust.text(), data);
        at("standing").textContent = WORDS[found.standing];
        at("standing").className = found.standing;
        line(answer, `存证编码 ${found.code.replace(/(.{4})(?=.)/g, "$1 ")}`, "");
        line(answer, `存证时间 ${new Date(found.at).toLocaleString("zh-CN", {timeZone: "Asia/Shanghai"})}（存证平台的时钟）`, "");
        for (const [name, holds] of Object.entries(found.links)) {
            const words = LINKS[name][holds === null ? 2 : holds ? 0 : 1];
            line(answer, `${holds === null ? "－" : holds ? "√" : "×"} ${words}`, holds === false ? "bad" : "good");
        }
    } catch (error) {
        at("standing").textContent = error instanceof Refused || error instanceof SyntaxError ? "证明残缺或者损坏，不能核验。" : error.message;
        at("standing").className = "refused";
    }
}

at("check").addEventListener("click", check);
