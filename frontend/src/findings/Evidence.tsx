/** What shows that a finding is true: photographs, videos and links, added and removed while the report is open. */
import { Anchor, Button, FileButton, Group, Progress, Stack, Text, TextInput } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem, problemFrom } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Answer, ProblemNote } from "@/components/states";
import { Quiet, useNumbers } from "@/components/texts";
import { TAKEN } from "@/outbox/drafts";
import { post } from "@/outbox/running";
import classes from "./Findings.module.css";

type Piece = Schemas["Evidence"];

export function Evidence({ finding, open }: { finding: string; open: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const params = { params: { path: { finding_id: finding }, query: { limit: 100 } } };
  const query = useQuery("get", "/api/v1/findings/{finding_id}/evidence/", params);
  const refresh = () =>
    queries.invalidateQueries({ queryKey: ["get", "/api/v1/findings/{finding_id}/evidence/"] });
  return (
    <Stack gap="md">
      <Answer query={query} what={t("Fetching photos and videos")}>
        {({ results }) =>
          results.length === 0 ? (
            <Quiet>
              {open
                ? t("There are none. A report with a photo is believed more easily.")
                : t("There are none.")}
            </Quiet>
          ) : (
            <ul className={classes.thumbs}>
              {results.map((piece) => (
                <li key={piece.id}>
                  <Shown piece={piece} />
                  {open && <Remove piece={piece} finding={finding} onRemoved={refresh} />}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {open ? (
        <Add finding={finding} onAdded={refresh} />
      ) : (
        <Quiet>
          {t(
            "They are added and removed until a reviewer takes the report up, and again when one asks for more.",
          )}
        </Quiet>
      )}
    </Stack>
  );
}

function nameOf(piece: Piece, t: (words: string, holes: { number: number }) => string): string {
  return piece.kind === "video"
    ? t("Video {{number}}", { number: piece.position })
    : piece.kind === "image"
      ? t("Photo {{number}}", { number: piece.position })
      : t("Link {{number}}", { number: piece.position });
}

function Shown({ piece }: { piece: Piece }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const name = nameOf(piece, t);
  if (piece.kind === "link") {
    return (
      <Anchor href={piece.url ?? ""} rel="noopener noreferrer nofollow" target="_blank">
        {piece.url}
      </Anchor>
    );
  }
  return (
    <>
      <a href={piece.file ?? ""} target="_blank" rel="noreferrer">
        <img className={classes.thumb} src={piece.preview ?? ""} alt={name} loading="lazy" />
      </a>
      {piece.kind === "video" && (
        <Text size="sm" c="dimmed">
          {piece.duration_s
            ? t("Video, {{seconds}} s", { seconds: number(Math.round(piece.duration_s)) })
            : t("Video")}
        </Text>
      )}
    </>
  );
}

function Remove({
  piece,
  finding,
  onRemoved,
}: {
  piece: Piece;
  finding: string;
  onRemoved: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const name = nameOf(piece, t);
  return (
    <EffectButton
      variant="subtle"
      color="gray"
      c="inherit"
      size="sm"
      fullWidth
      label={t("Remove {{name}}", { name })}
      title={t("Remove {{name}}?", { name })}
      confirm={t("Remove it for good")}
      act={async () => {
        await api.DELETE("/api/v1/findings/{finding_id}/evidence/{evidence_id}/", {
          params: { path: { finding_id: finding, evidence_id: piece.id } },
        });
        await onRemoved();
      }}
    >
      {t("Reviewers do not see it any more. What you keep of it on your device stays there.")}
    </EffectButton>
  );
}

/** Files go one by one, each telling how far it is; what is refused says why and costs the others nothing. */
function Add({ finding, onAdded }: { finding: string; onAdded: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const { percent } = useNumbers();
  const [sending, setSending] = useState<{ name: string; part: number } | null>(null);
  const [refused, setRefused] = useState<[string, Problem][]>([]);
  const [link, setLink] = useState("");
  const address = `/api/v1/findings/${finding}/evidence/`;

  async function addFiles(files: File[]) {
    setRefused([]);
    for (const file of files) {
      const body = new FormData();
      body.append("file", file, file.name);
      setSending({ name: file.name, part: 0 });
      const answer = await post(address, body, { "Idempotency-Key": crypto.randomUUID() }, (part) =>
        setSending({ name: file.name, part }),
      );
      if (answer === null || answer.status >= 400) {
        setRefused((before) => [...before, [file.name, problemFrom(answer)]]);
      }
    }
    setSending(null);
    await onAdded();
  }

  async function addLink() {
    setRefused([]);
    try {
      await api.POST("/api/v1/findings/{finding_id}/evidence/", {
        params: { path: { finding_id: finding } },
        body: { url: link.trim() },
      });
      setLink("");
      await onAdded();
    } catch (error) {
      setRefused([[link, asProblem(error)]]);
    }
  }

  return (
    <Stack gap="sm" maw={560}>
      <Group>
        <FileButton accept={TAKEN} multiple onChange={(files) => void addFiles(files)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="md"
              loading={sending !== null}
              leftSection={<IconPhotoPlus aria-hidden />}
            >
              {t("Add photos or videos")}
            </Button>
          )}
        </FileButton>
      </Group>
      {sending && (
        <div role="status">
          <Text size="sm" mb={4}>
            {t("Sending {{name}}", { name: sending.name })}
          </Text>
          <Progress.Root size="lg">
            <Progress.Section
              value={100 * sending.part}
              aria-label={t("How much has been sent: {{part}}", { part: percent(sending.part) })}
            />
          </Progress.Root>
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void addLink();
        }}
      >
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <TextInput
            type="url"
            label={t("A link to a page that shows it")}
            description={t("Reviewers see it; we open none.")}
            value={link}
            onChange={(event) => setLink(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button type="submit" variant="default" disabled={!link.trim()}>
            {t("Add link")}
          </Button>
        </Group>
      </form>
      {refused.map(([name, problem]) => (
        <div key={name}>
          <Text size="sm" fw={600}>
            {t("{{name}} was not taken.", { name })}
          </Text>
          <ProblemNote problem={problem} />
        </div>
      ))}
    </Stack>
  );
}
