"""Many cheap visits under a real keeper: each holds a made-up person wherever a real one is held, and dies its own death.

The person's words begin with `MARK`, which stands in the visit's program only; the keeper learns the program's path. So
whatever is found of it in the keeper's memory, in its folder or beside it came out of a visit.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
MARK = "金丝雀" + "甲乙丙丁"
DEATHS = ("ended", "crash", "oom", "hang up", "mid-commit", "mid-stream")
VISIT = r"""
import ctypes, os, resource, selectors, signal, sys, time, uuid
from pathlib import Path
from kiosk.keeper.confine import confine
from kiosk.keeper.link import Link

confine()
link = Link.from_fd(int(sys.argv[sys.argv.index("--link-fd") + 1]))
link.send("ready")
waiting = selectors.DefaultSelector()
waiting.register(link, selectors.EVENT_READ)

def heard(kind):
    while True:
        waiting.select(1.0)
        link.send("alive")
        for message in link.receive():
            if message["kind"] == kind:
                return message

heard("show")
number = len(list(Path(os.environ["VISITS"]).iterdir()))
(Path(os.environ["VISITS"]) / str(os.getpid())).touch()
death = os.environ["DEATHS"].split(",")[number % len(os.environ["DEATHS"].split(","))]
name = bytes.fromhex(os.environ["MARKED"]).decode() + str(number)
# where a real visit holds its person: words, the keyboard's memory, clipboard, sound, pictures, spool, web profile
held = [name, name.encode("utf-16-le"), (name * 50).encode(), bytearray(name.encode() * 4000)]
home = Path(os.environ["HOME"])
for place in (".cache/thumbnails/normal/a.png", "speech.wav", "camera/frame.rgb", "spool/d0001-001", "web/Cookies",
              "clipboard", "qtvirtualkeyboard/user.dict", f"tmp-{name}.txt"):
    path = home / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode() * 20)
from kiosk.keeper.pipe import wide_pipe
from tests.kiosk.keeper.parts import commit, feed, piped
code = "".join("23456789ABCDEFGHJKMNPQRSTUVWXYZ"[b % 31] for b in uuid.uuid4().bytes[:6])
message = commit(home, code=code, texts=(name, name * 100))
files = [Path(blob["path"]) for blob in message["blobs"]]
if number % 2 or death == "mid-stream":  # a large filing goes through a pipe
    reading, writing = wide_pipe()
    link.send("take_in", pipe=reading, request_id="s", sizes=[file.stat().st_size for file in files])
    os.close(reading)
    if death == "mid-stream":
        os.write(writing, files[0].read_bytes()[:-1])
        os.kill(os.getpid(), signal.SIGKILL)
    feed(writing, files)
    heard("taken_in")
    message = piped(message)
link.send(**message)
if death != "mid-commit":
    heard("committed")
    link.send("lookup", code=message["record"]["code"])
if death == "ended":
    link.send("ended", reason="finished")
elif death == "crash":
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)
    ctypes.string_at(0)
elif death == "oom":
    held.append(bytearray(name.encode() * 100000))
    os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does
elif death == "hang up":
    os._exit(1)
elif death == "mid-commit":
    os.kill(os.getpid(), signal.SIGKILL)
time.sleep(600)
"""
KEEPER = r"""
import logging, os, sys, time
from pathlib import Path
from tests.kiosk.keeper.parts import FarEnd, House
from tests.kiosk.keeper import parts

folder, program, wanted = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
logging.basicConfig(level=logging.INFO, filename=folder / "keeper.log")
parts.RELAY = "import runpy; runpy.run_path(%r, run_name='__main__')" % str(program)
far = FarEnd("away")
house = House(folder, far, far.probe)
visits = Path(os.environ["VISITS"])
while True:
    house.keeper.step()
    if len(list(visits.iterdir())) > wanted:
        break
    time.sleep(0.002)
for _ in range(20):
    house.keeper.step()
    time.sleep(0.01)
house.vault.tidy()
needed = house.cache.outbox.referenced() | {ref.digest for refs in house.vault._streamed.values() for ref in refs}
assert {path.name for path in (folder / "cache" / "blobs").iterdir()} <= needed, "what broke off was swept"
sys.stdout.write("done %d\n" % len(house.cache.outbox.pending()))
sys.stdout.flush()
while sys.stdin.readline().strip() != "end":
    pass
"""


def kept(folder: Path, program: Path, wanted: int) -> subprocess.Popen[str]:
    """A keeper process that goes through that many visits, then waits to be looked at."""
    program.write_text(VISIT, encoding="utf-8")
    visits = program.parent / "visits"
    visits.mkdir()
    environment = {
        "PYTHONPATH": str(ROOT), "VISITS": str(visits), "DEATHS": ",".join(DEATHS), "MARKED": MARK.encode().hex(),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder), str(program), str(wanted)],
        cwd=folder, env=os.environ | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
