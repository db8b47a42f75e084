/* The box that leads from a TF1 call or an error message to its page. Without this
   script there is none, and the tables of the home page are the list. */
(() => {
  const place = document.querySelector(".finder");
  if (!place) return;
  place.innerHTML = `<form role="search" aria-label="TF1 calls and error messages">
<label for="finder-input">Paste your TF1 call or error message</label>
<input id="finder-input" type="search" autocomplete="off" spellcheck="false" placeholder="tf.gradients(y, x, grad_ys=seed)">
<p role="status"></p>
<ol></ol>
</form>`;
  const box = place.firstElementChild;
  const input = box.querySelector("input");
  const list = box.querySelector("ol");
  const said = box.querySelector("[role=status]");
  const root = new URL("..", document.querySelector("script[src*='assets/finder.js']").src);
  const LIMIT = 7;
  let loading;

  /* Words of a question that say nothing of what is asked. */
  const EMPTY = new Set("a an and are do does how i in is it my of or the to what why with".split(" "));
  const words = (text) => text.toLowerCase().match(/[a-z0-9_]+/g) || [];
  const plain = (text) => words(text).join(" ");

  /* A word that leads to few pages says more than one that leads to many. */
  function prepare(entries) {
    const pages = new Map();
    for (const entry of entries) {
      entry.own = new Set(words((entry.tags || []).join(" ")));
      entry.names = new Set((entry.calls || []).flatMap((call) => words(call)));
      entry.others = new Set(words([entry.name || "", entry.title || "", ...(entry.words || [])].join(" ")));
      if (entry.message) entry.plain = plain(entry.message);
      entry.all = new Set([...entry.own, ...entry.names, ...entry.others, ...words(entry.message || "")]);
      for (const word of entry.all) pages.set(word, (pages.get(word) || 0) + 1);
    }
    return { entries, weight: (word) => Math.log(1 + entries.length / pages.get(word)) };
  }

  function score(entry, typed, text, weight) {
    let sum = 0;
    typed.forEach((word, place) => {
      if (entry.all.has(word)) {
        sum += weight(word) * (entry.own.has(word) ? 3 : entry.names.has(word) ? 2 : 1);
      } else if (place === typed.length - 1 && word.length > 1) {
        const begun = [...entry.all].filter((known) => known.startsWith(word));
        if (begun.length) sum += Math.max(...begun.map(weight)) / 2;
      }
    });
    if (entry.name === typed.join("_")) sum += 20;
    if (entry.plain && text.includes(entry.plain)) sum += 100;
    else if (typed.length > 2 && entry.plain?.includes(text)) sum += 20;
    return sum;
  }

  function show(found, typed) {
    list.replaceChildren(
      ...found.map(({ entry }) => {
        const link = document.createElement("a");
        link.href = new URL(entry.page, root);
        link.textContent = entry.title || entry.message;
        const item = document.createElement("li");
        const kind = document.createElement("span");
        kind.textContent = entry.message ? " error message" : ` ${entry.calls?.[0] || ""}`;
        item.append(link, kind);
        return item;
      }),
    );
    said.textContent = typed.length && !found.length
      ? "Nothing has this name. Try one word of it, or look below." : "";
  }

  async function find() {
    loading ||= fetch(new URL("assets/finder.json", root)).then((got) => got.json()).then(prepare);
    const { entries, weight } = await loading.catch(() => {
      loading = undefined;
      said.textContent = "The list of calls did not load. Reload the page, or use the tables of the home page.";
      return { entries: [] };
    });
    if (!entries.length) return;
    const typed = [...new Set(words(input.value))].filter((word) => !EMPTY.has(word));
    const text = plain(input.value);
    const found = entries
      .map((entry) => ({ entry, score: score(entry, typed, text, weight) }))
      .filter((one) => one.score > 0)
      .sort((a, b) => b.score - a.score || (b.entry.found_in || 0) - (a.entry.found_in || 0));
    show(found.filter((one) => one.score > found[0].score / 3).slice(0, LIMIT), typed);
  }

  input.addEventListener("input", find);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    find().then(() => list.querySelector("a")?.click());
  });
  // A page that is not there: what its address says is a first guess.
  if ("address" in place.dataset) {
    input.value = words(location.pathname.split("/").filter(Boolean).pop() || "").join(" ");
    find();
  }
})();
