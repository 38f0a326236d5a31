/** What concerns one: the latest first, what is new marked, each leading to what it speaks of. */
import { Anchor, Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { When } from "@/components/texts";
import { cursorOf } from "@/lib/pages";
import classes from "./Page.module.css";

type Notice = Schemas["Notice"];
interface Page {
  results: Notice[];
  next: string | null;
}

export function Inbox() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const unread = search.get("show") === "new";
  const query = useInfiniteQuery({
    queryKey: ["inbox", unread],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const { data } = await api.GET("/api/v1/me/inbox/", {
        params: {
          query: {
            limit: 50,
            ...(unread ? { unread: "true" as const } : {}),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
      });
      return data as Page;
    },
    getNextPageParam: ({ next }) => cursorOf(next),
    refetchInterval: 30_000,
  });
  return (
    <div className={classes.page}>
      <Answer screen={t("Notices")} query={query} what={t("Fetching your notices")}>
        {({ pages }) => (
          <Notices
            notices={pages.flatMap((page) => page.results)}
            more={query.hasNextPage ? () => void query.fetchNextPage() : null}
            fetching={query.isFetchingNextPage}
          />
        )}
      </Answer>
    </div>
  );
}

function Notices({
  notices,
  more,
  fetching,
}: {
  notices: Notice[];
  more: (() => void) | null;
  fetching: boolean;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const unread = useQuery("get", "/api/v1/me/inbox/unread/").data?.unread ?? 0;
  const zone = useQuery("get", "/api/v1/me/").data?.time_zone;
  const newest = notices[0];

  async function mark(notice: Notice, read: boolean) {
    await api.PATCH("/api/v1/me/inbox/{notice_id}/", {
      params: { path: { notice_id: notice.id } },
      body: { read },
    });
    await queries.invalidateQueries();
  }

  async function markAll() {
    await api.POST("/api/v1/me/inbox/read/", { body: { up_to: newest?.id ?? null } });
    await queries.invalidateQueries();
  }

  return (
    <Screen
      title={unread ? t("{{count}} notices are new.", { count: unread }) : t("Nothing is new.")}
      name={t("Notices")}
      action={
        unread && newest ? (
          <Button variant="default" onClick={() => void markAll()}>
            {t("Mark all as read")}
          </Button>
        ) : undefined
      }
    >
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t("Which notices")}
          value={search.get("show") === "new" ? "new" : "all"}
          onChange={(show) => setSearch(show === "new" ? { show } : {})}
          data={[
            { value: "all", label: t("All notices") },
            { value: "new", label: t("New ones") },
          ]}
        />
        <Anchor component={Link} to="/settings/notices">
          {t("How you are told")}
        </Anchor>
      </Group>
      {notices.length === 0 ? (
        <Empty title={t("Nothing stands here")}>
          {t(
            "Here you find what concerns you: who joined by your link, what became of your findings, and money.",
          )}
        </Empty>
      ) : (
        <ul className={classes.notices}>
          {notices.map((notice) => (
            <li key={notice.id} className={classes.notice}>
              <div>
                <p dir="auto" className={notice.read_at ? undefined : classes.new}>
                  {!notice.read_at && (
                    <>
                      <span className={classes.dot} aria-hidden />
                      <span className="visually-hidden">{t("New:")} </span>
                    </>
                  )}
                  <Sentence notice={notice} onFollow={() => void (notice.read_at ?? mark(notice, true))} />
                </p>
                <Text size="sm" c="dimmed" component="p">
                  <When at={notice.at} zone={zone} />
                </Text>
              </div>
              <Button
                variant="subtle"
                color="gray"
                c="inherit"
                size="sm"
                mih={44}
                aria-label={
                  notice.read_at
                    ? t("Mark as new: {{what}}", { what: notice.sentence })
                    : t("Mark as read: {{what}}", { what: notice.sentence })
                }
                onClick={() => void mark(notice, !notice.read_at)}
              >
                {notice.read_at ? t("Mark as new") : t("Mark as read")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {more && (
        <Group>
          <Button variant="default" loading={fetching} onClick={more}>
            {t("Show earlier ones")}
          </Button>
        </Group>
      )}
    </Screen>
  );
}

/** Leads to a screen of the app, or to a page beside it. */
function Sentence({ notice, onFollow }: { notice: Notice; onFollow: () => void }) {
  const { path, sentence } = notice;
  if (!path) {
    return sentence;
  }
  return path.startsWith("/app/") ? (
    <Anchor component={Link} to={path.slice("/app".length)} onClick={onFollow}>
      {sentence}
    </Anchor>
  ) : (
    <Anchor href={path} onClick={onFollow}>
      {sentence}
    </Anchor>
  );
}
