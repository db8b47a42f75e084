/* What the themes leave out for people without a mouse or a screen: a key reaches what
   scrolls sideways, a dialog has a name, and no two landmarks share one. */
(() => {
  const SCROLLS = ".md-typeset__scrollwrap, .math, .tabbed-labels, .md-typeset pre > code";
  const reach = () => {
    for (const part of document.querySelectorAll(SCROLLS)) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
    document.querySelectorAll(".md-code__nav").forEach((nav, place) => {
      nav.setAttribute("aria-label", `Code block ${place + 1}`);
    });
  };
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");
  for (const nav of document.querySelectorAll(".md-nav .md-nav[aria-labelledby]")) {
    // The label that names it may be hidden, and then it has no name.
    const link = nav.parentElement.querySelector(".md-nav__link");
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", link?.textContent.trim().replace(/\s+/g, " ") || "Contents");
  }
  // Tables get their frame, and folded parts their width, after the page has loaded.
  let waiting;
  const soon = () => {
    waiting ||= requestAnimationFrame(() => { waiting = 0; reach(); });
  };
  new ResizeObserver(soon).observe(document.body);
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("toggle", soon, true);
})();
