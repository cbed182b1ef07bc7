// The menu and the search of the phone, the tail of the menu under «more», the step diagram that unfolds.
function toggle(button) {
  const target = document.getElementById(button.getAttribute("aria-controls"));
  if (!target) return;
  const open = target.toggleAttribute("data-open");
  button.setAttribute("aria-expanded", String(open));
  if (open) target.querySelector("input, a")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-pl-toggle]") : null;
  if (!button) return;
  event.preventDefault();
  toggle(button);
});

// Items that do not fit go into «more»; the current one stays in sight.
function fold(menu) {
  const list = menu.querySelector(":scope > ul");
  const more = menu.querySelector(".pl-menu-more");
  if (!list || !more) return;
  const tail = more.querySelector("ul");
  list.append(...tail.children);
  more.hidden = true;
  if (matchMedia("(max-width: 699px)").matches || list.scrollWidth <= menu.clientWidth) return;
  more.hidden = false;
  while (list.children.length > 1 && list.scrollWidth + more.offsetWidth > menu.clientWidth) {
    const last = [...list.children].reverse().find((item) => !item.querySelector("[aria-current]"));
    if (!last) return;
    tail.prepend(last);
  }
}

addEventListener("DOMContentLoaded", () => {
  const menu = document.querySelector("[data-pl-menu]");
  if (!menu) return;
  fold(menu);
  document.fonts?.ready.then(() => fold(menu)); // widths change when the type arrives
  addEventListener("resize", () => fold(menu));
});
