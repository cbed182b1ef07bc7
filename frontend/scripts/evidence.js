// What the form of an act loads to take large evidence: sending in parts, and recording.
import "./uploads.js";
import "./record_now.js";
