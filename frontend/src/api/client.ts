/**
 * The one way to the API: typed by its document, signed in by the session, refusals as `Problem`.
 *
 * Every POST bears an `Idempotency-Key`, so that a request whose answer was lost can be sent again and is done once:
 * its own, where whoever sends it keeps one (`headers: { "Idempotency-Key": … }`), else that of its deed.
 */
import type { paths } from "@schema";
import createClient, { type Middleware } from "openapi-fetch";
import createHooks from "openapi-react-query";
import { answered, begin, isDeed, keyFor, leftOpen, saysNothing } from "./deeds";
import { problemOf, unreachable } from "./problems";
import { signedOut } from "./session";

const manners: Middleware = {
  async onRequest({ request }) {
    request.headers.set("Accept-Language", document.documentElement.lang || "en");
    if (request.method !== "GET" && request.method !== "HEAD") {
      request.headers.set("X-CSRFToken", cookie("csrftoken"));
    }
    if (isDeed(request)) {
      begin(request);
    }
    if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
      request.headers.set("Idempotency-Key", await keyFor(request));
    }
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok || response.status === 304) {
      if (isDeed(request)) {
        answered(request, response);
      }
      return response;
    }
    if (response.status === 401) {
      signedOut();
    }
    const problem = await problemOf(response);
    if (saysNothing(problem)) {
      leftOpen(request);
    } else if (isDeed(request)) {
      answered(request, response);
    }
    throw problem;
  },
  onError({ request, error }) {
    const problem = unreachable(error);
    if (problem.kind !== "aborted") {
      leftOpen(request);
    }
    return problem;
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
