/** Lists that come in pages: one answer of what was read so far, and a button for the next page. */
import { Button, Group } from "@mantine/core";
import type { InfiniteData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

interface Paged<R> {
  data: InfiniteData<string | { results: R[] }> | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** What was read so far. */
export function rowsIn<R>(data: Paged<R>["data"]): R[] {
  return data?.pages.flatMap((page) => (typeof page === "string" ? [] : page.results)) ?? [];
}

/** What `Answer` takes, made of a list that is read page by page. */
export function asAnswer<R>(query: Paged<R>) {
  return {
    data: query.data && rowsIn(query.data),
    error: query.error,
    isPending: query.isPending,
    refetch: query.refetch as () => never,
  };
}

export function More({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { t } = useTranslation();
  return query.hasNextPage ? (
    <Group justify="center">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t("Show more")}
      </Button>
    </Group>
  ) : null;
}
