// Loads a page again when it was built again. `make run` and `make preview` put it into every page; on AWS
// there is no such file. A page that is not seen asks nothing: browsers hold few connections to one address.

const address = new URL("/_local/changes", location.href);
address.search = new URL(import.meta.url).search;
let changes = null;

function listen() {
  if (document.visibilityState === "visible" && !changes) {
    changes = new EventSource(address);
    changes.onmessage = (event) => {
      const pages = JSON.parse(event.data);
      if (pages === null || pages.includes(decodeURI(location.pathname))) location.reload();
      else address.searchParams.set("since", event.lastEventId);
    };
  } else if (document.visibilityState === "hidden" && changes) {
    changes.close();
    changes = null;
  }
}

document.addEventListener("visibilitychange", listen);
listen();
