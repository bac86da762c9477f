"""The script of the page of `try`: what is clicked is done without leaving the place one is at.

The page works without it, each click then being a new page.
"""

TRIAL = """
"use strict";
(() => {
  const notice = document.getElementById("notice");
  let last = Promise.resolve();

  const show = (text) => { notice.textContent = ""; notice.textContent = text; };

  // One after the other: each does what was on the page when it was clicked.
  const go = (url, options) => { last = last.then(() => load(url, options)); };

  async function load(url, options) {
    document.body.setAttribute("aria-busy", "true");
    const focused = document.activeElement ? document.activeElement.id : "";
    try {
      const answer = await fetch(url, options);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const all = fresh.getElementById("all");
      if (!all) throw new Error("no page");
      const field = all.querySelector("[autofocus]");
      if (field) field.removeAttribute("autofocus");
      document.getElementById("all").replaceWith(document.adoptNode(all));
      document.title = fresh.title;
      history.replaceState(null, "", answer.url);
      show(fresh.getElementById("notice").textContent);
      const wanted = field || document.getElementById(focused);
      if (wanted) wanted.focus({ preventScroll: !field });
      if (field && field.value) field.setSelectionRange(field.value.length, field.value.length);
    } catch {
      show("The Workspace does not answer: has oneonone try been ended?");
    } finally {
      document.body.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(event.target, event.submitter);
    go(event.target.action, { method: "POST", body: new URLSearchParams(data) });
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    if (link) {
      const here = link.origin === location.origin && link.target !== "_blank";
      if (here && !link.getAttribute("href").startsWith("#")) {
        event.preventDefault();
        go(link.href);
      }
      return;
    }
    if (event.target.closest("button, input, summary")) return;
    const line = event.target.closest(".edits, .line");
    const edit = line && line.querySelector("a.edit");
    if (edit && getSelection().isCollapsed) go(edit.href);
  });

  document.addEventListener("keydown", (event) => {
    const cancel = document.getElementById("cancel-edit");
    if (event.key === "Escape" && cancel) go(cancel.href);
  });
})();
"""
