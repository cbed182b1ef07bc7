// Rows chosen for a batch act: the count is told, and the acts come alive with the first row.
function update(form) {
  const chosen = form.querySelectorAll("[data-pl-choose]:checked").length;
  const all = form.querySelectorAll("[data-pl-choose]").length;
  form.querySelectorAll("[data-pl-chosen]").forEach((place) => (place.textContent = String(chosen)));
  form.querySelectorAll("[data-pl-batch]").forEach((act) => act.setAttribute("aria-disabled", String(chosen === 0)));
  const head = form.querySelector("[data-pl-choose-all]");
  if (!head) return;
  head.checked = chosen > 0 && chosen === all;
  head.indeterminate = chosen > 0 && chosen < all;
}

document.addEventListener("change", (event) => {
  if (!(event.target instanceof Element)) return;
  const form = event.target.closest("[data-pl-selection]");
  if (!form || !event.target.matches("[data-pl-choose], [data-pl-choose-all]")) return;
  if (event.target.matches("[data-pl-choose-all]")) {
    form.querySelectorAll("[data-pl-choose]").forEach((box) => (box.checked = event.target.checked));
  }
  update(form);
});

document.addEventListener("click", (event) => {
  const act = event.target instanceof Element ? event.target.closest('[aria-disabled="true"]') : null;
  if (act) event.preventDefault();
});
