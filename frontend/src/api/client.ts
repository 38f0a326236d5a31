/**
 * The one way to the API: typed by its document, signed in by the session, refusals as `Problem`.
 *
 * Every POST bears an `Idempotency-Key`, so that a request whose answer was lost can be sent again by whoever kept
 * the key (`headers: { "Idempotency-Key": … }`); without one a fresh key is drawn.
 */
import type { paths } from "@schema";
import createClient, { type Middleware } from "openapi-fetch";
import createHooks from "openapi-react-query";
import { Problem, problemOf, unreachable } from "./problems";
import { signedOut } from "./session";

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", document.documentElement.lang || "en");
    if (request.method !== "GET" && request.method !== "HEAD") {
      request.headers.set("X-CSRFToken", cookie("csrftoken"));
    }
    if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
      request.headers.set("Idempotency-Key", crypto.randomUUID());
    }
    return request;
  },
  async onResponse({ response }) {
    if (response.ok || response.status === 304) {
      return response;
    }
    if (response.status === 401) {
      signedOut();
    }
    throw await problemOf(response);
  },
  onError({ error }) {
    return error instanceof Problem ? error : unreachable(error);
  },
};

export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(manners);

/** The same client as hooks: `useQuery("get", "/api/v1/…/", { params })` and `useMutation("post", …)`. */
export const { useQuery, useMutation, useSuspenseQuery, useInfiniteQuery, queryOptions } = createHooks(api);

export function cookie(name: string): string {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
