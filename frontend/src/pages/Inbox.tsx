/** What concerns one: the latest first, what is new marked, each leading to what it speaks of. */
import { Anchor, Button, Group, Loader, SegmentedControl, Text } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
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
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const show = search.get("show") === "new" ? "new" : "all";
  const query = useNotices(show === "new");
  const unread = useQuery("get", "/api/v1/me/inbox/unread/").data?.unread ?? 0;
  const newest = query.data?.pages[0]?.results[0];
  /** The notices that are being marked, or `all` of them. */
  const [running, setRunning] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function act(name: string, send: () => Promise<unknown>) {
    if (running.includes(name)) {
      return;
    }
    setRunning((others) => [...others, name]);
    setProblem(null);
    try {
      await send();
      await queries.invalidateQueries();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning((all) => all.filter((each) => each !== name));
    }
  }

  const mark = (notice: Notice, read: boolean) =>
    act(notice.id, () =>
      api.PATCH("/api/v1/me/inbox/{notice_id}/", {
        params: { path: { notice_id: notice.id } },
        body: { read },
      }),
    );
  const markAll = () =>
    act("all", () => api.POST("/api/v1/me/inbox/read/", { body: { up_to: newest?.id ?? null } }));

  return (
    <div className={classes.page}>
      <Screen
        title={
          !query.data
            ? t("Notices")
            : unread
              ? t("{{count}} notices are new.", { count: unread })
              : t("Nothing is new.")
        }
        name={t("Notices")}
        action={
          unread && newest ? (
            <Button variant="default" loading={running.includes("all")} onClick={() => void markAll()}>
              {t("Mark all as read")}
            </Button>
          ) : undefined
        }
      >
        {/* It stays while the others are fetched, and so does the focus. */}
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t("Which notices")}
            value={show}
            onChange={(chosen) => setSearch(chosen === "new" ? { show: chosen } : {})}
            data={[
              { value: "all", label: t("All notices") },
              { value: "new", label: t("New ones") },
            ]}
          />
          <Anchor component={Link} to="/settings/notices">
            {t("How you are told")}
          </Anchor>
        </Group>
        {problem && <ProblemNote problem={problem} />}
        <Answer query={query} what={t("Fetching your notices")}>
          {({ pages }) => (
            <Notices
              notices={pages.flatMap((page) => page.results)}
              running={running}
              mark={(notice, read) => void mark(notice, read)}
            />
          )}
        </Answer>
        {query.hasNextPage && (
          <Group>
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t("Show earlier ones")}
            </Button>
          </Group>
        )}
      </Screen>
    </div>
  );
}

function useNotices(unread: boolean) {
  return useInfiniteQuery({
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
}

function Notices({
  notices,
  running,
  mark,
}: {
  notices: Notice[];
  running: readonly string[];
  mark: (notice: Notice, read: boolean) => void;
}) {
  const { t } = useTranslation();
  const zone = useQuery("get", "/api/v1/me/").data?.time_zone;
  if (notices.length === 0) {
    return (
      <Empty title={t("Nothing stands here")}>
        {t(
          "Here you find what concerns you: who joined by your link, what became of your findings, and money.",
        )}
      </Empty>
    );
  }
  return (
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
              <Sentence notice={notice} onFollow={() => notice.read_at ?? mark(notice, true)} />
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
            // Not disabled meanwhile: it would lose the focus.
            aria-busy={running.includes(notice.id)}
            leftSection={running.includes(notice.id) && <Loader size={14} color="gray" aria-hidden />}
            onClick={() => mark(notice, !notice.read_at)}
          >
            {notice.read_at ? t("Mark as new") : t("Mark as read")}
          </Button>
        </li>
      ))}
    </ul>
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
