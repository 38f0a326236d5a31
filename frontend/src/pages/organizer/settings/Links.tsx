/** The campaign's own links: whoever joins by one has no inviter. Each with how it does, and its QR code. */
import { Anchor, Button, CopyButton, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useInfiniteQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Campaign, Schemas } from "@/api/types";
import { asAnswer, More } from "@/components/More";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign } from "@/lib/campaign";
import { showProblem } from "@/lib/forms";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { fromClock } from "@/lib/zoned";
import classes from "../money/money.module.css";

export function Links() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("Links")} query={useCampaign()} what={t("Fetching the campaign")}>
      {(campaign) => <Shown campaign={campaign} />}
    </Answer>
  );
}

function Shown({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const links = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/links/",
    { params: { path: { slug: campaign.slug }, query: { limit: 50 } } },
    BY_CURSOR,
  );
  return (
    <Answer screen={t("Links")} query={asAnswer(links)} what={t("Fetching the links")}>
      {(rows) => (
        <Screen
          title={
            links.hasNextPage
              ? t("{{count}} visits or more came by the campaign's own links.", { count: visitsOf(rows) })
              : t("{{count}} visits came by the campaign's own links.", { count: visitsOf(rows) })
          }
          name={t("Links")}
        >
          {["live", "paused"].includes(campaign.state) ? (
            <Make campaign={campaign} />
          ) : (
            <Quiet>{t("Links are made while the campaign runs.")}</Quiet>
          )}
          {rows.length === 0 ? (
            <Empty title={t("No link yet")}>
              {t("The first people join by a link of the campaign, everybody else by a link of somebody.")}
            </Empty>
          ) : (
            <ul className={classes.cards}>
              {rows.map((link) => (
                <li key={link.id} className={classes.card}>
                  <One link={link} zone={campaign.time_zone} slug={campaign.slug} />
                </li>
              ))}
            </ul>
          )}
          <More query={links} />
        </Screen>
      )}
    </Answer>
  );
}

function visitsOf(links: Schemas["Link"][]): number {
  return links.reduce((sum, { visits }) => sum + visits, 0);
}

function One({ link, zone, slug }: { link: Schemas["Link"]; zone: string | undefined; slug: string }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const qr = (kind: "svg" | "png") => `/api/v1/campaigns/${slug}/links/${link.id}/qr.${kind}/`;
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={4} miw={0}>
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>
          {link.url}
        </Text>
        <Text>
          {t("{{count}} visits", { count: link.visits })}
          {link.max_uses &&
            ` · ${t("{{uses}} of {{most}} places taken", { uses: number(link.uses ?? 0), most: number(link.max_uses) })}`}
          {link.arm && ` · ${t("arm {{arm}}", { arm: link.arm })}`}
        </Text>
        <Quiet>
          {t("Made")} <When at={link.created_at} zone={zone} />
          {link.expires_at && (
            <>
              {" · "}
              {t("Runs out")} <When at={link.expires_at} zone={zone} />
            </>
          )}
        </Quiet>
        <Group gap="sm" mt={4}>
          <CopyButton value={link.url}>
            {({ copied, copy }) => (
              <Button variant="default" size="compact-md" onClick={copy}>
                {copied ? t("Copied") : t("Copy it")}
              </Button>
            )}
          </CopyButton>
          <Anchor href={qr("png")} download>
            {t("QR code as PNG")}
          </Anchor>
          <Anchor href={qr("svg")} download>
            {t("QR code as SVG")}
          </Anchor>
          <Anchor href={`/c/${slug}/links/${link.id}/poster.pdf`}>{t("Poster (PDF)")}</Anchor>
        </Group>
      </Stack>
      <img
        src={qr("svg")}
        width={112}
        height={112}
        loading="lazy"
        alt={t("QR code of {{url}}", { url: link.url })}
        style={{ background: "#fff", borderRadius: 8 }}
      />
    </Group>
  );
}

function Make({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const form = useForm({ initialValues: { arm: "", max_uses: "" as number | string, expires_at: "" } });
  const make = form.onSubmit(async ({ arm, max_uses, expires_at }) => {
    setRunning(true);
    setProblem(null);
    try {
      const end = fromClock(expires_at, campaign.time_zone ?? "UTC");
      await api.POST("/api/v1/campaigns/{slug}/links/", {
        params: { path: { slug: campaign.slug } },
        body: {
          arm,
          max_uses: max_uses === "" ? null : Number(max_uses),
          ...(end ? { expires_at: end } : {}),
        },
      });
      form.reset();
      await refresh("/api/v1/campaigns/{slug}/links/");
    } catch (error) {
      setProblem(showProblem(form, error));
    } finally {
      setRunning(false);
    }
  });
  return (
    <form onSubmit={make} noValidate>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t("Arm")}
            placeholder={t("posters-north")}
            maxLength={40}
            w={180}
            {...form.getInputProps("arm")}
          />
          <NumberInput
            label={t("How many can join by it")}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            w={180}
            {...form.getInputProps("max_uses")}
          />
          <TextInput
            type="datetime-local"
            label={t("Until when")}
            w={220}
            {...form.getInputProps("expires_at")}
          />
          <Button type="submit" loading={running}>
            {t("Make a link")}
          </Button>
        </Group>
        <Quiet>
          {t(
            "All of it may stay empty. An arm is a short name under which those who came this way are compared.",
          )}
        </Quiet>
        {problem && <ProblemNote problem={problem} />}
      </Stack>
    </form>
  );
}
