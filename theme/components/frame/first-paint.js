/* Before anything is painted: say that scripts run, and be as dark as the visitor or the device wants it. */
document.documentElement.classList.replace("no-js", "js");
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("scheme");
  } catch {
    // Without storage the device decides.
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
}
