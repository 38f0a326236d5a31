/** How one signs in: what is set up, since when, and what is left; it is changed on the pages of signing in. */
import { Anchor, List, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Answer } from "@/components/states";
import { Quiet, When } from "@/components/texts";

const FEW = 3;

export function SignIn() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" maw={640}>
      <Title order={2}>{t("Signing in")}</Title>
      <Answer query={useQuery("get", "/api/v1/me/sign-in/")} what={t("Looking how you sign in")}>
        {(methods) => <Methods methods={methods} />}
      </Answer>
      <Anchor href="/accounts/2fa/">{t("Passkeys and recovery codes")}</Anchor>
    </Stack>
  );
}

function Methods({ methods }: { methods: Schemas["SignInMethods"] }) {
  const { t } = useTranslation();
  const { passkeys, password, code_to: email, recovery_codes: codes } = methods;
  const second = passkeys.length > 0;
  return (
    <>
      <List spacing="xs">
        {passkeys.map((passkey) => (
          <List.Item key={passkey.added_at}>
            {t("Passkey “{{name}}”", { name: passkey.name })}
            <Quiet>
              {t("added")} <When at={passkey.added_at} />,{" "}
              {passkey.last_used_at ? (
                <>
                  {t("last used")} <When at={passkey.last_used_at} />
                </>
              ) : (
                t("not used yet")
              )}
            </Quiet>
          </List.Item>
        ))}
        <List.Item>
          {second
            ? t("A code to {{email}}, and then a passkey or a recovery code", { email })
            : t("A code to {{email}}", { email })}
        </List.Item>
        {password && (
          <List.Item>
            {second ? t("Your password, and then a passkey or a recovery code") : t("Your password")}
          </List.Item>
        )}
        {codes && (
          <List.Item>
            {t("{{count}} recovery codes are left", { count: codes.left })}
            <Quiet>
              {t("made")} <When at={codes.made_at} />
            </Quiet>
            {codes.left < FEW && (
              <Text size="sm">
                <IconAlertTriangle size={16} aria-hidden />{" "}
                {t("Make new ones while you can: without a passkey and without a code nobody gets in.")}
              </Text>
            )}
          </List.Item>
        )}
      </List>
      {!second && (
        <Quiet>
          {t(
            "A passkey signs you in without waiting for a code, and from then on a code alone is not enough.",
          )}
        </Quiet>
      )}
    </>
  );
}
