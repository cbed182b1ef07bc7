// What every page loads. Pages work without it; it saves the clerk a reload and a reach for the mouse.
// Styles hide what a script can unfold only where one runs.
import "./running.js";
import "./exchange.js";
import "./focus.js";
import "./keyboard.js";
import "./opening.js";
import "./menu.js";
import "./selection.js";
import "./draft.js";
import "./upload.js";
import "./playing.js";
import "./insert.js";
import "./exam.js";
