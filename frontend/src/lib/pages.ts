/**
 * Lists of the API that come page by page, where a screen wants all of it or the next of it: the next page is asked
 * for by the address that the one before gave.
 */
import { type UseQueryResult, useInfiniteQuery } from "@tanstack/react-query";

export interface Page<Row> {
  results: Row[];
  next: string | null;
}

/** The `cursor` in the address of a next page. */
export function cursorOf(next: string | null | undefined): string | undefined {
  return next ? (new URL(next).searchParams.get("cursor") ?? undefined) : undefined;
}

/** Ask for every page, one after another. */
export async function everyPage<T>(
  ask: (cursor: string | undefined) => Promise<{ data?: Page<T> | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await ask(cursor);
    all.push(...(data?.results ?? []));
    cursor = cursorOf(data?.next);
  } while (cursor);
  return all;
}

export type Asked = Record<string, string>;

export interface Pages<Row>
  extends Pick<UseQueryResult<Row[], unknown>, "data" | "error" | "refetch" | "isPending"> {
  hasNext: boolean;
  isFetchingNext: boolean;
  next: () => void;
}

/** `key` names the list and what narrows it; `read` asks for a page, with what the next one's address says. */
export function usePages<Row>(
  key: readonly unknown[],
  read: (asked: Asked) => Promise<Page<Row>>,
  { every, enabled = true }: { every?: number; enabled?: boolean } = {},
): Pages<Row> {
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: {} as Asked,
    getNextPageParam: (last) =>
      last.next ? (Object.fromEntries(new URL(last.next).searchParams) as Asked) : undefined,
    enabled,
    ...(every ? { refetchInterval: every } : {}),
  });
  return {
    data: pages.data?.pages.flatMap(({ results }) => results),
    error: pages.error,
    refetch: pages.refetch as Pages<Row>["refetch"],
    isPending: pages.isPending as Pages<Row>["isPending"],
    hasNext: pages.hasNextPage,
    isFetchingNext: pages.isFetchingNextPage,
    next: () => void pages.fetchNextPage(),
  };
}

/** The rows of an answer that the API can also give as a table or as GeoJSON, which a screen never asks for. */
export function rowsOf<D>(data: D): Extract<D, { results: unknown[] }>["results"] | undefined {
  return typeof data === "object" && data !== null && "results" in data
    ? (data as Extract<D, { results: unknown[] }>).results
    : undefined;
}

/** For `useInfiniteQuery`: how pages follow each other. A list that can be a table of text as well is never one here. */
export const BY_CURSOR = {
  pageParamName: "cursor",
  // Null is left out of the address; without a value the library would ask for page 0.
  initialPageParam: null as string | null,
  getNextPageParam: (page: string | { next?: string | null | undefined }) =>
    typeof page === "string" ? undefined : cursorOf(page.next),
};
