import {
  type CallOf,
  createClient,
  describeProblem,
  type EndpointShape,
  login,
  type ReplyOf,
  sendCode,
  talentLogin,
} from "@wutong/contracts";
import type { Problem, Result } from "@wutong/kernel";

/** One person's browser, as it were: its own session cookie and page token, the typed client over them. */
export type DeskClient = {
  /** The reply, or a thrown Error with the problem's message: for stories in which failing is the end. */
  readonly get: <E extends EndpointShape>(endpoint: E, call: CallOf<E>) => Promise<ReplyOf<E>>;
  readonly attempt: <E extends EndpointShape>(endpoint: E, call: CallOf<E>) => Promise<Result<ReplyOf<E>, Problem>>;
  readonly upload: <E extends EndpointShape>(
    endpoint: E,
    call: CallOf<E>,
    file: { readonly name: string; readonly text: string },
  ) => Promise<ReplyOf<E>>;
  readonly download: <E extends EndpointShape>(endpoint: E, call: CallOf<E>) => Promise<string>;
  readonly signIn: (account: string, password: string) => Promise<ReplyOf<typeof login>>;
  readonly askForCode: (phone: string) => Promise<void>;
  readonly signInAsTalent: (given: {
    readonly phone: string;
    readonly code: string;
    readonly documentTail: string;
  }) => Promise<ReplyOf<typeof talentLogin>>;
};

/** A client of the server at `address`, e.g. `http://127.0.0.1:7800`; nobody is signed in yet. */
export function deskClient(address: string): DeskClient {
  let cookie = "";
  let csrf: string | null = null;
  const client = createClient<FormData, Response>({
    csrf: () => csrf,
    fetch: async (path, { credentials: _, ...init }) => {
      const reply = await fetch(`${address}${path}`, {
        ...init,
        headers: { ...init.headers, ...(cookie ? { cookie } : {}) },
      });
      const [set] = reply.headers.getSetCookie();
      if (set) cookie = set.split(";")[0] ?? "";
      return reply;
    },
    multipart: (request, file) => {
      const form = new FormData();
      form.set("request", request);
      for (const [name, value] of file) form.set(name, value);
      return form;
    },
  });
  const get: DeskClient["get"] = async (endpoint, call) => must(endpoint, await client.call(endpoint, call));
  return {
    get,
    attempt: client.call,
    upload: async (endpoint, call, file) => {
      const form = new FormData();
      form.set("file", new Blob([file.text]), file.name);
      return must(endpoint, await client.upload(endpoint, call, form));
    },
    download: async (endpoint, call) => must(endpoint, await client.download(endpoint, call)).text(),
    signIn: async (account, password) => {
      const session = await get(login, { body: { account, password } });
      csrf = session.csrf;
      return session;
    },
    askForCode: async (phone) => {
      await get(sendCode, { body: { phone } });
    },
    signInAsTalent: async (given) => {
      const session = await get(talentLogin, { body: given });
      csrf = session.csrf;
      return session;
    },
  };
}

function must<Value>(endpoint: EndpointShape, result: Result<Value, Problem>): Value {
  if (result.ok) return result.value;
  const { what, todo } = describeProblem(result.error, "en");
  throw new Error(`${endpoint.method} ${endpoint.path}: ${result.error.code}: ${what}. ${todo}`);
}
