// HTMX under a policy without inline code: nothing evaluated, no style or script from an answer, no other host.
import htmx from "htmx.org";
import { csrfToken } from "./token.js";

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages with personal data do not stay in the browser's storage
  scrollBehavior: "auto",
  // A refusal (403), a conflict (409) and a form with errors (422) are answers to be shown like any other.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "(403|409|422)", swap: true, error: false },
    { code: "...", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

// No answer, or one that cannot be shown: say what was kept; the sentence stands in the page, in its language.
function tellFailure() {
  const notice = document.getElementById("pl-no-answer");
  if (!notice) return;
  notice.hidden = false;
  notice.focus();
}
document.addEventListener("htmx:sendError", tellFailure);
document.addEventListener("htmx:responseError", tellFailure);
document.addEventListener("htmx:beforeRequest", () => {
  const notice = document.getElementById("pl-no-answer");
  if (notice) notice.hidden = true;
});
