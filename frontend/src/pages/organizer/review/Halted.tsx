/** What was written stays while the finding is not with its reviewer any more; it is said once it is again. */
import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problems";
import { ProblemNote } from "@/components/states";
import { type Dossier, isUndecided } from "./kinds";

export interface Taking {
  isPending: boolean;
  error: unknown;
  mutate: (how: "POST") => void;
}

export function Halted({ dossier, taking }: { dossier: Dossier; taking: Taking }) {
  const { t } = useTranslation();
  const { claim, possible_steps: steps, refused, state } = dossier;
  const canTake = steps.includes("claim") && !refused && claim.taken < claim.places;
  return (
    <Alert variant="default" icon={<IconInfoCircle aria-hidden />}>
      <Stack gap="sm" align="flex-start">
        <Text>
          {!isUndecided(state)
            ? t("It was decided meanwhile. What you have written stands here until you close this.")
            : canTake
              ? t("It is not with you any more. What you have written stays; take it up again to say it.")
              : t("Another reviewer has it now. What you have written stays here until it is free again.")}
        </Text>
        {canTake && (
          <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate("POST")}>
            {t("Take it up again")}
          </Button>
        )}
        {taking.error !== null && <ProblemNote problem={asProblem(taking.error)} />}
      </Stack>
    </Alert>
  );
}
