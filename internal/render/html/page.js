// Pointing at a mark or a note shows all that belongs to it. The page reads as
// well without: each trigger and cue is a link to its note, and each note back.
(() => {
  let on = [];
  const clear = () => { for (const x of on) x.classList.remove("on"); on = []; };
  const show = (event) => {
    const at = event.target.closest && event.target.closest("[data-n]");
    clear();
    if (!at) return;
    const article = at.closest("article");
    for (const id of at.dataset.n.split(" ")) {
      for (const x of article.querySelectorAll('[data-n~="' + id + '"]')) { x.classList.add("on"); on.push(x); }
    }
  };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
})();
