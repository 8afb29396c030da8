// What every page needs: search by "/", dialogs, menus, messages, questions. Reading works without it.
(() => {
  const body = document.body;
  const word = (name) => body.dataset[name] || "";

  // A message over the page, announced to screen readers. tone: "error" or nothing.
  function say(text, tone) {
    const place = document.getElementById(tone === "error" ? "alarm" : "say");
    if (!place || !text) return;
    const line = document.createElement("p");
    line.className = "toast" + (tone ? " is-" + tone : "");
    const span = document.createElement("span");
    span.textContent = text;
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "shut";
    shut.dataset.dismiss = "";
    shut.setAttribute("aria-label", word("close"));
    shut.textContent = "×";
    line.append(span, shut);
    place.replaceChildren(line);
    if (tone !== "error") setTimeout(() => line.remove(), 8000);
  }

  // Asks before what cannot be undone; resolves to true or false.
  function ask(question) {
    return new Promise((done) => {
      const box = document.createElement("dialog");
      const text = document.createElement("p");
      text.id = "ask";
      text.textContent = question;
      box.setAttribute("aria-labelledby", "ask");
      const foot = document.createElement("footer");
      for (const [name, css] of [["no", "b"], ["yes", "b main-act"]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = css;
        button.textContent = word(name);
        button.addEventListener("click", () => box.close(name));
        foot.append(button);
      }
      box.append(text, foot);
      box.addEventListener("close", () => { box.remove(); done(box.returnValue === "yes"); });
      body.append(box);
      box.showModal();
    });
  }

  // The clipboard needs HTTPS or this machine; elsewhere the old way still works.
  async function copy(field, said) {
    field.focus();
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { if (!document.execCommand("copy")) return; }
    say(said);
  }

  window.school = { say, ask };

  const typing = (el) => el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);

  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && e.target.closest("[data-pick]")) e.preventDefault();
    if (e.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    }
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || typing(e.target) || e.target.closest("[data-keys]")) return;
    const seek = document.querySelector("[data-seek]");
    if (seek && seek.offsetParent) { e.preventDefault(); seek.focus(); }
  });

  document.addEventListener("change", (e) => {
    const pick = e.target.type === "radio" && e.target.closest('[data-pick="one"]');
    if (!pick) return;
    for (const row of pick.querySelectorAll(".picked > *")) if (!row.contains(e.target) && !row.matches(".none")) row.remove();
    pick.querySelector("[type=search]").value = "";
  });

  document.addEventListener("click", (e) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(e.target) || e.target.closest("[data-do]")) menu.open = false;
    const at = e.target.closest("[data-dismiss],[data-open],[data-shut],[data-print],[data-copy],[aria-disabled=true]");
    if (!at) return;
    if (at.matches("[aria-disabled=true]")) e.preventDefault();
    else if ("dismiss" in at.dataset) at.closest(".toast,.notice").remove();
    else if ("shut" in at.dataset) at.closest("dialog").close();
    else if ("print" in at.dataset) window.print();
    else if (at.dataset.copy) copy(document.getElementById(at.dataset.copy), at.dataset.said);
    else if (at.dataset.open) { e.preventDefault(); document.getElementById(at.dataset.open)?.showModal(); }
  });

  // <form data-confirm="…"> is sent only after a yes; a form is sent once.
  document.addEventListener("submit", async (e) => {
    const form = e.target;
    if (form.dataset.confirm && !form.dataset.sure) {
      e.preventDefault();
      e.stopImmediatePropagation();
      const button = e.submitter;
      if (!(await ask(form.dataset.confirm))) return;
      form.dataset.sure = "1";
      form.requestSubmit(button);
      delete form.dataset.sure;
      return;
    }
    const method = (form.getAttribute("method") || "").toLowerCase();
    // a list changes its address without reloading: come back to where the reader is now
    if (form.matches(".lang,.theme")) form.elements.next.value = location.pathname + location.search;
    if (method !== "post" || e.defaultPrevented || form.matches("[hx-post],[hx-put]")) return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  }, true);

  // htmx: failures are said, new results are told, a fetched dialog opens.
  const failed = (e) => say(word(e.detail.requestConfig?.verb === "get" ? "unloaded" : "failed"), "error");
  body.addEventListener("htmx:sendError", failed);
  body.addEventListener("htmx:timeout", failed);
  body.addEventListener("htmx:responseError", (e) => {
    const status = e.detail.xhr.status;
    if (status === 401 || e.detail.xhr.getResponseHeader("HX-Redirect")) return;
    const reason = e.detail.xhr.getResponseHeader("X-Reason");
    if (reason) say(decodeURIComponent(reason), "error"); else failed(e);
  });
  body.addEventListener("htmx:afterSwap", (e) => {
    const told = document.querySelector("[data-told]");
    const place = document.getElementById("told");
    if (told && place && e.detail.target.id?.startsWith("list")) place.textContent = told.textContent.trim();
    e.detail.target.querySelector?.("dialog[data-now]")?.showModal();
  });
  body.addEventListener("htmx:confirm", async (e) => {
    if (!e.detail.question) return;
    e.preventDefault();
    if (await ask(e.detail.question)) e.detail.issueRequest(true);
  });
  body.addEventListener("say", (e) => say(e.detail.text || e.detail.value, e.detail.tone));

  // On paper the figures of a chart stand under it.
  addEventListener("beforeprint", () => document.querySelectorAll(".chart-table").forEach((el) => { el.open = true; }));

  document.querySelector("[data-summary]")?.focus();
  for (const tab of document.querySelectorAll(".tabs [aria-current], nav.chips [aria-current]")) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
})();
