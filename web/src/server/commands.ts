import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CallOf, EndpointShape, ReplyOf } from "@wutong/contracts";
import { useRef } from "react";
import { useServer } from "./client.ts";
import { problemOf } from "./problem-error.ts";
import { expectReply } from "./queries.ts";

type Intent<E extends EndpointShape> = Omit<CallOf<E>, "key"> & { readonly file?: File };

/**
 * Sends a command once: a double click, or trying again after the network failed, carries the same idempotency key;
 * a new key is taken when the server has given a definite answer. After success everything shown is read again.
 */
export function useCommand<E extends EndpointShape>(shape: E) {
  const server = useServer();
  const queries = useQueryClient();
  const key = useRef<{ readonly of: string; readonly key: string } | null>(null);
  return useMutation<ReplyOf<E>, Error, Intent<E>>({
    mutationFn: async ({ file, ...intent }) => {
      const of = JSON.stringify([shape.path, intent, file?.name, file?.size, file?.lastModified]);
      if (key.current?.of !== of) key.current = { of, key: crypto.randomUUID() };
      const call = { ...intent, key: key.current.key } as unknown as CallOf<E>;
      return expectReply(await (file ? server.upload(shape, call, file) : server.call(shape, call)));
    },
    onSuccess: async () => {
      key.current = null;
      await queries.invalidateQueries();
    },
    onError: (error) => {
      if (problemOf(error).code !== "http.offline") key.current = null;
    },
  });
}
