import { createClient } from "@wutong/contracts";
import { createContext, use } from "react";

/** The server as the pages see it; the CSRF token of the session is kept here, out of reach of storage. */
export type Server = ReturnType<typeof connect>;

export function connect() {
  let csrf: string | null = null;
  const client = createClient<FormData | Blob, Response>({
    fetch: (url, init) => fetch(url, init),
    csrf: () => csrf,
    multipart: (request, file) => {
      const form = new FormData();
      form.append("request", request);
      if (file instanceof Blob) form.append("file", file, file instanceof File ? file.name : "file");
      return form;
    },
  });
  return {
    ...client,
    keepCsrf: (token: string | null) => {
      csrf = token;
    },
  };
}

export const ServerContext = createContext<Server | null>(null);

export function useServer(): Server {
  const server = use(ServerContext);
  if (server === null) throw new Error("ServerContext is missing above this component");
  return server;
}
