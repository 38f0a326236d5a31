/** Why nothing is paid out for now, and saying that this is wrong. */
import { Alert, Stack } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMutation } from "@/api/client";
import type { Schemas } from "@/api/types";
import { ObjectButton, ObjectionTold } from "@/components/Objection";
import { Quiet, When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";

export function PayoutHolds({
  holds,
  zone,
}: {
  holds: Schemas["OwnPayoutHold"][];
  zone: string | undefined;
}) {
  const { t } = useTranslation();
  const slug = useSlug();
  const queries = useQueryClient();
  const object = useMutation("post", "/api/v1/campaigns/{slug}/me/payout-holds/{hold_id}/objection/");
  if (holds.length === 0) {
    return null;
  }
  return (
    <Stack gap="sm">
      {holds.map((hold) => (
        <Alert
          key={hold.id}
          variant="default"
          icon={<IconHandStop aria-hidden />}
          title={hold.lifted_at ? t("You are paid again.") : t("Nothing is paid out to you for now.")}
        >
          <p>“{hold.why}”</p>
          {!hold.lifted_at && (
            <p>
              {t(
                "What is payable stays yours, and what you earn goes on being counted. A treasurer of the campaign decides when it is paid.",
              )}
            </p>
          )}
          {hold.objection && <ObjectionTold objection={hold.objection} />}
          <Quiet>
            {t("Since")} <When at={hold.since} zone={zone} />
            {hold.lifted_at && (
              <>
                {" · "}
                {t("lifted")} <When at={hold.lifted_at} zone={zone} />
              </>
            )}
          </Quiet>
          {hold.can_object && (
            <ObjectButton
              about={hold.why}
              answeredBy={t(
                "You can object once. Another treasurer than who placed it answers; if they agree with you, it is undone.",
              )}
              send={async (text) => {
                await object.mutateAsync({ params: { path: { slug, hold_id: hold.id } }, body: { text } });
                await queries.invalidateQueries({
                  queryKey: ["get", "/api/v1/campaigns/{slug}/me/rewards/"],
                });
              }}
            />
          )}
        </Alert>
      ))}
    </Stack>
  );
}
