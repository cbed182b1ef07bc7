// The token against forged requests, of the page or of the cookie where that is open to scripts.
function cookie(name) {
  const row = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
  return row ? decodeURIComponent(row.slice(name.length + 1)) : "";
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content || cookie("csrftoken");
}
