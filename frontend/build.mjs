// Builds what the pages load: the sheets of desk and portal, the fonts, one script, the charts, what sends large files,
// and the icons as templates.
//
//     node frontend/build.mjs            all, into src/plumbline/site/static/build and templates/_icons
//
// File names carry a hash of their content, so browsers may keep them for ever; manifest.json says which is which.
// Third-party code comes from node_modules (package-lock.json) and is never committed.
import { build } from "esbuild";
import { gzipSync, brotliCompressSync, constants } from "node:zlib";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, "src/plumbline/site/static/build");
const icons = join(root, "src/plumbline/site/templates/_icons");
const tabler = join(root, "node_modules/@tabler/icons/icons/outline");

function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

async function bundles() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: {
      plumbline: "frontend/scripts/plumbline.js",
      charts: "frontend/scripts/charts.js",
      evidence: "frontend/scripts/evidence.js",
      hasher: "frontend/scripts/hasher.js",
      ballot: "frontend/scripts/ballot.js",
      pages: "frontend/styles/pages.css",
      public: "frontend/styles/public.css",
      fonts: "frontend/styles/fonts.css",
      mark: "frontend/mark.svg",
      field: "frontend/field/app.js",
      "field-style": "frontend/field/field.css",
      "field-worker": "frontend/field/worker.js",
    },
    outdir: out,
    bundle: true,
    minify: true,
    metafile: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    charset: "utf8",
    legalComments: "none",
    entryNames: "[name]-[hash]",
    assetNames: "fonts/[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "copy" },
    logLevel: "warning",
  });
  checkBundled(result.metafile.inputs);
  const entries = {};
  for (const [path, made] of Object.entries(result.metafile.outputs)) {
    if (made.entryPoint) entries[named(made.entryPoint)] = basename(path);
  }
  return entries;
}

// Packages without a licence to ship them may lie beside ours for Node, and are in no bundle.
function checkBundled(inputs) {
  const never = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).neverBundled);
  for (const name of never) {
    const found = Object.keys(inputs).find((path) => path.includes(`node_modules/${name}/`));
    if (found) throw new Error(`${found} must not be bundled (neverBundled in package.json)`);
  }
}

// «pages.css» for frontend/styles/pages.css: the name that templates use; the parts of the phone page say whose they are.
function named(entryPoint) {
  const own = { "frontend/field/app.js": "field.js", "frontend/field/worker.js": "field-worker.js" };
  return own[entryPoint] ?? basename(entryPoint);
}

// The server sends the smaller copy to whoever takes it; fonts are compressed already.
function compress() {
  for (const name of readdirSync(out)) {
    if (!/\.(css|js|svg)$/.test(name)) continue;
    const bytes = readFileSync(join(out, name));
    writeFileSync(join(out, name + ".gz"), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(out, name + ".br"), brotliCompressSync(bytes, { params }));
  }
}

// One template an icon. Strokes and sizes stand in the stylesheet, so the markup in a page stays short.
function drawIcons() {
  emptied(icons);
  for (const name of JSON.parse(readFileSync(join(here, "icons.json"), "utf8"))) {
    const drawing = readFileSync(join(tabler, name + ".svg"), "utf8");
    const inside = drawing.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    const lines = inside.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>").replace(/<path stroke="none"[^>]*>/, "");
    const head = '<svg class="pl-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">';
    writeFileSync(join(icons, name + ".svg"), `${head}${lines}</svg>`);
  }
}

// Whoever gets the built files gets the licences of what is in them.
function licences() {
  const packages = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const never = new Set(Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).neverBundled));
  const texts = [];
  for (const [path, told] of Object.entries(packages)) {
    if (!path || told.dev || told.optional || path.endsWith("/esbuild") || never.has(basename(path))) continue;
    const files = readdirSync(join(root, path)).filter((name) => /^(licen[cs]e|notice)(\.|$)/i.test(name)).sort();
    const text = files.map((name) => readFileSync(join(root, path, name), "utf8").trim()).join("\n\n");
    // A package without the text still names its licence and author.
    const author = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")).author ?? "";
    const by = author.name ?? author;
    texts.push(`${path.replace(/^.*node_modules\//, "")} ${told.version} (${told.license}) ${by}\n\n${text}\n`);
  }
  writeFileSync(join(out, "LICENCES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
}

emptied(out);
drawIcons();
licences();
const entries = await bundles();
compress();
// Last, because the setting up takes this file as the sign that all is there.
writeFileSync(join(out, "manifest.json"), JSON.stringify(entries, Object.keys(entries).sort(), 1) + "\n");
