"""The document camera: a page is found, straightened, shown, and kept or taken again."""

from __future__ import annotations

from devices.document_camera.driver import CapturedPage, DocumentScanner, ScanView
from kiosk.visit.screens.base import Screen, View


class Scan(Screen):
    """One material after another; several pages each."""

    id = "scan"
    step = "evidence"

    def enter(self) -> None:
        """Start the camera."""
        self.index = 0
        self.captured: CapturedPage | None = None
        self.asked = False
        self.seen: ScanView | None = None
        self.scanner: DocumentScanner | None = self.flow.hardware.scanner()
        self._show_thumbnails()

    def leave(self) -> None:
        """The camera goes off."""
        if self.scanner:
            self.scanner.stop()
        self.flow.hardware.camera_off()
        for name in [
            key for key in self.flow.frames if key in ("document", "captured") or key.startswith("page-")
        ]:
            del self.flow.frames[name]

    @property
    def materials(self) -> list[View]:
        """Those that want a scan, required ones first."""
        return self.flow.journey_now.scans_wanted()

    @property
    def material(self) -> View:
        """The one on the screen."""
        return self.materials[min(self.index, len(self.materials) - 1)]

    def view(self) -> View:
        """The material, what the camera sees, and the pages kept."""
        pages = self.flow.journey_now.scans.pages(self.material["id"])
        seen = self.seen
        return {
            "material": self.material, "index": self.index, "count": len(self.materials), "phase": self._phase(),
            "pageFound": bool(seen and seen.page_found), "corners": bool(seen and seen.corners),
            "sharp": bool(seen and seen.sharp), "glareFree": bool(seen and seen.glare_free),
            "quad": list(seen.quad) if seen and seen.quad else [],
            "pages": [{"id": page.id, "label": str(number)} for number, page in enumerate(pages, 1)],
            "canContinue": bool(pages) or not self.material["required"],
        }  # fmt: skip

    def _phase(self) -> str:
        if self.captured is not None:
            return "captured"
        return "down" if self.scanner is None or not self.scanner.health().usable else "live"

    def tick(self) -> None:
        """Take the newest picture, and the page when it has been made."""
        if self.scanner is None or self.captured is not None:
            return
        seen = self.scanner.poll()
        if seen is not None and (self.seen is None or seen.seq != self.seen.seq):
            self.seen = seen
            self.flow.show_frame("document", seen.preview_jpeg)
        if not self.scanner.health().usable:
            self.asked = False
        if self.asked:
            page = self.scanner.captured()
            if page is not None:
                self.asked, self.captured = False, page
                self.flow.show_frame("captured", page.jpeg)

    def do_capture(self) -> None:
        """Take the page that is found."""
        full = self.flow.journey_now.scans.full
        if self.scanner and self.captured is None and not self.asked and not full:
            self.asked = self.scanner.capture()

    def do_retake(self) -> None:
        """Not good: look again."""
        self.captured = None
        self.flow.frames.pop("captured", None)

    def do_keep(self) -> None:
        """Legible: keep it."""
        if self.captured is not None:
            page = self.flow.journey_now.keep_page(self.material["id"], self.captured)
            self.flow.show_frame(f"page-{page.id}", page.jpeg)
            self.do_retake()

    def do_delete(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Drop a kept page."""
        self.flow.journey_now.drop_page(id)
        self.flow.frames.pop(f"page-{id}", None)

    def do_done(self) -> None:
        """This material is complete: the next one, or the summary."""
        if self.view()["canContinue"]:
            self._next()

    def do_skip(self) -> None:
        """Without it: allowed for what is not required, and when the camera is down (bring it to the window)."""
        if not self.material["required"] or self._phase() == "down":
            self._next()

    def _next(self) -> None:
        self.do_retake()
        if self.index + 1 < len(self.materials):
            self.index += 1
        else:
            self.flow.go("summary")

    def back(self) -> None:
        """The material before, or the interview."""
        self.do_retake()
        if self.index:
            self.index -= 1
        else:
            self.flow.go_back()

    def _show_thumbnails(self) -> None:
        for page in self.flow.journey_now.scans.all():
            self.flow.show_frame(f"page-{page.id}", page.jpeg)
