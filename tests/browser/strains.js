// What a window of an unusual size, a keyboard or paper would show to be wrong with the screen that stands there.
// Evaluates to an object of functions; each gives a list of sentences, empty where all is well.
(() => {
  const told = (element) => {
    const name = element.getAttribute("aria-label") || element.textContent || "";
    const kind = element.tagName.toLowerCase() + (element.className?.split ? `.${element.className.split(" ").join(".")}` : "");
    return `<${kind.slice(0, 60)}> “${name.trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  };
  const seen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest(".visually-hidden, [data-visually-hidden], .skip");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  // Pictures and maps lay out their words themselves.
  const drawn = (element) => element.closest("svg, canvas, .leaflet-container, [aria-hidden=true]");
  const tiny = (element) => element.clientWidth <= 1 || element.clientHeight <= 1;
  const rectsOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
  };
  const texts = (within) => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const owner = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && seen(owner) && !drawn(owner)) found.push(walker.currentNode);
    }
    return found;
  };
  // Within a box that scrolls or cuts, only the part that is inside of it is there.
  const shownRects = (node) => {
    let rects = rectsOf(node);
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const edge = box.getBoundingClientRect();
      rects = rects.filter((r) => r.right > edge.left + 1 && r.left < edge.right - 1 && r.bottom > edge.top + 1 && r.top < edge.bottom - 1);
    }
    return rects;
  };

  const wide = () => {
    const more = document.documentElement.scrollWidth - innerWidth;
    if (more <= 0) return [];
    const outside = all("body *").filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !drawn(e));
    return [`the page is ${more} px wider than the window: ${outside.slice(-2).map(told).join(", ")}`];
  };

  const cut = () =>
    all("body *").flatMap((e) => {
      if (drawn(e) || tiny(e) || e.matches("input, textarea, select")) return [];
      const style = getComputedStyle(e);
      const hides = (how) => how === "hidden" || how === "clip";
      if (!hides(style.overflowX) && !hides(style.overflowY)) return [];
      const edge = e.getBoundingClientRect();
      const beyond = (rect) =>
        (hides(style.overflowX) && (rect.left < edge.left - 1 || rect.right > edge.right + 1)) ||
        (hides(style.overflowY) && (rect.top < edge.top - 2 || rect.bottom > edge.bottom + 2));
      return texts(e).some((node) => rectsOf(node).some(beyond)) ? [`${told(e)} is cut`] : [];
    });

  const unreachable = () =>
    all("body *").flatMap((e) => {
      if (drawn(e) || tiny(e) || e.matches("textarea, select, html, body")) return [];
      const style = getComputedStyle(e);
      const scrolls = (how) => how === "auto" || how === "scroll";
      const across = scrolls(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
      const down = scrolls(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
      if (!across && !down) return [];
      return e.tabIndex >= 0 || e.querySelector("a[href], button, input, [tabindex='0']") ? [] : [`${told(e)} scrolls, and no key gets there`];
    });

  const overlaps = () => {
    const floats = (node) => {
      for (let box = node.parentElement; box; box = box.parentElement) {
        if (["fixed", "sticky"].includes(getComputedStyle(box).position)) return true;
      }
      return false;
    };
    const boxes = texts(document.body)
      .filter((node) => !floats(node))
      .flatMap((node) => shownRects(node).map((rect) => ({ node, rect })))
      .sort((a, b) => a.rect.top - b.rect.top);
    const found = [];
    for (let i = 0; i < boxes.length; i += 1) {
      for (let j = i + 1; j < boxes.length && boxes[j].rect.top < boxes[i].rect.bottom; j += 1) {
        const [a, b] = [boxes[i], boxes[j]];
        if (a.node === b.node) continue;
        const across = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
        const down = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
        // Line boxes are taller than letters.
        if (across > 2 && down > Math.min(a.rect.height, b.rect.height) * 0.4) {
          found.push(`“${a.node.data.trim().slice(0, 30)}” and “${b.node.data.trim().slice(0, 30)}” lie over each other`);
        }
      }
    }
    return found;
  };

  const focusable = () =>
    all("a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex='0']").filter((e) => e.tabIndex >= 0);

  const covered = () => {
    const before = document.activeElement;
    const found = [];
    for (const backwards of [false, true]) {
      const list = focusable();
      for (const element of backwards ? list.reverse() : list) {
        element.focus();
        const box = element.getBoundingClientRect();
        if (!box.width || !box.height || element.closest(".leaflet-container")) continue;
        // What is higher than the window need only begin in it.
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
        const hits = [0.2, 0.5, 0.8].map((part) => document.elementFromPoint(x, top + (bottom - top) * part));
        const label = element.labels?.[0];
        const own = (hit) => hit && (element.contains(hit) || hit.contains(element) || label?.contains(hit) || hit.parentElement?.contains(element));
        if (bottom <= top || !hits.some(own)) {
          found.push(`${told(element)} has the focus below ${hits[1] ? told(hits[1]) : "nothing: it is outside of the window"}`);
        }
      }
    }
    before?.focus?.();
    scrollTo(0, 0);
    return [...new Set(found)];
  };

  // Letters in each full line of what runs over several lines.
  const long = (most) =>
    all("main p, main li, main dd, main blockquote, [role=dialog] p").flatMap((e) => {
      if (drawn(e)) return [];
      const lines = new Map();
      for (const node of texts(e)) {
        if (node.parentElement.closest("p, li, dd, blockquote") !== e) continue;
        const range = document.createRange();
        for (const word of node.data.matchAll(/\S+\s*/g)) {
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].trimEnd().length);
          const at = range.getBoundingClientRect();
          const line = Math.round(at.bottom / 6);
          const near = [line, line - 1, line + 1].find((n) => lines.has(n)) ?? line;
          lines.set(near, (lines.get(near) ?? 0) + word[0].length);
        }
      }
      const counts = [...lines.values()];
      const longest = Math.max(0, ...counts);
      return longest > most ? [`${told(e)} has ${longest} letters in a line`] : [];
    });

  const moving = () => [
    ...document.getAnimations().filter((a) => Number(a.effect?.getComputedTiming().duration) > 1).map((a) => `${told(a.effect.target)} moves`),
    ...all("body *").flatMap((e) => {
      const style = getComputedStyle(e);
      const slow = `${style.transitionDuration},${style.animationDuration}`.split(",").some((d) => Number.parseFloat(d) * (d.trim().endsWith("ms") ? 1 : 1000) > 1);
      return slow ? [`${told(e)} would move`] : [];
    }),
  ];

  const stretched = (most) =>
    all("main input:not([type=checkbox], [type=radio]), main textarea, main button, main select").flatMap((e) => {
      const { width } = e.getBoundingClientRect();
      return width > most ? [`${told(e)} is ${Math.round(width)} px wide`] : [];
    });

  const printed = () => {
    const light = (colour) => {
      const [r, g, b, alpha] = colour.match(/[\d.]+/g).map(Number);
      return alpha === 0 ? null : (r * 299 + g * 587 + b * 114) / 1000;
    };
    return [
      ...all("header, nav, button, input, select, textarea, [role=button], [role=radiogroup], [role=menu]").map((e) => `${told(e)} is printed`),
      ...[document.documentElement, document.body, ...all("main, main *")].flatMap((e) => {
        if (drawn(e) || e.matches("iframe")) return [];
        const style = getComputedStyle(e);
        const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        const [back, ink] = [light(style.backgroundColor), light(style.color)];
        return [
          ...(back !== null && back < 200 && texts(e).length ? [`${told(e)} is printed on dark (${style.backgroundColor})`] : []),
          ...(own && ink !== null && ink > 150 && (back === null || back > 200) ? [`${told(e)} is printed pale (${style.color})`] : []),
        ];
      }),
      ...all("main *").flatMap((e) => {
        if (drawn(e) || tiny(e)) return [];
        const how = getComputedStyle(e).overflowX;
        return how !== "visible" && e.scrollWidth > e.clientWidth + 1 && texts(e).length ? [`${told(e)} is cut on paper: ${e.scrollWidth} of ${e.clientWidth} px`] : [];
      }),
      ...wide(),
    ];
  };

  return { wide, cut, unreachable, overlaps, covered, long, moving, stretched, printed };
})()
