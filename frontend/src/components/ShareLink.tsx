/** A link to be passed on: read, copied, scanned, printed, or handed to whatever the device shares with. */
import { Anchor, Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconShare2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shareTargets, spoken } from "@/lib/sharing";
import classes from "./ShareLink.module.css";

interface Props {
  link: string;
  /** What is said with it. */
  text: string;
  subject: string;
  qr: { svg?: string; png?: string };
  /** The address of a page to print and hang up, where there is one. */
  poster?: string;
  children?: React.ReactNode;
}

export function ShareLink({ link, text, subject, qr, poster, children }: Props) {
  const { t } = useTranslation();
  const canShare = typeof navigator.share === "function";
  // What the API gives as a whole address is asked for where the page itself came from.
  const own = (address = "") => new URL(address, window.location.href).pathname;
  return (
    <div className={classes.share}>
      <Stack gap="md" miw={0}>
        <Text className={classes.link} component="p" m={0} translate="no">
          {spoken(link)}
        </Text>
        <Group gap="sm">
          <CopyButton value={link} timeout={4000}>
            {({ copied, copy }) => (
              <Button
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
                }
              >
                {copied ? t("Copied") : t("Copy the link")}
              </Button>
            )}
          </CopyButton>
          {canShare && (
            <Button
              variant="default"
              leftSection={<IconShare2 size={18} aria-hidden />}
              onClick={() => void navigator.share({ title: subject, text, url: link }).catch(() => undefined)}
            >
              {t("Share")}
            </Button>
          )}
        </Group>
        <Group gap="xs" component="ul" className={classes.targets} aria-label={t("Share with")}>
          {shareTargets(link, text, subject, t("E-mail")).map(({ name, address }) => (
            <li key={name}>
              <Button
                component="a"
                variant="default"
                href={address}
                target="_blank"
                rel="noopener noreferrer"
              >
                {name}
              </Button>
            </li>
          ))}
        </Group>
        {children}
      </Stack>
      <Stack gap={4} align="center" className={classes.scan}>
        <img
          src={own(qr.svg)}
          alt={t("QR code of the link")}
          width={176}
          height={176}
          className={classes.qr}
        />
        <Text size="sm" component="p" m={0}>
          <Anchor href={own(qr.png)} download size="sm">
            PNG
          </Anchor>
          {" · "}
          <Anchor href={own(qr.svg)} download size="sm">
            SVG
          </Anchor>
          {poster && (
            <>
              {" · "}
              <Anchor href={poster} size="sm">
                {t("Poster (PDF)")}
              </Anchor>
            </>
          )}
        </Text>
      </Stack>
    </div>
  );
}
