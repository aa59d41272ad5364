import { useMutation } from "@tanstack/react-query";
import type { CallOf, EndpointShape } from "@wutong/contracts";
import { useServer } from "./client.ts";
import { expectReply } from "./queries.ts";

type Download<E extends EndpointShape> = { readonly call: Omit<CallOf<E>, "key">; readonly fileName: string };

/** Fetches a file and hands it to the browser to keep, under the server's name for it or `fileName`. */
export function useDownload<E extends EndpointShape>(shape: E) {
  const server = useServer();
  return useMutation<void, Error, Download<E>>({
    mutationFn: async ({ call, fileName }) => {
      const keyed = { ...call, key: crypto.randomUUID() } as unknown as CallOf<E>;
      const reply = expectReply(await server.download(shape, keyed));
      keepFile(await reply.blob(), nameIn(reply.headers.get("content-disposition")) ?? fileName);
    },
  });
}

/** Hands a file to the browser to keep. */
export function keepFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** `filename*=UTF-8''…` of RFC 6266. */
function nameIn(disposition: string | null): string | null {
  const match = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "");
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}
