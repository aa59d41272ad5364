import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { CallOf, EndpointShape, ReplyOf } from "@wutong/contracts";
import type { Problem, Result } from "@wutong/kernel";
import { useServer } from "./client.ts";
import { ProblemError } from "./problem-error.ts";

type ReadOptions<Reply> = {
  readonly enabled?: boolean;
  /** Milliseconds until the next look, or false; may depend on what came back. */
  readonly again?: (reply: Reply | undefined) => number | false;
};

/** Reads one endpoint; the same call anywhere on the page is fetched once. */
export function useRead<E extends EndpointShape>(shape: E, call: CallOf<E>, options: ReadOptions<ReplyOf<E>> = {}) {
  const server = useServer();
  return useQuery({
    queryKey: [shape.path, call.params ?? null, call.query ?? null],
    queryFn: async () => expectReply(await server.call(shape, call)),
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => options.again?.(query.state.data as ReplyOf<E> | undefined) ?? false,
  });
}

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null; readonly total: number | null };

/** Reads a list page by page; `more` fetches the next one. */
export function usePages<E extends EndpointShape, Row>(
  shape: E & { readonly reply: { readonly _zod: { readonly output: Page<Row> } } },
  call: CallOf<E>,
  enabled = true,
) {
  const server = useServer();
  const pages = useInfiniteQuery({
    queryKey: [shape.path, "pages", call.params ?? null, call.query ?? null],
    queryFn: async ({ pageParam }) => {
      const query = { ...(call.query as object), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return expectReply(await server.call(shape, { ...call, query } as CallOf<E>)) as Page<Row>;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  });
  const list = pages.data?.pages ?? [];
  return {
    rows: list.flatMap((page) => page.rows),
    total: list[0]?.total ?? null,
    loading: pages.isPending && enabled,
    error: pages.error,
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    more: () => void (pages.hasNextPage && !pages.isFetchingNextPage && pages.fetchNextPage()),
    retry: () => void pages.refetch(),
  };
}

export function expectReply<Value>(result: Result<Value, Problem>): Value {
  if (result.ok) return result.value;
  throw new ProblemError(result.error);
}
