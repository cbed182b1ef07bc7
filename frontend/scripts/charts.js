// Charts of pages, drawn as SVG. Values come from the place itself: a part that HTMX brings holds no script, not even one
// of data. The table under the chart holds the same values for whoever cannot see it. No tooltip of HTML: it would need inline styles.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, SVGRenderer]);

const INK = "#1b2733";
const QUIET = "#4a5765";
const FONT = '"Noto Sans SC Variable", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
// Second and third series differ by line and marker, not by colour alone.
const LINES = [
  { color: "#174a86", type: "solid", symbol: "circle" },
  { color: "#4a5765", type: "dashed", symbol: "rect" },
  { color: "#4b6d8f", type: "dotted", symbol: "triangle" },
];

// Which line's label is lifted: where two end at much the same number, one would lie on the other.
function liftedOf(chart) {
  const [one, other] = chart.series.map((row) => row.values.at(-1));
  const most = Math.max(1, ...chart.series.flatMap((row) => row.values));
  return other === undefined || Math.abs(one - other) > most / 10 ? -1 : Number(other > one);
}

function lines(chart) {
  const lifted = liftedOf(chart);
  return {
    grid: { left: 34, right: 78, top: 14, bottom: 26 },
    xAxis: { type: "category", data: chart.names, boundaryGap: false, axisLabel: { color: QUIET, showMaxLabel: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: QUIET } } },
    yAxis: { type: "value", min: 0, splitNumber: 4, axisLabel: { color: QUIET, formatter: (value) => value.toLocaleString("en-US") }, splitLine: { lineStyle: { color: "#e8ecf0" } } },
    series: chart.series.map((row, place) => ({
      type: "line",
      name: row.name,
      data: row.values,
      symbol: LINES[place].symbol,
      symbolSize: 6,
      showAllSymbol: true,
      lineStyle: { color: LINES[place].color, type: LINES[place].type, width: 2 },
      itemStyle: { color: LINES[place].color },
      endLabel: { show: true, formatter: ({ dataIndex }) => `${row.name} ${row.told[dataIndex]}`, color: LINES[place].color, fontWeight: 700, fontSize: 12, offset: [0, place === lifted ? -14 : 0] },
    })),
  };
}

function bars(chart) {
  const across = chart.kind === "bars_across";
  const names = { type: "category", data: chart.names, inverse: across, axisTick: { show: false }, axisLine: { show: !across, lineStyle: { color: QUIET } }, axisLabel: { color: INK, fontSize: 13, interval: 0 } };
  const values = { type: "value", min: 0, show: false };
  return {
    grid: across
      ? { left: 12 + 13 * Math.max(...chart.names.map((name) => name.length)), right: 40, top: 4, bottom: 4 }
      : { left: 8, right: 8, top: 22, bottom: 26 },
    xAxis: across ? values : names,
    yAxis: across ? names : values,
    series: chart.series.map((row) => ({
      type: "bar",
      name: row.name,
      barMaxWidth: across ? 14 : 20,
      data: row.values.map((value, place) => ({
        value,
        itemStyle: { color: chart.chosen === null ? "#4b6d8f" : place === chart.chosen ? "#174a86" : "#7491b0" },
      })),
      label: { show: true, position: across ? "right" : "top", color: INK, fontSize: 13, formatter: ({ dataIndex }) => row.told[dataIndex] },
    })),
  };
}

function draw(place) {
  const chart = JSON.parse(place.dataset.plChart);
  const drawn = init(place, null, { renderer: "svg" });
  drawn.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...(chart.kind === "lines" ? lines(chart) : bars(chart)) });
  drawn.on("click", ({ dataIndex }) => {
    if (chart.links[dataIndex]) location.assign(chart.links[dataIndex]);
  });
  new ResizeObserver(() => drawn.resize()).observe(place);
}

function drawAll(region) {
  region.querySelectorAll("[data-pl-chart]:not([data-drawn])").forEach((place) => {
    place.setAttribute("data-drawn", "");
    draw(place);
  });
}

drawAll(document);
document.addEventListener("htmx:afterSettle", (event) => drawAll(event.detail.elt));
