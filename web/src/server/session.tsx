import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { me, type ReplyOf, type Role } from "@wutong/contracts";
import { type Server, useServer } from "./client.ts";
import { problemOf } from "./problem-error.ts";
import { expectReply } from "./queries.ts";

export type Session = ReplyOf<typeof me>;

export const sessionKey = ["session"] as const;

/** Who is signed in; null for nobody. */
export function useSession() {
  return useQuery(sessionQuery(useServer()));
}

/** Asks who is signed in while the pages' code is still on its way. */
export function askForSession(queries: QueryClient, server: Server): void {
  void queries.prefetchQuery(sessionQuery(server));
}

function sessionQuery(server: Server) {
  return queryOptions({
    queryKey: sessionKey,
    queryFn: async (): Promise<Session | null> => {
      const reply = await server.call(me, {});
      if (!reply.ok && reply.error.code === "access.signedOut") return null;
      const session = expectReply(reply);
      server.keepCsrf(session.csrf);
      return session;
    },
    staleTime: 60_000,
    retry: (count, error) => problemOf(error).code === "http.offline" && count < 2,
  });
}

/** Takes on a session, or drops it: what was read under the one before is forgotten. */
export function useKeepSession() {
  const server = useServer();
  const queries = useQueryClient();
  return (session: Session | null) => {
    server.keepCsrf(session?.csrf ?? null);
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
    queries.setQueryData(sessionKey, session);
  };
}

/** May the signed-in person do what these roles may? */
export function useMay(): (...roles: readonly Role[]) => boolean {
  const { data } = useSession();
  return (...roles) => roles.some((role) => data?.roles.includes(role) ?? false);
}
