// The address: #/<key of the world>/<screen>/<id>?<filters>. A reload and a shared link keep it.
import {state} from "./api.js";

const EXAMPLE = "sk_test_lotusbox";

export function read_route() {
  const [path, query] = location.hash.slice(1).split("?");
  const [world, screen, id] = path.split("/").slice(1).map(decodeURIComponent);
  return {world: world || EXAMPLE, screen: screen || "mandates", id: id || "",
          query: Object.fromEntries(new URLSearchParams(query ?? ""))};
}

export function link_to(screen, id, query, world) {
  const path = [world ?? state.world, screen, id].filter(Boolean).map(encodeURIComponent).join("/");
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value);
  return `#/${path}${pairs.length ? `?${new URLSearchParams(pairs)}` : ""}`;
}
