// The slip's QR code carries "#login:CODE": the part after # reaches no server log and no other site.
(() => {
  const [login, code] = decodeURIComponent(location.hash.slice(1)).split(":");
  if (!login || !code) return;
  history.replaceState(null, "", location.pathname);
  const form = document.querySelector("[data-join]");
  form.elements.login.value = login;
  form.elements.code.value = code;
  form.elements.password.focus();
})();
