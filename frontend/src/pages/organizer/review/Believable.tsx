/** How likely a report is true before anybody has looked at it, and every reason for it in a sentence. */
import { Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Quiet, useNumbers } from "@/components/texts";
import classes from "./Believable.module.css";
import { type Dossier, percentOf, useLikelihood } from "./kinds";

type Piece = NonNullable<Dossier["credibility"]>["pieces"][number];

// A bar is full at this weight, in log-odds; hardly any piece weighs more.
const FULL = 4;

export function Believable({ credibility }: { credibility: Dossier["credibility"] }) {
  const { t } = useTranslation();
  const { percent } = useNumbers();
  const likelihood = useLikelihood();
  if (!credibility) {
    return (
      <Stack gap="xs">
        <Title order={2}>{t("How likely it is true")}</Title>
        <Quiet>{t("Nothing has been worked out yet. It takes a few seconds after a report.")}</Quiet>
      </Stack>
    );
  }
  const share = percentOf(credibility.probability) / 100;
  const prior = credibility.pieces.find(({ name }) => name === "prior");
  const pieces = credibility.pieces
    .filter((piece) => piece !== prior)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return (
    <Stack gap="xs">
      <Title order={2}>
        {t("{{percent}} likely true: {{words}}", {
          percent: percent(share),
          words: likelihood(credibility.probability),
        })}
      </Title>
      <ul className={classes.pieces}>
        {pieces.map((piece) => (
          <Reason key={piece.name} piece={piece} />
        ))}
        {prior && <Reason piece={prior} isPrior />}
      </ul>
      <Quiet>{t("This orders the queue. What is true, you decide.")}</Quiet>
    </Stack>
  );
}

function Reason({ piece, isPrior = false }: { piece: Piece; isPrior?: boolean }) {
  const { t } = useTranslation();
  const size = Math.abs(piece.value);
  const isFor = piece.value > 0;
  const speaks = isPrior
    ? t("before anything is known")
    : isFor
      ? size < 0.75
        ? t("slightly for it")
        : size < 1.5
          ? t("clearly for it")
          : t("strongly for it")
      : size < 0.75
        ? t("slightly against it")
        : size < 1.5
          ? t("clearly against it")
          : t("strongly against it");
  const width = `${Math.max(4, Math.min(50, (size / FULL) * 50))}%`;
  return (
    <li>
      <Text size="sm" component="span">
        {piece.sentence}
      </Text>
      <span className={classes.weight}>
        <span className={classes.scale} aria-hidden>
          <span className={isFor ? classes.for : classes.against} style={{ width }} />
        </span>
        <Text size="sm" c="dimmed" component="span">
          {speaks}
        </Text>
      </span>
    </li>
  );
}
