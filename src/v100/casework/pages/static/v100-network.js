// Draws the ties that the table lists: the table is the source, so that the two cannot differ.
import cytoscape from "./vendor/cytoscape.js";

const COLOURS = { himself: "#5c2d91", man: "#1d70b8", report: "#505a5f", victim: "#b1508f", address: "#00703c", phone: "#b35900" };
const SHAPES = { himself: "star", man: "ellipse", report: "round-rectangle", victim: "triangle", address: "hexagon", phone: "diamond" };

const nodes = new Map();
const edges = [];
for (const row of document.querySelectorAll("#ties tbody tr")) {
  const both = [...row.querySelectorAll("[data-key]")].map((cell) => {
    const { key, kind } = cell.dataset;
    nodes.set(key, { data: { id: key, kind, label: cell.textContent.trim(), opens: cell.querySelector("a")?.href } });
    return key;
  });
  if (both.length === 2) edges.push({ data: { source: both[0], target: both[1] } });
}

if (edges.length) {
  const container = document.getElementById("network");
  container.hidden = false;
  document.getElementById("network-key").hidden = false;
  // Every node begins on a circle in the table's order, so that the drawing is the same each time.
  const placed = [...nodes.values()].map((node, place) => {
    const angle = (2 * Math.PI * place) / nodes.size;
    return { ...node, position: { x: 300 * Math.cos(angle), y: 300 * Math.sin(angle) } };
  });
  const drawing = cytoscape({
    container,
    elements: { nodes: placed, edges },
    userZoomingEnabled: false,
    userPanningEnabled: false,
    boxSelectionEnabled: false,
    layout: { name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, padding: 20 },
    style: [
      { selector: "edge", style: { width: 1.5, "line-color": "#b1b4b6" } },
      {
        selector: "node",
        style: {
          label: "data(label)",
          "background-color": (node) => COLOURS[node.data("kind")],
          shape: (node) => SHAPES[node.data("kind")],
          width: 22,
          height: 22,
          "font-family": "arial, sans-serif",
          "font-size": 12,
          color: "#0b0c0c",
          "text-valign": "bottom",
          "text-margin-y": 4,
          "text-wrap": "wrap",
          "text-max-width": 130,
        },
      },
      { selector: "node[kind = 'himself']", style: { width: 40, height: 40, "font-weight": "bold" } },
    ],
  });
  drawing.on("tap", "node[opens]", (event) => window.location.assign(event.target.data("opens")));
}
