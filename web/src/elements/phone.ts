import { useSyncExternalStore } from "react";
import { phoneWidth } from "../theme.ts";

const query = `(max-width: ${phoneWidth}px)`;

/** Is the window as narrow as a phone's? */
export function usePhone(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(query).matches);
}

function listen(changed: () => void): () => void {
  const media = matchMedia(query);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}
