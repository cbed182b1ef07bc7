"""An officer's phone in the street: a Chromium of its own with a pretended camera, which can be closed and opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.builders import chromium
from tests.builders.signing_in import signed_in

PIN = "河边路 4839"
CAMERA = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)


OVERHEARD = """
const made = new Map(), real = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = function (how, key, bytes) {
  const place = how.additionalData ? new TextDecoder().decode(how.additionalData) : "";
  const known = /^([0-9a-f]{32}):(\\d+)$/.exec(place);
  if (known) made.set(known[1], [...(made.get(known[1]) ?? []), bytes.slice(0)]);
  return real.call(this, how, key, bytes);
};
window.captured = async (kept) => {
  const found = {};
  for (const [id, parts] of made) {
    if (kept && !(id in kept)) continue;
    const bytes = await new Blob(kept ? parts.slice(0, kept[id]) : parts).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    found[id] = [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
  }
  return found;
};
"""
"""Hears what is encrypted, piece by piece, so that what arrives is compared with what the camera gave."""


FONTS = """
(async () => {
  const words = await (await fetch(location.href)).text();
  const shown = document.createElement("p");
  shown.textContent = words + "粮油加工机械长青食品和顺建材仓库价格行为安全生产检查有限公司虚构单位年度计划〔〕号";
  document.body.append(shown, Object.assign(shown.cloneNode(true), { className: "pf-wrong" }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
  await document.fonts.ready;
  for (const one of document.querySelectorAll("body > p:not(#pf-bar)")) one.remove();
})()
"""
"""A phone has Chinese letters of its own; this machine may have none: the page's come while there is a network."""


@dataclass(slots=True)
class Phone:
    """The browser, where it keeps what it keeps, and the page that is open."""

    context: BrowserContext
    page: Page
    server: str
    said: list[str] = field(default_factory=list)

    def sign_in(self, username: str) -> None:
        """The officer signs in at the desk."""
        cookie = signed_in(username).cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.server}])

    def network(self, there: bool) -> None:
        """The network goes and comes back."""
        self.context.set_offline(not there)

    def clock(self, now: int) -> None:
        """The phone's clock says this instant (µs) and runs on; before the page is opened."""
        self.page.clock.install(time=now / 1_000_000)

    def later(self, by: str) -> None:
        """So much time goes by."""
        self.page.clock.fast_forward(by)

    def open(self) -> None:
        """The phone page; without network it comes from the worker."""
        self.page.goto(f"{self.server}/field/phone/")
        self.page.locator("main[data-ready=yes]").wait_for()

    def prepare(self, pin: str = PIN) -> None:
        """What is needed comes to the phone, under the PIN; the worker has the page by then."""
        self.page.get_by_label("设定 PIN 码").fill(pin)
        self.page.get_by_label("再输入一次").fill(pin)
        self.page.get_by_role("button", name="准备", exact=True).click()
        self.heading("现场")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.evaluate(FONTS)

    def unlock(self) -> None:
        """The PIN opens what is kept."""
        self.page.get_by_label("PIN 码").fill(PIN)
        self.page.get_by_role("button", name="解锁", exact=True).click()
        self.heading("现场")

    def heading(self, text: str) -> None:
        """The screen of that title is there."""
        expect(self.page.locator("h1")).to_have_text(text)

    def press(self, name: str) -> None:
        """A button by its words."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def begin(self, kind: str, cause: str, party: str) -> None:
        """A visit without a plan."""
        self.press(kind)
        self.page.get_by_label("案由").fill(cause)
        self.page.get_by_label("当事人", exact=True).fill(party)
        self.press("开始")
        self.heading("到场人员")

    def choose(self, field_name: str, text: str) -> None:
        """An answer of a field of the pack, by its words."""
        self.page.locator(f"fieldset[data-field={field_name}]").get_by_text(text, exact=True).click()

    def photograph(self, count: int = 1) -> None:
        """Pictures of what the camera sees, in the step that is open."""
        if not self.page.locator("video").count():
            self.press("相机")
        there = self.page.locator("li[data-role=photo]").count()
        for one in range(count):
            self.press("拍照")
            expect(self.page.locator("li[data-role=photo]")).to_have_count(there + one + 1)

    def film(self) -> None:
        """A film of a second or two; it has been kept when the first piece was told of."""
        if not self.page.locator("video").count():
            self.press("相机")
        self.press("开始录像")
        self.page.get_by_text("录制中").wait_for()
        self.press("停止录像")
        self.page.locator("li[data-role=film]").first.wait_for()

    def sign(self) -> None:
        """A signature with a finger."""
        self.press("签名")
        canvas = self.page.locator("canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] + 40, box["y"] + 60)
        mouse.down()
        mouse.move(box["x"] + 160, box["y"] + 100, steps=4)
        mouse.up()
        self.press("保存")
        self.page.locator("li[data-role=signature]").wait_for()

    def question(self, name: str, language: str, interpreter: str) -> None:
        """A record of questions, in this language, with this interpreter; blanks are no language."""
        self.press("笔录")
        for label, text in (("被询问人", name), ("翻译人员（不需要的留空）", interpreter)):
            self.page.get_by_label(label).fill(text)
        self.page.get_by_label("问答内容").fill("问：货架是否固定？答：已固定。")
        spoken = self.page.get_by_label("使用语言")
        spoken.fill("  ")
        self.press("保存")
        expect(spoken).to_have_value("")
        spoken.fill(language)
        self.press("保存")
        self.page.locator("li[data-role=interview]").wait_for()

    def captured(self, kept: dict[str, int] | None = None) -> dict[str, str]:
        """SHA-256 of everything captured since the page was opened, by the ids it has on the phone.

        `kept`: how many pieces of what the phone kept, where it could not keep all.
        """
        found: dict[str, str] = self.page.evaluate("(kept) => window.captured(kept)", kept)
        return found

    def confirm(self, pin: str) -> None:
        """The colleague confirms what both did, with an own PIN."""
        self.heading("核对")
        self.page.get_by_label("的现场 PIN 码").fill(pin)
        self.press("确认")
        self.page.locator("[data-confirmed]").wait_for()

    def end(self) -> None:
        """The visit is over."""
        self.heading("核对")
        self.press("结束现场办理")
        self.heading("现场")


@contextmanager
def phone(browser: Browser, server: str, folder: Path, *, network: bool = True) -> Iterator[Phone]:
    """A phone; opened again with the same folder it has what it kept."""
    program = chromium.program()
    assert program is not None
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=program,
        args=[*chromium.FLAGS, *CAMERA],
        env=dict(chromium.environment()),
        viewport={"width": chromium.PHONE[0], "height": chromium.PHONE[1]},
        has_touch=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["camera", "microphone"],
        reduced_motion="reduce",
        offline=not network,
    )
    context.add_init_script(OVERHEARD)
    page = context.pages[0] if context.pages else context.new_page()
    page.set_default_timeout(chromium.PATIENCE)
    made = Phone(context, page, server, chromium.watch(page))
    try:
        yield made
    finally:
        context.close()
